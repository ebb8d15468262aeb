"""Carrying out what was decided, in the order of the year's priorities as far as capacity reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import FUNDING_ROUTE, START_PRIORITY
from diffusion_sim.engine.agenda import look_later
from diffusion_sim.engine.cases import open_case
from diffusion_sim.engine.columns import (
    APPLICATIONS,
    APPLIED,
    INTENTIONS,
    MONTH,
    POSTPONED,
    REINVENTED,
    STRETCH,
    YEAR,
)  # fmt: skip
from diffusion_sim.engine.desk import APPLYING, count_stage, free_capacity, lay_on_desk, name_own_work
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.grants import drop_withdrawn
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import solution_identity, uniform
from diffusion_sim.engine.making import make_solution
from diffusion_sim.engine.offers import no_longer_known
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import capacity_of, funding_of, traits_of
from diffusion_sim.engine.sorting import sort_by_key
from diffusion_sim.engine.weighing import INSPIRED, OWN
from diffusion_sim.engine.working import begin
from diffusion_sim.rules.codes import Heard, Verdict
from diffusion_sim.rules.planning import grant_seeking

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

OWN_WORK, VERDICT_APPLIED, VERDICT_POSTPONED = int(Heard.OWN), int(Verdict.APPLIED), int(Verdict.POSTPONED)


@kernel
def commit_all(run: State) -> None:
    """Carry out all intentions, municipality by municipality."""
    first = 0
    while first < run.counts[INTENTIONS]:
        m, last = place_of(run, run.intentions[first]["dossier"]), first
        while last < run.counts[INTENTIONS] and place_of(run, run.intentions[last]["dossier"]) == m:
            last += 1
        if last - first == 1:
            _commit(run, first)
        else:
            _commit_by_priority(run, first, last)
        first = last


@kernel
def _commit_by_priority(run: State, first: int, last: int) -> None:
    """Carry out several intentions of one municipality in the order of the year's priorities."""
    for at in range(first, last):
        d = run.intentions[at]["dossier"]
        code, year = run.places[place_of(run, d)]["code"], run.counts[YEAR]
        run.keys[at - first] = uniform(run.key, np.uint64(problem_of(run, d)), code, START_PRIORITY, year)
    sort_by_key(run.keys, run.order, run.scratch, last - first)
    for i in range(last - first):
        _commit(run, first + run.order[i])


@kernel
def _commit(run: State, at: int) -> None:
    d = run.intentions[at]["dossier"]
    m = place_of(run, d)
    limit = capacity_of(run.settings[run.counts[STRETCH], m]).projects_per_field
    if free_capacity(run, m, problem_of(run, d), limit) > 0:
        _take_up(run, at)
    else:
        run.dossiers[d]["postponed"] = 1
        look_later(run, d)
        run.now[POSTPONED] += 1.0
        if run.intentions[at]["known"] >= 0:
            run.cases[run.intentions[at]["known"]]["verdict"] = VERDICT_POSTPONED


@kernel
def _take_up(run: State, at: int) -> None:
    """Start work on permanent money, or apply for a grant (R11)."""
    wish = run.intentions[at]
    d, mode = wish["dossier"], wish["mode"]
    c = wish["known"]
    if mode in (INSPIRED, OWN):
        c = _new_case(run, d, c)
        if c < 0:
            return
    else:
        no_longer_known(run, c)
    case = run.cases[c]
    case["mode"], case["decided"], case["taste"] = mode, run.counts[MONTH], wish["taste"]
    case["ordered"] = wish["ordered"]
    mine = 1 if run.dossiers[d]["in_use"] >= 0 else 0
    if mode == OWN and run.users[case["problem"]] > mine:
        case["reinvented"] = 1
        run.now[REINVENTED] += 1.0
    if _seeks_grant(run, c):
        case["stage"], case["verdict"] = APPLYING, VERDICT_APPLIED
        lay_on_desk(run, c)
        count_stage(run, c, 1.0)
        if run.counts[APPLICATIONS] == run.applications.shape[0]:
            drop_withdrawn(run)
        run.applications[run.counts[APPLICATIONS]] = c
        run.counts[APPLICATIONS] += 1
        run.now[APPLIED] += 1.0
    else:
        lay_on_desk(run, c)
        begin(run, c, 0)


@kernel
def _new_case(run: State, d: int, inspiration: int) -> int:
    """Open a case for a new solution of one's own; NONE without space."""
    m, problem = place_of(run, d), problem_of(run, d)
    parent, attempts, of_parent = NONE, whole(run.dossiers[d]["own"]), np.uint64(0)
    if inspiration >= 0:
        parent, attempts = whole(run.cases[inspiration]["solution"]), whole(run.cases[inspiration]["inspired"])
        of_parent = run.solutions[parent]["identity"]
        run.cases[inspiration]["inspired"] += 1
    else:
        run.dossiers[d]["own"] += 1
        name_own_work(run, d)
    code, era = run.places[m]["code"], run.present_era[problem]
    identity = np.uint64(solution_identity(code, problem, era, attempts, of_parent))
    s = make_solution(run, m, problem, identity, parent, attempts)
    return open_case(run, s, m, OWN_WORK) if s >= 0 else NONE


@kernel
def _seeks_grant(run: State, c: int) -> bool:
    case = run.cases[c]
    row = run.settings[run.counts[STRETCH], case["row"]]
    f, permanence = funding_of(row), traits_of(row).permanence
    chance = grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, whole(case["mode"]), permanence)
    if chance <= 0.0:
        return False
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return uniform(run.key, identity, code, FUNDING_ROUTE, 0) < chance
