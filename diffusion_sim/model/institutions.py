"""Institutions: the yearly grant pool (R10, R11 p. 15) and the copycat prize (R7 p. 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import End
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import GRANT_FALLBACK, GRANT_PLAN, GRANT_PRIORITY, PRIZE_LUCK
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.copycat_prize import MEDIA_SHARE, TIED_SHARE, VISIBILITY_MONTHS, judged_score, nominations
from diffusion_sim.mechanisms.enthusiasts import goes_on_without_grant
from diffusion_sim.mechanisms.funding_cliff import PERMANENT, POOL
from diffusion_sim.mechanisms.grant_pool import grants_of_year, planning_burden, reserved_grants
from diffusion_sim.mechanisms.innovation_leaders import InnovationLeaders
from diffusion_sim.mechanisms.stigma import recognition_gained
from diffusion_sim.model.ending import close
from diffusion_sim.model.hearing import known_here
from diffusion_sim.model.hearing_clocks import attention, touch_at
from diffusion_sim.model.ledger import (
    APPLICANTS,
    APPLICATIONS,
    AWARDED,
    ELIGIBLE_LAST_YEAR,
    ENTRIES,
    MONTH,
    PERIOD,
    PRIZES,
    RECOGNISED,
    YEAR,
)
from diffusion_sim.model.memory import whole
from diffusion_sim.model.outlook import begin_year, look_ahead
from diffusion_sim.model.problem_files import close_work, file_of, free_capacity
from diffusion_sim.model.projects import begin
from diffusion_sim.model.purse import can_pay
from diffusion_sim.model.records import ABANDONED, APPLYING, AWARE, OWN
from diffusion_sim.model.setting_rows import capacity_of, enthusiasts_of, funding_of, prize_of
from diffusion_sim.model.sorting import sort_by_key

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


PRESENT = InnovationLeaders._fields.index("present")
NO_MONEY = int(End.NO_MONEY)
WITHOUT_PLAN = 2.0
"""A key behind all priorities, which are below 1."""
WINNER, LOSER = 1, 0


@kernel
def decide_grants(run: State) -> None:
    """In the pool's month, rank the applications, give the grants, and turn the others away."""
    if run.months[run.counts[MONTH]]["decides_grants"] == 0:
        return
    number = rank_applications(run)
    for i in range(number):
        c = run.applications[i]
        if run.scratch[i] == WINNER:
            run.now[AWARDED] += 1.0
            begin(run, c, POOL)
        else:
            _turn_away(run, c)
    run.counts[APPLICATIONS] = 0
    if number > 0:
        run.counts[APPLICANTS] = number
        if run.facts.money_matters == 1:
            look_ahead(run)


@kernel
def rank_applications(run: State) -> int:
    """Mark in ``scratch`` who wins a grant; return how many have applied."""
    n = drop_withdrawn(run)
    _choose_winners(run, n)
    return n


@kernel
def drop_withdrawn(run: State) -> int:
    """Leave out applications for projects that have ended since; return how many are left."""
    kept = 0
    for i in range(run.counts[APPLICATIONS]):
        c = run.applications[i]
        if run.cases[c]["stage"] == APPLYING:
            run.applications[kept] = c
            kept += 1
    run.counts[APPLICATIONS] = kept
    return kept


@kernel
def _choose_winners(run: State, n: int) -> None:
    """Mark in ``scratch`` who wins: first the places reserved for reuse, then the rest, by priority."""
    national = funding_of(run.settings[run.counts[PERIOD], 0])
    with_plan = 0
    for i in range(n):
        c = run.applications[i]
        run.keys[i] = WITHOUT_PLAN
        burden = planning_burden(funding_of(run.settings[run.counts[PERIOD], run.cases[c]["row"]]), mode_of(run, c))
        if _draw(run, c, GRANT_PLAN) >= burden:
            run.keys[i] = _draw(run, c, GRANT_PRIORITY)
            with_plan += 1
    sort_by_key(run.keys, run.order, run.scratch, n)
    for i in range(n):
        run.scratch[i] = LOSER
    left = grants_of_year(national.grants_per_municipality, run.places.shape[0])
    reserved = reserved_grants(left, national.reuse_reserved_share)
    for i in range(with_plan):
        if reserved > 0 and mode_of(run, run.applications[run.order[i]]) != OWN:
            run.scratch[run.order[i]] = WINNER
            reserved -= 1
            left -= 1
    for i in range(with_plan):
        if left > 0 and run.scratch[run.order[i]] == LOSER:
            run.scratch[run.order[i]] = WINNER
            left -= 1


@kernel
def mode_of(run: State, c: int) -> int:
    """Return a case's mode as rules take it."""
    return whole(run.cases[c]["mode"])


@kernel
def _draw(run: State, c: int, stream: int) -> float:
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return uniform(run.key[0], identity, code, stream, run.counts[YEAR])


