"""Considering a problem (R2, R4-R8): when it is weighed, the table of options and terms, the choice and its reasons.

Everybody decides on the state at the end of last month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import Verdict, Window
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import NOT_LOOKED_AT, ORDERED, SHARED_INSIDE, THOUGHT_FORBIDDEN, WORKPLACE
from diffusion_sim.jit import inlined, kernel
from diffusion_sim.mechanisms.choice import FIRST_REUSE, best_option, first_good_option, flip_set, shortfall
from diffusion_sim.mechanisms.constraints import OUT_OF_BOUNDS, is_out_of_bounds
from diffusion_sim.mechanisms.departments import felt_friction
from diffusion_sim.mechanisms.leaders import best_action
from diffusion_sim.mechanisms.municipal_size import has_workplace
from diffusion_sim.mechanisms.utility import Terms, nothing_terms
from diffusion_sim.model.ledger import (
    APPRAISED,
    BEST,
    CHOSEN,
    DECLINED,
    FLIPS,
    INTENTIONS,
    IS_ORDERED,
    KNOWN,
    LOOKED,
    MONTH,
    OPENED_BY,
    OPTIONS,
    PERIOD,
    POSTPONED,
    WATCHED,
    YEAR,
)
from diffusion_sim.model.many_draws import LANE, draw_words, whole_batches, work_out_tastes
from diffusion_sim.model.memory import soon, soon_all, whole
from diffusion_sim.model.outlook import begin_year
from diffusion_sim.model.problem_files import (
    ASKED,
    comes_on_agenda,
    end_of_batch,
    file_of,
    free_capacity,
    friction_at,
    look_later,
    note_due,
    place_of,
    problem_of,
)
from diffusion_sim.model.prospects import (
    ask_for_terms,
    keep,
    nih_towards,
    situation,
    version_of,
    version_of_knowledge,
    viewer_of,
    weigh_own,
    weigh_reuse,
    worth_in_use,
    worth_of,
)
from diffusion_sim.model.records import COPY, NONE, OWN
from diffusion_sim.model.setting_rows import appraisal_of, capacity_of, leadership_of, traits_of

if TYPE_CHECKING:
    from diffusion_sim.model.prospects import Viewer
    from diffusion_sim.model.state import Reals, State


TERMS = len(Terms._fields)


LEAVING_WORD, OWN_WORD = 3, 0
"""Which of the four words of a solution stands for leaving things as they are, and for own work; reuse has the first three."""
CONSTANT, TASTE = Terms._fields.index("constant"), Terms._fields.index("taste")


@kernel
def fill_table(run: State, d: int) -> int:
    """Weigh all options for one problem; return how many known solutions were looked at closely."""
    m = place_of(run, d)
    begin_year(run, m)
    who, viewer = situation(run, d), viewer_of(run, m)
    version = version_of(run, d, who)
    looked = consider(run, d, viewer)
    for i in range(looked):
        ask_for_terms(run, run.close_look[i])
    _draw_tastes(run, d, looked)
    keep(run.table, 0, 0, _nothing(run, d))
    weigh_own(run, d, who, version)
    _enter(run, 1, run.own_terms, d, 0)
    if is_own_out_of_bounds(run, d):
        run.table[1, CONSTANT] = OUT_OF_BOUNDS
    for i in range(looked):
        at = run.close_look[i]
        weigh_reuse(run, at, d, who, viewer, version)
        for mode in range(3):
            _enter(run, FIRST_REUSE + 3 * i + mode, run.terms, at, mode * TERMS)
    return looked


@kernel
def _enter(run: State, row: int, kept: Reals, at: int, first: int) -> None:
    """Enter the kept terms of an option, and its taste."""
    for column in range(TERMS):
        run.table[row, column] = kept[at, first + column]
    run.table[row, TASTE] += run.tastes[row]


@kernel
def best_reuse(run: State, looked: int) -> int:
    """Return the row of the best option of reuse; 0 when nothing is known."""
    if looked == 0:
        return 0
    return FIRST_REUSE + best_option(run.table[FIRST_REUSE:], 3 * looked, -1)


@inlined
def nothing_is_held_back(row: Reals) -> bool:
    """Tell whether all known solutions reach those who decide, whatever is drawn."""
    traits = traits_of(row)
    open_eyes = appraisal_of(row).nih_inattention == 0.0
    return open_eyes and felt_friction(traits) == 0.0 and traits.perceived_constraint == 0.0


@kernel
def reaches_deciders(run: State, c: int, viewer: Viewer) -> bool:
    """Tell whether a known solution is looked at (R5), shared inside (R18) and not thought to be forbidden (R20)."""
    case = run.cases[c]
    row, code = run.settings[run.counts[PERIOD], case["row"]], run.places[case["row"]]["code"]
    traits, identity = traits_of(row), run.solutions[case["solution"]]["identity"]
    friction, limit = friction_at(run, file_of(run, c)), traits.perceived_constraint
    blind = nih_towards(run, c, appraisal_of(row).nih_inattention, viewer)
    if blind > 0.0 and uniform(run.key[0], identity, code, NOT_LOOKED_AT, 0) < blind:
        return False
    if friction > 0.0 and uniform(run.key[0], identity, code, SHARED_INSIDE, run.counts[YEAR]) < friction:
        return False
    return not (limit > 0.0 and is_out_of_bounds(limit, uniform(run.key[0], identity, code, THOUGHT_FORBIDDEN, 0)))


@kernel
def is_own_out_of_bounds(run: State, d: int) -> bool:
    """Tell whether own work on a problem is thought to be forbidden (R20)."""
    m, problem = place_of(run, d), problem_of(run, d)
    limit = traits_of(run.settings[run.counts[PERIOD], m]).perceived_constraint
    if limit == 0.0:
        return False
    entity = np.uint64((problem << 32) + run.present_era[problem])
    return is_out_of_bounds(limit, uniform(run.key[0], entity, run.places[m]["code"], THOUGHT_FORBIDDEN, 0))


@kernel
def consider(run: State, d: int, viewer: Viewer) -> int:
    """Find the most promising known solutions, best first; return how many."""
    m = place_of(run, d)
    row, version = run.settings[run.counts[PERIOD], m], version_of_knowledge(run, m)
    size, found, all_reach = appraisal_of(row).consideration_size, 0, nothing_is_held_back(row)
    offer = run.files[d]["known"]
    while offer >= 0:
        if all_reach or reaches_deciders(run, whole(run.offers[offer]["case"]), viewer):
            found = _insert(run, offer, worth_of(run, offer, viewer, version), found, size)
        offer = run.offers[offer]["next"]
    return found


@kernel
def _insert(run: State, offer: int, worth: float, found: int, size: int) -> int:
    """Insert an offer among the most promising so far; return how many there are now."""
    run.counts[OPTIONS] += 1
    at = found
    while at > 0 and _comes_before(run, offer, worth, at - 1):
        if at < size:
            run.close_look[at], run.promises[at] = run.close_look[at - 1], run.promises[at - 1]
        at -= 1
    if at < size:
        run.close_look[at], run.promises[at] = offer, worth
    return min(found + 1, size)


@kernel
def _comes_before(run: State, offer: int, worth: float, at: int) -> bool:
    if worth != run.promises[at]:
        return worth > run.promises[at]
    return run.offers[offer]["identity"] < run.offers[run.close_look[at]]["identity"]


@kernel
def _nothing(run: State, d: int) -> Terms:
    m, in_use = place_of(run, d), run.files[d]["in_use"]
    a = appraisal_of(run.settings[run.counts[PERIOD], m])
    if in_use >= 0:
        return nothing_terms(a.benefit_weight, worth_in_use(run, d), run.cases[in_use]["taste"])
    return nothing_terms(a.benefit_weight, 0.0, run.tastes[0])


@kernel
def _draw_tastes(run: State, d: int, looked: int) -> None:
    """Draw the tastes of all options, in the order of the table's rows."""
    m, file, entities = place_of(run, d), run.files[d], run.entities
    entities[0], entities[1] = file["leaving_identity"], file["own_identity"]
    for at in range(looked):
        entities[FIRST_REUSE + at] = run.offers[run.close_look[at]]["identity"]
    n, code = whole_batches(FIRST_REUSE + looked), run.places[m]["code"]
    draw_words(run.key[0], entities, code, run.counts[YEAR], run.lasting_of, run.yearly_of, n)
    _pick(run, 0, LEAVING_WORD * LANE)
    _pick(run, 1, OWN_WORD * LANE + 1)
    for at in range(looked):
        for mode in range(3):
            _pick(run, FIRST_REUSE + 3 * at + mode, mode * LANE + FIRST_REUSE + at)
    correlation = appraisal_of(run.settings[run.counts[PERIOD], m]).taste_correlation
    work_out_tastes(run.lasting, run.yearly, correlation, run.tastes, whole_batches(FIRST_REUSE + 3 * looked))


