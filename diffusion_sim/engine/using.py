"""Putting an answer to use: what it is worth here, what it replaces, and who can hear of it from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import CLIFF_OPERATION, EMBEDDED, EVALUATED
from diffusion_sim.engine.columns import (
    EDITION,
    EFFECTIVE,
    ENTRIES,
    FIRST_OPERATING,
    FIRST_PUT_TO_USE,
    LINES,
    MONTH,
    NEW_USERS,
    OUTDATED,
    RUNNING,
    STRETCH,
)  # fmt: skip
from diffusion_sim.engine.desk import clear_desk, dossier_of
from diffusion_sim.engine.ending import COPY, OPERATING, add_merit, add_value, close, note_end_of_use
from diffusion_sim.engine.exposure import shift_exposure
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.pace import aim_use, resistance_of, set_use_hazards, settle_use
from diffusion_sim.engine.records import NONE, UNDRAWN
from diffusion_sim.engine.settings import (
    appraisal_of,
    cliff_of,
    evaluation_of,
    implementation_of,
    operation_of,
)
from diffusion_sim.engine.space import touch_at
from diffusion_sim.exact import value_grid
from diffusion_sim.rules.codes import End, Mode, Stage
from diffusion_sim.rules.operation import line_value, realised_benefit, realised_fit
from diffusion_sim.rules.permanence import resistance_at_cliff

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

INSPIRED, DISCONTINUED, REPLACED = int(Mode.INSPIRED), int(Stage.DISCONTINUED), int(End.REPLACED)


@kernel
def put_to_use(run: State, c: int) -> None:
    """Bring a case into operation; what it replaces ends."""
    case, d = run.cases[c], dossier_of(run, c)
    dossier, s = run.dossiers[d], case["solution"]
    for old in (dossier["in_use"], dossier["outdated"]):
        if old >= 0:
            close(run, old, DISCONTINUED, REPLACED)
    if dossier["under_way"] == c:
        clear_desk(run, d)
    run.freed[case["row"], run.fields[case["problem"]]] = run.counts[EFFECTIVE]
    case["stage"], case["operating"] = OPERATING, run.counts[MONTH]
    realise(run, c)
    dossier["stop"], dossier["ending"], dossier["use_since"] = 0.0, 0.0, run.counts[EFFECTIVE]
    dossier["stop_resistance"] = UNDRAWN
    if case["granted"] == 1:
        dossier["ending_resistance"] = _resistance_to_ending(run, c)
    dossier["in_use"], run.answers[d] = c, s
    note_evaluation(run, c)
    set_use_hazards(run, d)
    aim_use(run, d)
    note_use(run, c)
    shift_exposure(run, case["row"], s, 1.0)


@kernel
def _resistance_to_ending(run: State, c: int) -> float:
    """Draw how much a case in operation resists the end of its grant (R10)."""
    case = run.cases[c]
    share = cliff_of(run.settings[run.counts[STRETCH], case["row"]]).embedding_share
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    draw = uniform(run.key, identity, code, EMBEDDED, 0) if share > 0.0 else 1.0
    return resistance_at_cliff(resistance_of(run, c, CLIFF_OPERATION), share, draw)


@kernel
def note_evaluation(run: State, c: int) -> None:
    """Note whether effects are documented, so that others know what a solution is worth (R26)."""
    case = run.cases[c]
    share = evaluation_of(run.settings[run.counts[STRETCH], case["row"]]).evaluated_share
    if share > 0.0:
        solution, code = run.solutions[case["solution"]], run.places[case["row"]]["code"]
        if uniform(run.key, solution["identity"], code, EVALUATED, 0) < share:
            solution["evaluated"] = 1
            run.counts[EDITION] += 1


@kernel
def realise(run: State, c: int) -> None:
    """Work out what a case is worth from now on, on each bottom line."""
    case, d = run.cases[c], dossier_of(run, c)
    s, row = case["solution"], run.settings[run.counts[STRETCH], case["row"]]
    how, gain = implementation_of(row), appraisal_of(row).adaptation_gain
    case["fit"] = realised_fit(whole(case["mode"]), case["fit"], gain, how)
    gross = realised_benefit(run.solutions[s]["benefit"], case["fit"], how)
    merit = 0.0
    for line in range(LINES):
        value = line_value(gross, run.shares[s, line], run.drawbacks[s, line])
        run.lines[d, line] = value
        merit += value
    case["merit"] = merit


@kernel
def note_use(run: State, c: int) -> None:
    """Count a case that has come into operation, and let others hear of it."""
    case = run.cases[c]
    s, mode = case["solution"], case["mode"]
    solution = run.solutions[s]
    run.now[FIRST_PUT_TO_USE + mode - COPY] += 1.0
    run.now[FIRST_OPERATING + mode - COPY] += 1.0
    run.users[case["problem"]] += 1
    if solution["first_use"] < 0:
        solution["first_use"] = run.counts[MONTH]
        touch_at(run, run.counts[EFFECTIVE], s)
    copied = solution["parent"] if mode == INSPIRED else s
    if copied >= 0:
        origin = run.solutions[copied]["origin"]
        if origin >= 0 and origin != case["row"]:
            run.agents[origin]["times_reused"] += 1
    add_value(run, c, 1.0)
    add_merit(run, c, 1.0)
    run.effort[RUNNING] += solution["complexity"]
    run.new_users[run.counts[NEW_USERS]] = c
    run.counts[NEW_USERS] += 1
    if run.facts.prizes_matter == 1 and run.facts.eligible_when_started == 0:
        run.entries[run.counts[ENTRIES]] = c
        run.counts[ENTRIES] += 1


@kernel
def write_down(run: State, d: int) -> None:
    """Keep in operation what answers a problem's old form; it is worth less, and nobody hears of it."""
    dossier = run.dossiers[d]
    c = dossier["in_use"]
    case, share = (
        run.cases[c],
        operation_of(run.settings[run.counts[STRETCH], run.cases[c]["row"]]).outdated_value_share,
    )
    note_end_of_use(run, c)
    case["merit"], case["outdated"] = 0.0, run.counts[MONTH]
    for line in range(LINES):
        run.lines[d, line] = value_grid(run.lines[d, line] * share)
        case["merit"] += run.lines[d, line]
    add_value(run, c, 1.0)
    run.effort[RUNNING] += run.solutions[case["solution"]]["complexity"]
    run.now[FIRST_OPERATING + case["mode"] - COPY] -= 1.0
    run.now[OUTDATED] += 1.0
    dossier["in_use"], dossier["outdated"], run.answers[d] = NONE, c, NONE
    settle_use(run, d, run.counts[EFFECTIVE])
    set_use_hazards(run, d)
    aim_use(run, d)
