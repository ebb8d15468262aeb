"""What lies on a municipality's desk for each problem, and what that adds to the month's row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.engine.agenda import pause_agenda, resume_agenda, wind_up_agenda
from diffusion_sim.engine.columns import DKK_GRANTS, EFFORT_OF_MODE, IMPLEMENTATION, STAGE_COLUMN
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import solution_identity
from diffusion_sim.engine.records import FAR, NONE
from diffusion_sim.engine.waiting import wait_for_work
from diffusion_sim.rules.codes import Stage

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

APPLYING, IMPLEMENTING = int(Stage.APPLYING), int(Stage.IMPLEMENTING)


@kernel
def dossier_of(run: State, c: int) -> int:
    """Return the number of the dossier that a case belongs to."""
    return whole(run.cases[c]["row"]) * run.fields.shape[0] + whole(run.cases[c]["problem"])


@kernel
def open_dossier(run: State, d: int) -> None:
    """Begin a dossier on a problem in its present era."""
    dossier = run.dossiers[d]
    dossier["known"], dossier["under_way"], dossier["in_use"] = NONE, NONE, NONE
    dossier["reviews"], dossier["own"], dossier["heard"], dossier["postponed"] = 0, 0, NONE, 0
    dossier["paid"], run.answers[d] = 0.0, NONE
    wait_for_work(run, d, FAR)
    run.own_terms[d, run.own_terms.shape[1] - 1] = NONE
    if run.facts.adopts_when_heard == 0:
        dossier["leaving_identity"] = _own_identity(run, d)
        name_own_work(run, d)
    wind_up_agenda(run, d)


@kernel
def name_own_work(run: State, d: int) -> None:
    """Note the identity that a municipality's next solution of its own would have."""
    run.dossiers[d]["own_identity"] = _own_identity(run, d)


@kernel
def _own_identity(run: State, d: int) -> np.uint64:
    problem, attempts = problem_of(run, d), whole(run.dossiers[d]["own"])
    code, era = run.places[place_of(run, d)]["code"], run.present_era[problem]
    return np.uint64(solution_identity(code, problem, era, attempts, np.uint64(0)))


@kernel
def lay_on_desk(run: State, c: int) -> None:
    """Make a case the work under way on its problem."""
    d = dossier_of(run, c)
    run.dossiers[d]["under_way"] = c
    pause_agenda(run, d)


@kernel
def clear_desk(run: State, d: int) -> None:
    """End the work under way on a problem."""
    count_stage(run, run.dossiers[d]["under_way"], -1.0)
    pay(run, d, 0.0)
    run.dossiers[d]["under_way"] = NONE
    wait_for_work(run, d, FAR)
    resume_agenda(run, d)


@kernel
def pay(run: State, d: int, dkk_per_month: float) -> None:
    """Book what a grant pays each month for the work on a problem, from now on."""
    run.now[DKK_GRANTS] += dkk_per_month - run.dossiers[d]["paid"]
    run.dossiers[d]["paid"] = dkk_per_month


@kernel
def count_stage(run: State, c: int, sign: float) -> None:
    """Add the work under way to its stage, its field's load and its kind of effort, or take it off."""
    case = run.cases[c]
    stage = case["stage"]
    run.now[STAGE_COLUMN[stage]] += sign
    if stage != APPLYING:
        run.busy[case["row"], run.fields[case["problem"]]] += int(sign)
        run.effort[kind_of_work(run, c)] += sign * run.solutions[case["solution"]]["complexity"]


@kernel
def kind_of_work(run: State, c: int) -> int:
    """Return the ledger's kind of an unfinished case."""
    if run.cases[c]["stage"] == IMPLEMENTING:
        return IMPLEMENTATION
    return EFFORT_OF_MODE[run.cases[c]["mode"]]


@kernel
def free_capacity(run: State, m: int, problem: int, projects_per_field: int) -> int:
    """Return how many more projects the field of a problem can carry."""
    return projects_per_field - run.busy[m, run.fields[problem]]