@kernel
def _pick(run: State, row: int, word: int) -> None:
    run.lasting[row], run.yearly[row] = run.lasting_of[word], run.yearly_of[word]


HEARING, AGENDA, BUDGET = int(Window.HEARING), int(Window.AGENDA), int(Window.BUDGET)
ELECTION, FREED_CAPACITY, NO_WINDOW = int(Window.ELECTION), int(Window.FREED_CAPACITY), 0
VERDICT_DECLINED, VERDICT_ADOPTED = int(Verdict.DECLINED), int(Verdict.ADOPTED)
AHEAD = 4
"""Problems that are weighed while the settings for another are on their way."""
NEVER_BEST = -1.0
"""Shortfall of a solution that was not the best to reuse."""


@kernel
def consider_all(run: State) -> None:
    """Weigh each problem whose window is open; what is wanted is noted as an intention."""
    run.counts[INTENTIONS] = 0
    number, asked = note_looks(run), NONE
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
        soon_all(run.settings[run.counts[PERIOD], m])
    return m


@kernel
def _consider(run: State, d: int) -> None:
    if window(run, d) != NO_WINDOW and has_capacity(run, d):
        weigh(run, d)
        decide(run, d)
    look_later(run, d)


@kernel
def consider_next(run: State, at: int, number: int) -> int:
    """Decide what was weighed last (at place ``at``), weigh the next noted problem whose window is open, and stop.

    Return the place of what was weighed, counted from 1; 0 when nothing is left.
    """
    if at > 0:
        decide(run, run.noted[at - 1])
        look_later(run, run.noted[at - 1])
    while at < number:
        d, at = run.noted[at], at + 1
        opened = window(run, d)
        if opened != NO_WINDOW and has_capacity(run, d):
            weigh(run, d)
            run.outcome[OPENED_BY] = opened
            return at
        look_later(run, d)
    return 0


