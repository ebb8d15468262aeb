"""Carrying out what was decided: a solution of one's own is made, and work begins or goes to the pool (R2, R11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import Heard, Verdict
from diffusion_sim.draws import normal, solution_identity, uniform
from diffusion_sim.draws.streams import FUNDING_ROUTE, SOLUTION, START_PRIORITY
from diffusion_sim.exact import exp, log
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.ideas import quality_factor
from diffusion_sim.mechanisms.nature import drawn_log_benefit, drawn_nature, inspired_log_benefit, total_drawback
from diffusion_sim.mechanisms.sharing import documented_chance
from diffusion_sim.model.hearing import no_longer_known, open_case
from diffusion_sim.model.hearing_clocks import announce
from diffusion_sim.model.institutions import drop_withdrawn
from diffusion_sim.model.ledger import (
    APPLICATIONS,
    APPLIED,
    DUPLICATED,
    INTENTIONS,
    LINES,
    MONTH,
    PERIOD,
    POSTPONED,
    SOLUTIONS,
    YEAR,
    take,
)
from diffusion_sim.model.memory import whole
from diffusion_sim.model.outlook import begin_year
from diffusion_sim.model.problem_files import (
    count_stage,
    free_capacity,
    look_later,
    name_own_work,
    open_work,
    place_of,
    problem_of,
)
from diffusion_sim.model.projects import begin
from diffusion_sim.model.purse import TYPICAL, can_pay, price, seeking
from diffusion_sim.model.records import APPLYING, INSPIRED, NONE, OWN
from diffusion_sim.model.setting_rows import capacity_of, ideas_of, sharing_of, traits_of
from diffusion_sim.model.sorting import sort_by_key

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def make_solution(run: State, m: int, problem: int, identity: np.uint64, parent: int, ordinal: int) -> int:
    """Make a municipality's own solution; NONE without space."""
    f = run.facts
    z = normal(run.key[0], identity, 0, SOLUTION, 0)
    log_benefit = drawn_log_benefit(f.benefit_sd, 0.0, z)
    if parent >= 0:
        log_benefit = inspired_log_benefit(f.benefit_sd, f.parent_share, run.solutions[parent]["log_benefit"], z)
    row = run.settings[run.counts[PERIOD], m]
    skill = traits_of(row).skill * (quality_factor(ideas_of(row)) if parent < 0 else 1.0)
    documented = documented_chance(sharing_of(row).documented_share, traits_of(row).incentive_balance)
    s = add_solution(run, identity, problem, log_benefit + log(skill), documented)
    if s >= 0:
        solution = run.solutions[s]
        solution["origin"], solution["parent"], solution["ordinal"] = m, parent, ordinal
        announce(run, s)
    return s


@kernel
def add_solution(run: State, identity: np.uint64, problem: int, log_benefit: float, documented_share: float) -> int:
    """Enter a new solution with what its identity says of it."""
    s = take(run, SOLUTIONS, run.solutions.shape[0], 1)
    if s < 0:
        return s
    f, solution = run.facts, run.solutions[s]
    nature = drawn_nature(run.key[0], identity, log_benefit, f.drawback_mean, documented_share)
    solution["identity"], solution["problem"], solution["era"] = identity, problem, run.present_era[problem]
    solution["origin"], solution["parent"], solution["ordinal"] = NONE, NONE, 0
    solution["source"], solution["innovation"], solution["born"] = NONE, NONE, run.counts[MONTH]
    solution["log_benefit"], solution["benefit"] = nature.log_benefit, exp(nature.log_benefit)
    solution["complexity"], solution["drawback"] = nature.complexity, total_drawback(nature.drawback)
    solution["documented"] = 1 if nature.documented else 0
    solution["live"], solution["loud"], solution["first_clock"], solution["first_block"] = 1, 0, NONE, NONE
    solution["first_use"], solution["push_until"], solution["visible_until"] = NONE, NONE, NONE
    solution["evaluated"], solution["users"], solution["promoted"] = 0, 0, NONE
    solution["next"], run.newest[problem] = run.newest[problem], s
    for line in range(LINES):
        run.shares[s, line], run.drawbacks[s, line] = nature.shares[line], nature.drawback[line]
    return s


OWN_WORK, VERDICT_APPLIED, VERDICT_POSTPONED = int(Heard.OWN), int(Verdict.APPLIED), int(Verdict.POSTPONED)


