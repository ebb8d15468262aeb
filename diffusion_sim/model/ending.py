"""How cases end, and what is then counted and told to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import End
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import RUNNING
from diffusion_sim.model.hearing_clocks import shift_exposure
from diffusion_sim.model.ledger import (
    EFFECTIVE,
    END_COLUMN,
    FIRST_IN_USE,
    FIRST_VALUE,
    LINES,
    MONTH,
    OUTDATED,
    OWN_NET_BENEFIT,
    REUSED_NET_BENEFIT,
)
from diffusion_sim.model.problem_files import close_work, file_of, wait_for_use
from diffusion_sim.model.purse import note_savings
from diffusion_sim.model.records import COPY, FAR, IN_USE, NONE, OWN

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


GAVE_UP, LOST_UNFINISHED = int(End.GAVE_UP), int(End.FUNDING_ENDED_UNFINISHED)
"""Ends that bring blame (R25)."""


@kernel
def close(run: State, c: int, stage: int, end: int) -> None:
    """End a case that was under way or in use."""
    case, d = run.cases[c], file_of(run, c)
    file = run.files[d]
    if case["stage"] == IN_USE:
        note_end_of_use(run, c)
        leave_use(run, c)
    if file["under_way"] == c:
        close_work(run, d)
        run.freed[case["row"], run.fields[case["problem"]]] = run.counts[EFFECTIVE]
    case["stage"], case["end"], case["ended"] = stage, end, run.counts[MONTH]
    if end in (GAVE_UP, LOST_UNFINISHED):
        run.agents[case["row"]]["failures"] += 1
    if END_COLUMN[end] >= 0:
        run.now[END_COLUMN[end]] += 1.0


@kernel
def leave_use(run: State, c: int) -> None:
    """Take a case off what a municipality has in use."""
    case, d = run.cases[c], file_of(run, c)
    file = run.files[d]
    wait_for_use(run, d, FAR)
    if file["outdated"] == c:
        file["outdated"] = NONE
        run.now[OUTDATED] -= 1.0
    else:
        file["in_use"], run.answers[d] = NONE, NONE
        run.now[FIRST_IN_USE + case["mode"] - COPY] -= 1.0
        shift_exposure(run, case["row"], case["solution"], -1.0)


@kernel
def note_end_of_use(run: State, c: int) -> None:
    """Take the value of a case off the country's."""
    case = run.cases[c]
    add_value(run, c, -1.0)
    if case["outdated"] < 0:
        run.users[case["problem"]] -= 1
        run.solutions[case["solution"]]["users"] -= 1
        add_net_benefit(run, c, -1.0)
    run.effort[RUNNING] -= run.solutions[case["solution"]]["complexity"]


@kernel
def add_value(run: State, c: int, sign: float) -> None:
    """Add the value of a case on each bottom line to the country's, or take it off."""
    d = file_of(run, c)
    for line in range(LINES):
        run.now[FIRST_VALUE + line] += sign * run.lines[d, line]
    if run.facts.money_matters == 1:
        note_savings(run, c, run.lines[d, 0], sign)


@kernel
def add_net_benefit(run: State, c: int, sign: float) -> None:
    """Add the net benefit of a case to its kind's, or take it off."""
    column = OWN_NET_BENEFIT if run.cases[c]["mode"] == OWN else REUSED_NET_BENEFIT
    run.now[column] += sign * run.cases[c]["net_benefit"]