@kernel
def note_looks(run: State) -> int:
    """Note the problems that have to be looked at this month; return how many."""
    stock = run.months[run.counts[MONTH]]["is_after_election"] == 1 and run.now[KNOWN] > 0.0
    return _note_without_work(run) if stock else note_due(run, run.look, run.look_bounds, run.counts[MONTH])


@kernel
def note_looks_of(run: State, m: int) -> int:
    """Note those of one municipality."""
    stock, number = run.months[run.counts[MONTH]]["is_after_election"] == 1, 0
    for d in range(m * run.fields.shape[0], (m + 1) * run.fields.shape[0]):
        if run.look[d] <= run.counts[MONTH] or (stock and run.files[d]["under_way"] < 0):
            run.noted[number] = d
            number += 1
    return number


@kernel
def _note_without_work(run: State) -> int:
    """Note all problems without work under way; return how many there are."""
    number = 0
    for d in range(run.files.shape[0]):
        if run.files[d]["under_way"] < 0:
            run.noted[number] = d
            number += 1
    return number


@kernel
def _ask_for_noted(run: State, first: int, last: int) -> None:
    """Ask for what is known and what is in use for noted problems: what follows on each list, for all lists at once."""
    left = 0
    for i in range(first, last):
        file, terms = run.files[run.noted[i]], run.own_terms[run.noted[i]]
        soon(run.cases, file["in_use"])
        soon(terms, 0)
        soon(terms, terms.shape[0] - 1)
        left = _ask_for_offer(run, whole(file["known"]), left)
    while left > 0:
        known, left = left, 0
        for i in range(known):
            offer = run.offers[run.on_the_way[i]]
            soon(run.cases, offer["case"])
            left = _ask_for_offer(run, whole(offer["next"]), left)