@kernel
def commit_all(run: State, only: int) -> None:
    """Carry out the intentions of everybody, or of ``only`` one, municipality by municipality."""
    first = 0
    while first < run.counts[INTENTIONS]:
        m, last = place_of(run, run.intentions[first]["file"]), first
        while last < run.counts[INTENTIONS] and place_of(run, run.intentions[last]["file"]) == m:
            last += 1
        if last - first == 1 and (only < 0 or m == only):
            _commit(run, first)
        elif only < 0 or m == only:
            _commit_by_priority(run, first, last)
        first = last


@kernel
def _commit_by_priority(run: State, first: int, last: int) -> None:
    """Carry out several intentions of one municipality in the order of the year's priorities."""
    for at in range(first, last):
        d = run.intentions[at]["file"]
        code, year = run.places[place_of(run, d)]["code"], run.counts[YEAR]
        run.keys[at - first] = uniform(run.key[0], np.uint64(problem_of(run, d)), code, START_PRIORITY, year)
    sort_by_key(run.keys, run.order, run.scratch, last - first)
    for i in range(last - first):
        _commit(run, first + run.order[i])


@kernel
def _commit(run: State, at: int) -> None:
    d = run.intentions[at]["file"]
    m = place_of(run, d)
    limit = capacity_of(run.settings[run.counts[PERIOD], m]).projects_per_field
    if free_capacity(run, m, problem_of(run, d), limit) > 0 and _is_paid(run, at):
        _take_up(run, at)
    else:
        run.files[d]["postponed"] = 1
        look_later(run, d)
        run.now[POSTPONED] += 1.0
        if run.intentions[at]["known"] >= 0:
            run.cases[run.intentions[at]["known"]]["verdict"] = VERDICT_POSTPONED


@kernel
def _is_paid(run: State, at: int) -> bool:
    """Tell whether the year's development money covers what is wanted."""
    wish = run.intentions[at]
    m, known = place_of(run, wish["file"]), whole(wish["known"])
    if run.facts.money_matters == 0:
        return True
    begin_year(run, m)
    complexity = run.solutions[run.cases[known]["solution"]]["complexity"] if known >= 0 else TYPICAL
    return can_pay(run, m, whole(wish["mode"]), complexity)


@kernel
def _take_up(run: State, at: int) -> None:
    """Start work on permanent money, or apply for a grant (R11)."""
    wish = run.intentions[at]
    d, mode = wish["file"], wish["mode"]
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
    mine = 1 if run.files[d]["in_use"] >= 0 else 0
    if mode == OWN and run.users[case["problem"]] > mine:
        case["duplicated"] = 1
        run.now[DUPLICATED] += 1.0
    if _seeks_grant(run, c):
        case["stage"], case["verdict"] = APPLYING, VERDICT_APPLIED
        open_work(run, c)
        count_stage(run, c, 1.0)
        if run.counts[APPLICATIONS] == run.applications.shape[0]:
            drop_withdrawn(run)
        run.applications[run.counts[APPLICATIONS]] = c
        run.counts[APPLICATIONS] += 1
        run.now[APPLIED] += 1.0
    else:
        open_work(run, c)
        begin(run, c, 0)


@kernel
def _new_case(run: State, d: int, inspiration: int) -> int:
    """Open a case for a new solution of one's own; NONE without space."""
    m, problem = place_of(run, d), problem_of(run, d)
    parent, attempts, of_parent = NONE, whole(run.files[d]["own"]), np.uint64(0)
    if inspiration >= 0:
        parent, attempts = whole(run.cases[inspiration]["solution"]), whole(run.cases[inspiration]["inspired"])
        of_parent = run.solutions[parent]["identity"]
        run.cases[inspiration]["inspired"] += 1
    else:
        run.files[d]["own"] += 1
        name_own_work(run, d)
    code, era = run.places[m]["code"], run.present_era[problem]
    identity = np.uint64(solution_identity(code, problem, era, attempts, of_parent))
    s = make_solution(run, m, problem, identity, parent, attempts)
    return open_case(run, s, m, OWN_WORK) if s >= 0 else NONE


@kernel
def _seeks_grant(run: State, c: int) -> bool:
    case = run.cases[c]
    chance = seeking(run, case["row"], whole(case["mode"]), price(run, case["row"]))
    if chance <= 0.0:
        return False
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return uniform(run.key[0], identity, code, FUNDING_ROUTE, 0) < chance
