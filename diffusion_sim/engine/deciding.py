"""Windows, decisions and their outcome: everybody decides on the state at the end of last month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import ORDERED
from diffusion_sim.engine.agenda import comes_on_agenda, look_later
from diffusion_sim.engine.ahead import soon, soon_all
from diffusion_sim.engine.appraising import FIRST_REUSE, best_reuse, fill_table
from diffusion_sim.engine.columns import (
    APPRAISED,
    DECLINED,
    INTENTIONS,
    KNOWN,
    MONTH,
    POSTPONED,
    STRETCH,
)  # fmt: skip
from diffusion_sim.engine.desk import free_capacity
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.flips import flips
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import capacity_of, leadership_of
from diffusion_sim.engine.waiting import ASKED, end_of_batch, note_due
from diffusion_sim.engine.weighing import COPY, OWN, TERMS
from diffusion_sim.rules.choice import best_option, shortfall
from diffusion_sim.rules.codes import Verdict
from diffusion_sim.rules.order import best_action

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

VERDICT_DECLINED, VERDICT_STARTED = int(Verdict.DECLINED), int(Verdict.STARTED)
AHEAD = 4
"""Problems that are weighed while the settings for another are on their way."""
NEVER_BEST = -1.0
"""Shortfall of a solution that was not the best to reuse."""


@kernel
def consider_all(run: State) -> None:
    """Weigh each problem whose window is open; what is wanted is noted as an intention."""
    run.counts[INTENTIONS] = 0
    stock = run.months[run.counts[MONTH]]["is_after_election"] == 1 and run.now[KNOWN] > 0.0
    number = _note_without_work(run) if stock else note_due(run, run.look, run.look_bounds, run.counts[MONTH])
    asked = NONE
    for first in range(0, number, ASKED):
        last = end_of_batch(run, first, number)
        _ask_for_noted(run, first, last)
        for i in range(first, last):
            asked = _ask_for_settings(run, place_of(run, run.noted[min(i + AHEAD, last - 1)]), asked)
            _consider(run, run.noted[i])


@kernel
def _ask_for_settings(run: State, m: int, asked: int) -> int:
    """Ask for a municipality's settings, unless they were the last to be asked for; return whose were."""
    if m != asked:
        soon_all(run.settings[run.counts[STRETCH], m])
    return m


@kernel
def _consider(run: State, d: int) -> None:
    if window(run, d):
        limit = capacity_of(run.settings[run.counts[STRETCH], place_of(run, d)]).projects_per_field
        _decide_or_postpone(run, d, limit)
    look_later(run, d)


@kernel
def _note_without_work(run: State) -> int:
    """Note all problems without work under way; return how many there are."""
    number = 0
    for d in range(run.dossiers.shape[0]):
        if run.dossiers[d]["under_way"] < 0:
            run.noted[number] = d
            number += 1
    return number


@kernel
def _ask_for_noted(run: State, first: int, last: int) -> None:
    """Ask for what is known and what is in use for noted problems: what follows on each list, for all lists at once."""
    left = 0
    for i in range(first, last):
        dossier, terms = run.dossiers[run.noted[i]], run.own_terms[run.noted[i]]
        soon(run.cases, dossier["in_use"])
        soon(terms, 0)
        soon(terms, terms.shape[0] - 1)
        left = _ask_for_offer(run, whole(dossier["known"]), left)
    while left > 0:
        known, left = left, 0
        for i in range(known):
            left = _ask_for_offer(run, whole(run.offers[run.on_the_way[i]]["next"]), left)


@kernel
def _ask_for_offer(run: State, at: int, left: int) -> int:
    """Ask for an offer and note it as the next of those on the way, unless a list has ended; return how many there are."""
    if at < 0:
        return left
    soon(run.offers, at)
    run.on_the_way[left] = at
    return left + 1


@kernel
def window(run: State, d: int) -> bool:
    """Tell whether a problem without work under way is appraised this month."""
    dossier, month = run.dossiers[d], run.months[run.counts[MONTH]]
    on_agenda, free = comes_on_agenda(run, d), dossier["in_use"] < 0
    if on_agenda or (free and dossier["heard"] == run.counts[MONTH]):
        return True
    if dossier["postponed"] == 1 and (month["is_budget"] == 1 or _has_room_again(run, d)):
        return True
    return month["is_after_election"] == 1 and dossier["known"] >= 0 and free