@kernel
def _ask_for_offer(run: State, at: int, left: int) -> int:
    """Ask for an offer and note it as the next of those on the way, unless a list has ended; return how many there are."""
    if at < 0:
        return left
    soon(run.offers, at)
    run.on_the_way[left] = at
    return left + 1


@kernel
def window(run: State, d: int) -> int:
    """Return what opens a problem without work under way for appraisal this month."""
    file, month = run.files[d], run.months[run.counts[MONTH]]
    on_agenda, free = comes_on_agenda(run, d), file["in_use"] < 0
    if not _somebody_can_take_it_up(run, d):
        return NO_WINDOW
    if free and file["aware"] == run.counts[MONTH]:
        return HEARING
    if on_agenda:
        return AGENDA
    if file["postponed"] == 1 and month["is_budget"] == 1:
        return BUDGET
    if month["is_after_election"] == 1 and file["known"] >= 0 and free:
        return ELECTION
    return FREED_CAPACITY if file["postponed"] == 1 and _has_room_again(run, d) else NO_WINDOW


@kernel
def _somebody_can_take_it_up(run: State, d: int) -> bool:
    """Tell whether there is a workplace for a problem; for the scenario's own innovations there is one everywhere."""
    m, problem = place_of(run, d), problem_of(run, d)
    share = capacity_of(run.settings[run.counts[PERIOD], m]).workplace_share
    if share == 1.0 or problem >= run.facts.drawn_problems:
        return True
    return has_workplace(share, uniform(run.key[0], np.uint64(problem), run.places[m]["code"], WORKPLACE, 0))


@kernel
def _has_room_again(run: State, d: int) -> bool:
    """Tell whether work in a problem's field has ended this month."""
    return run.freed[place_of(run, d), run.fields[problem_of(run, d)]] == run.counts[MONTH]


@kernel
def has_capacity(run: State, d: int) -> bool:
    """Tell whether the problem's field can take on work; what cannot be taken on is postponed."""
    limit = capacity_of(run.settings[run.counts[PERIOD], place_of(run, d)]).projects_per_field
    if free_capacity(run, place_of(run, d), problem_of(run, d), limit) > 0:
        return True
    run.files[d]["postponed"] = 1
    run.now[POSTPONED] += 1.0
    return False


@kernel
def weigh(run: State, d: int) -> None:
    """Weigh all options for one problem and choose: what comes of it stands in ``outcome``, ``looked_at`` and ``table``."""
    run.gap[0], run.outcome[FLIPS], run.outcome[IS_ORDERED] = 0.0, 0, 0
    if run.facts.adopts_when_aware == 1:
        _weigh_first_heard(run, d)
        return
    looked = fill_table(run, d)
    options, ordered = FIRST_REUSE + 3 * looked, is_ordered(run, d)
    for i in range(looked):
        run.looked_at[i] = run.offers[run.close_look[i]]["case"]
    chosen = best_action(run.table, options) if ordered else _freely_chosen(run, options)
    best = best_reuse(run, looked)
    run.outcome[LOOKED], run.outcome[CHOSEN], run.outcome[BEST] = looked, chosen, best
    run.outcome[IS_ORDERED] = 1 if ordered else 0
    if best > 0:
        run.gap[0] = shortfall(run.table, chosen, best)
    if not ordered and (looked > 0 or run.counts[WATCHED] == 1):  # what decided is told of known solutions only
        run.outcome[FLIPS] = _flips(run, options, chosen)