@kernel
def _turn_away(run: State, c: int) -> None:
    """Go on with permanent money, or wait for the next budget year."""
    case, d = run.cases[c], file_of(run, c)
    m, row = case["row"], run.settings[run.counts[PERIOD], case["row"]]
    present = run.innovation_leaders[m, PRESENT] if run.facts.innovation_leaders_move == 1 else 1.0
    chance = goes_on_without_grant(enthusiasts_of(row).unfunded_share, present)
    goes_on = _draw(run, c, GRANT_FALLBACK) < chance
    begin_year(run, m)
    complexity = run.solutions[case["solution"]]["complexity"]
    goes_on = goes_on and can_pay(run, m, mode_of(run, c), complexity)
    if goes_on and free_capacity(run, m, case["problem"], capacity_of(row).projects_per_field) > 0:
        begin(run, c, PERMANENT)
        return
    run.files[d]["postponed"] = 1
    if run.solutions[case["solution"]]["origin"] == m:
        close(run, c, ABANDONED, NO_MONEY)
    else:
        close_work(run, d)
        case["stage"], case["mode"] = AWARE, 0
        known_here(run, c)


@kernel
def award_prize(run: State) -> None:
    """In the prize's month, honour the winners and let everybody see the new odds."""
    if run.months[run.counts[MONTH]]["awards_prize"] == 1 and run.facts.prizes_matter == 1:
        _award(run)
        look_ahead(run)


@kernel
def _award(run: State) -> None:
    """Choose the winners, pay and praise them, and count who could have won in the last twelve months."""
    eligible = _keep_eligible(run)
    run.counts[ELIGIBLE_LAST_YEAR], run.counts[ENTRIES] = eligible, 0
    winners = min(prize_of(run.settings[run.counts[PERIOD], 0]).winners_per_year, eligible)
    if winners == 0:
        return
    named = min(winners + nominations(prize_of(run.settings[run.counts[PERIOD], 0]), winners), eligible)
    _bring_best_to_front(run, named, eligible)
    for place in range(winners):
        _honour(run, run.entries[place])
    run.now[PRIZES] += winners
    run.counts[RECOGNISED] = 1
    _recognise(run, winners, named)


@kernel
def _bring_best_to_front(run: State, places: int, eligible: int) -> None:
    """Order the best of the entries."""
    for i in range(eligible):
        run.keys[i] = _score(run, run.entries[i])
    for place in range(places):
        best = _best_entry(run, place, eligible)
        run.entries[place], run.entries[best] = run.entries[best], run.entries[place]
        run.keys[place], run.keys[best] = run.keys[best], run.keys[place]


@kernel
def _keep_eligible(run: State) -> int:
    """Bring the eligible among the year's entries to the front; return how many there are."""
    kept = 0
    for i in range(run.counts[ENTRIES]):
        case = run.cases[run.entries[i]]
        mode = whole(case["mode"])
        if run.places[case["row"]]["in_prize_scope"] == 1 and (run.facts.eligible_modes >> mode) & 1:
            run.entries[kept] = run.entries[i]
            kept += 1
    return kept


@kernel
def _score(run: State, c: int) -> float:
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    noise = uniform(run.key[0], identity, code, PRIZE_LUCK, run.counts[YEAR])
    return judged_score(case["net_benefit"], noise)


@kernel
def _best_entry(run: State, first: int, last: int) -> int:
    """Return the position of the highest score; among equals the lower code, then the lower identity."""
    best = first
    for i in range(first + 1, last):
        if run.keys[i] > run.keys[best] or (run.keys[i] == run.keys[best] and _comes_before(run, i, best)):
            best = i
    return best


@kernel
def _comes_before(run: State, i: int, j: int) -> bool:
    here, there = run.cases[run.entries[i]], run.cases[run.entries[j]]
    if here["row"] != there["row"]:
        return here["row"] < there["row"]
    return run.solutions[here["solution"]]["identity"] < run.solutions[there["solution"]]["identity"]


@kernel
def _honour(run: State, c: int) -> None:
    run.cases[c]["prizes"] += 1
    solution, after = run.solutions[run.cases[c]["solution"]], run.counts[MONTH] + 1
    solution["visible_until"] = after + VISIBILITY_MONTHS
    touch_at(run, after, run.cases[c]["solution"])
    touch_at(run, whole(solution["visible_until"]), run.cases[c]["solution"])


@kernel
def _recognise(run: State, winners: int, named: int) -> None:
    """Wear down stigma: of winners, of those tied to winners, of the nominated, and a little everywhere."""
    national = prize_of(run.settings[run.counts[PERIOD], 0])
    won = national.recognition_winner
    for m in range(run.places.shape[0]):
        place, agent, tied = run.places[m], run.agents[m], 0.0
        for at in range(place["first_tie"], place["last_tie"]):
            if run.ties[at]["since"] <= run.counts[MONTH] and _is_named(run, run.ties[at]["row"], 0, winners):
                tied += run.ties[at]["weight"]
        whole = agent["whole_contact"] if agent["whole_contact"] > 0.0 else 1.0
        share = won * TIED_SHARE * (tied / whole)
        agent["recognition"] = recognition_gained(agent["recognition"], share)
        agent["recognition"] = recognition_gained(agent["recognition"], won * MEDIA_SHARE * attention(run, m))
        if _is_named(run, m, 0, winners):
            agent["recognition"] = recognition_gained(agent["recognition"], won)
        elif _is_named(run, m, winners, named):
            agent["recognition"] = recognition_gained(agent["recognition"], national.recognition_nominated)


@kernel
def _is_named(run: State, m: int, first: int, last: int) -> bool:
    """Tell whether a municipality is among the entries in some places."""
    for i in range(first, last):  # noqa: SIM110 - kernels know no generators
        if run.cases[run.entries[i]]["row"] == m:
            return True
    return False