@kernel
def _has_room_again(run: State, d: int) -> bool:
    """Tell whether work in a problem's field has ended this month."""
    return run.freed[place_of(run, d), run.fields[problem_of(run, d)]] == run.counts[MONTH]


@kernel
def _decide_or_postpone(run: State, d: int, limit: int) -> None:
    if free_capacity(run, place_of(run, d), problem_of(run, d), limit) <= 0:
        run.dossiers[d]["postponed"] = 1
        run.now[POSTPONED] += 1.0
        return
    run.dossiers[d]["postponed"] = 0
    run.now[APPRAISED] += 1.0
    if run.facts.adopts_when_heard == 1:
        _adopt(run, d)
    else:
        _appraise(run, d)


@kernel
def _appraise(run: State, d: int) -> None:
    looked = fill_table(run, d)
    options = FIRST_REUSE + 3 * looked
    ordered = is_ordered(run, d)
    chosen = best_action(run.table, options) if ordered else best_option(run.table, options, -1)
    best = best_reuse(run, looked)
    gap = shortfall(run.table, chosen, best) if best > 0 else 0.0
    told = looked > 0 and not ordered  # what decided is told of known solutions only
    _decide(run, d, looked, chosen, best, gap, flips(run.table, run.keys, options, chosen) if told else 0)
    if chosen > 0 and ordered:
        run.intentions[run.counts[INTENTIONS] - 1]["ordered"] = 1


@kernel
def is_ordered(run: State, d: int) -> bool:
    """Tell whether the top orders something to be delivered (R22)."""
    m, problem = place_of(run, d), problem_of(run, d)
    share = leadership_of(run.settings[run.counts[STRETCH], m]).top_down_share
    if share == 0.0:
        return False
    entity = np.uint64((problem << 32) + run.present_era[problem])
    return uniform(run.key, entity, run.places[m]["code"], ORDERED, run.counts[MONTH]) < share


@kernel
def _adopt(run: State, d: int) -> None:
    """Take up the first solution heard of, as models of contagion have it."""
    first, at = NONE, run.dossiers[d]["known"]
    while at >= 0:
        if first < 0 or _heard_before(run, run.offers[at]["case"], run.offers[first]["case"]):
            first = at
        at = run.offers[at]["next"]
    for column in range(TERMS):
        run.table[FIRST_REUSE, column] = 0.0
    run.close_look[0] = first
    looked = 1 if first >= 0 else 0
    _decide(run, d, looked, FIRST_REUSE * looked, FIRST_REUSE * looked, 0.0, 0)


@kernel
def _heard_before(run: State, c: int, other: int) -> bool:
    case, first = run.cases[c], run.cases[other]
    if case["heard"] != first["heard"]:
        return case["heard"] < first["heard"]
    return run.solutions[case["solution"]]["identity"] < run.solutions[first["solution"]]["identity"]


@kernel
def _decide(run: State, d: int, looked: int, chosen: int, best: int, gap: float, flips: int) -> None:
    """Note the outcome of an appraisal in the order of its rows: leave it, own work, three modes for each known one."""
    for i in range(looked):
        case = run.cases[run.offers[run.close_look[i]]["case"]]
        case["appraised"] = run.counts[MONTH]
        case["times_appraised"] += 1
        case["verdict"] = VERDICT_STARTED if is_of_row(i, chosen) else VERDICT_DECLINED
        case["shortfall"] = gap if is_of_row(i, best) else NEVER_BEST
        case["flips"] = flips
    if chosen == 0:
        run.now[DECLINED] += 1.0
        return
    wish = run.intentions[run.counts[INTENTIONS]]
    run.counts[INTENTIONS] += 1
    wish["ordered"] = 0
    wish["dossier"], wish["mode"], wish["known"], wish["taste"] = d, OWN, NONE, run.table[chosen, TERMS - 1]
    if chosen >= FIRST_REUSE:
        wish["mode"] = COPY + (chosen - FIRST_REUSE) % 3
        wish["known"] = run.offers[run.close_look[(chosen - FIRST_REUSE) // 3]]["case"]


@kernel
def is_of_row(looked: int, row: int) -> bool:
    """Tell whether a row of the table is an option with the solution in that place of the close look."""
    return row >= FIRST_REUSE and (row - FIRST_REUSE) // 3 == looked
