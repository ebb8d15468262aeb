"""How cases end, and what is then counted and told to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import (
    EFFECTIVE,
    END_COLUMN,
    FIRST_OPERATING,
    FIRST_VALUE,
    LINES,
    MONTH,
    OUTDATED,
    OWN_MERIT,
    REUSED_MERIT,
    RUNNING,
)  # fmt: skip
from diffusion_sim.engine.desk import clear_desk, dossier_of
from diffusion_sim.engine.exposure import shift_exposure
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.records import FAR, NONE
from diffusion_sim.engine.waiting import wait_for_use
from diffusion_sim.rules.codes import End, Mode, Stage

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

GAVE_UP, LOST_UNFINISHED = int(End.GAVE_UP), int(End.CLIFF_UNFINISHED)
"""Ends that bring blame (R25)."""
OPERATING, OWN, COPY = int(Stage.OPERATING), int(Mode.OWN), int(Mode.COPY)


@kernel
def close(run: State, c: int, stage: int, end: int) -> None:
    """End a case that was under way or in operation."""
    case, d = run.cases[c], dossier_of(run, c)
    dossier = run.dossiers[d]
    if case["stage"] == OPERATING:
        note_end_of_use(run, c)
        leave_use(run, c)
    if dossier["under_way"] == c:
        clear_desk(run, d)
        run.freed[case["row"], run.fields[case["problem"]]] = run.counts[EFFECTIVE]
    case["stage"], case["end"], case["ended"] = stage, end, run.counts[MONTH]
    if end in (GAVE_UP, LOST_UNFINISHED):
        run.agents[case["row"]]["failures"] += 1
    if END_COLUMN[end] >= 0:
        run.now[END_COLUMN[end]] += 1.0


@kernel
def leave_use(run: State, c: int) -> None:
    """Take a case off what a municipality has in operation."""
    case, d = run.cases[c], dossier_of(run, c)
    dossier = run.dossiers[d]
    wait_for_use(run, d, FAR)
    if dossier["outdated"] == c:
        dossier["outdated"] = NONE
        run.now[OUTDATED] -= 1.0
    else:
        dossier["in_use"], run.answers[d] = NONE, NONE
        run.now[FIRST_OPERATING + case["mode"] - COPY] -= 1.0
        shift_exposure(run, case["row"], case["solution"], -1.0)


@kernel
def note_end_of_use(run: State, c: int) -> None:
    """Take the value of a case off the country's."""
    case = run.cases[c]
    add_value(run, c, -1.0)
    if case["outdated"] < 0:
        run.users[case["problem"]] -= 1
        add_merit(run, c, -1.0)
    run.effort[RUNNING] -= run.solutions[case["solution"]]["complexity"]


@kernel
def add_value(run: State, c: int, sign: float) -> None:
    """Add the value of a case on each bottom line to the country's, or take it off."""
    d = dossier_of(run, c)
    for line in range(LINES):
        run.now[FIRST_VALUE + line] += sign * run.lines[d, line]


@kernel
def add_merit(run: State, c: int, sign: float) -> None:
    """Add the net benefit of a case to its kind's, or take it off."""
    column = OWN_MERIT if run.cases[c]["mode"] == OWN else REUSED_MERIT
    run.now[column] += sign * run.cases[c]["merit"]