@kernel
def _freely_chosen(run: State, options: int) -> int:
    if run.facts.satisfices == 1:
        return first_good_option(run.table, options, -1)
    return best_option(run.table, options, -1)


@kernel
def _flips(run: State, options: int, chosen: int) -> int:
    if run.facts.satisfices == 0:
        return flip_set(run.table, run.keys, options, chosen)
    bits = 0
    for column in range(TERMS):
        if first_good_option(run.table, options, column) != chosen:
            bits |= 1 << column
    return bits


@kernel
def is_ordered(run: State, d: int) -> bool:
    """Tell whether the top orders something to be delivered (R22)."""
    m, problem = place_of(run, d), problem_of(run, d)
    share = leadership_of(run.settings[run.counts[PERIOD], m]).top_down_share
    if share == 0.0:
        return False
    entity = np.uint64((problem << 32) + run.present_era[problem])
    return uniform(run.key[0], entity, run.places[m]["code"], ORDERED, run.counts[MONTH]) < share


@kernel
def _weigh_first_heard(run: State, d: int) -> None:
    """Choose the first solution heard of, as models of contagion have it."""
    first, at = NONE, run.files[d]["known"]
    while at >= 0:
        if first < 0 or _heard_before(run, run.offers[at]["case"], run.offers[first]["case"]):
            first = at
        at = run.offers[at]["next"]
    for column in range(TERMS):
        run.table[FIRST_REUSE, column] = 0.0
    looked = 1 if first >= 0 else 0
    if looked == 1:
        run.looked_at[0] = run.offers[first]["case"]
    chosen = FIRST_REUSE * looked
    run.outcome[LOOKED], run.outcome[CHOSEN], run.outcome[BEST] = looked, chosen, chosen


@kernel
def _heard_before(run: State, c: int, other: int) -> bool:
    case, first = run.cases[c], run.cases[other]
    if case["aware"] != first["aware"]:
        return case["aware"] < first["aware"]
    return run.solutions[case["solution"]]["identity"] < run.solutions[first["solution"]]["identity"]


@kernel
def decide(run: State, d: int) -> None:
    """Note what came of an appraisal, on what was looked at and as a wish for work."""
    looked, chosen, best = run.outcome[LOOKED], run.outcome[CHOSEN], run.outcome[BEST]
    run.files[d]["postponed"] = 0
    run.now[APPRAISED] += 1.0
    for i in range(looked):
        case = run.cases[run.looked_at[i]]
        case["appraised"] = run.counts[MONTH]
        case["times_appraised"] += 1
        case["verdict"] = VERDICT_ADOPTED if is_of_row(i, chosen) else VERDICT_DECLINED
        case["shortfall"] = run.gap[0] if is_of_row(i, best) else NEVER_BEST
        case["flips"] = run.outcome[FLIPS]
    if chosen == 0:
        run.now[DECLINED] += 1.0
        return
    wish = run.intentions[run.counts[INTENTIONS]]
    run.counts[INTENTIONS] += 1
    wish["ordered"] = run.outcome[IS_ORDERED]
    wish["file"], wish["mode"], wish["known"], wish["taste"] = d, OWN, NONE, run.table[chosen, TASTE]
    if chosen >= FIRST_REUSE:
        wish["mode"] = COPY + (chosen - FIRST_REUSE) % 3
        wish["known"] = run.looked_at[(chosen - FIRST_REUSE) // 3]


@kernel
def is_of_row(looked: int, row: int) -> bool:
    """Tell whether a row of the table is an option with the solution in that place of the close look."""
    return row >= FIRST_REUSE and (row - FIRST_REUSE) // 3 == looked
