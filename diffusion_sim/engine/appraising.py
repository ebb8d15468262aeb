"""Appraisal of one problem by one municipality (R2, R4-R8): the table of options and terms, the choice, its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import SHARED_INSIDE, THOUGHT_FORBIDDEN
from diffusion_sim.engine.batches import LANE, draw_words, whole_batches, work_out_tastes
from diffusion_sim.engine.columns import OPTIONS, STRETCH, YEAR
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.kernel import inlined, kernel
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.settings import (
    appraisal_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.engine.weighing import TERMS, ask_for_terms, edition_of, keep, weigh_own, weigh_reuse, worth_of
from diffusion_sim.rules.appraisal import (
    nothing_terms,
)
from diffusion_sim.rules.choice import best_option
from diffusion_sim.rules.constraint import OUT_OF_BOUNDS, is_out_of_bounds
from diffusion_sim.rules.silo import felt_friction
from diffusion_sim.rules.terms import Terms

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Reals, State
    from diffusion_sim.rules.settings import Traits

LEAVING_WORD, OWN_WORD = 3, 0
"""Which of the four words of a solution stands for leaving things as they are, and for own work; reuse has the first three."""
FIRST_REUSE = 2
"""Row of the first option of reuse; leaving it and own work come before."""
CONSTANT, TASTE = Terms._fields.index("constant"), Terms._fields.index("taste")


@kernel
def fill_table(run: State, d: int) -> int:
    """Weigh all options for one problem; return how many known solutions were looked at closely."""
    edition = edition_of(run, d)
    looked = consider(run, d)
    for i in range(looked):
        ask_for_terms(run, run.close_look[i])
    _draw_tastes(run, d, looked)
    keep(run.table, 0, 0, _nothing(run, d))
    weigh_own(run, d, edition)
    _enter(run, 1, run.own_terms, d, 0)
    if is_own_out_of_bounds(run, d):
        run.table[1, CONSTANT] = OUT_OF_BOUNDS
    for i in range(looked):
        at = run.close_look[i]
        weigh_reuse(run, at, d, edition)
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
def nothing_is_held_back(traits: Traits) -> bool:
    """Tell whether all known solutions reach those who decide, whatever is drawn."""
    return felt_friction(traits) == 0.0 and traits.perceived_constraint == 0.0


@kernel
def reaches_deciders(run: State, m: int, identity: np.uint64) -> bool:
    """Tell whether a known solution is shared inside (R18) and not thought to be forbidden (R20)."""
    traits, code = traits_of(run.settings[run.counts[STRETCH], m]), run.places[m]["code"]
    friction, limit = felt_friction(traits), traits.perceived_constraint
    if friction > 0.0 and uniform(run.key, identity, code, SHARED_INSIDE, run.counts[YEAR]) < friction:
        return False
    return not (limit > 0.0 and is_out_of_bounds(limit, uniform(run.key, identity, code, THOUGHT_FORBIDDEN, 0)))


@kernel
def is_own_out_of_bounds(run: State, d: int) -> bool:
    """Tell whether own work on a problem is thought to be forbidden (R20)."""
    m, problem = place_of(run, d), problem_of(run, d)
    limit = traits_of(run.settings[run.counts[STRETCH], m]).perceived_constraint
    if limit == 0.0:
        return False
    entity = np.uint64((problem << 32) + run.present_era[problem])
    return is_out_of_bounds(limit, uniform(run.key, entity, run.places[m]["code"], THOUGHT_FORBIDDEN, 0))


@kernel
def consider(run: State, d: int) -> int:
    """Find the most promising known solutions, best first; return how many."""
    m = place_of(run, d)
    row = run.settings[run.counts[STRETCH], m]
    size, found, all_reach = appraisal_of(row).consideration_size, 0, nothing_is_held_back(traits_of(row))
    offer = run.dossiers[d]["known"]
    while offer >= 0:
        if all_reach or reaches_deciders(run, m, run.offers[offer]["identity"]):
            found = _insert(run, offer, worth_of(run, offer), found, size)
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
    m, in_use = place_of(run, d), run.dossiers[d]["in_use"]
    a = appraisal_of(run.settings[run.counts[STRETCH], m])
    if in_use >= 0:
        return nothing_terms(a.benefit_weight, run.cases[in_use]["merit"], run.cases[in_use]["taste"])
    return nothing_terms(a.benefit_weight, 0.0, run.tastes[0])


@kernel
def _draw_tastes(run: State, d: int, looked: int) -> None:
    """Draw the tastes of all options, in the order of the table's rows."""
    m, dossier, entities = place_of(run, d), run.dossiers[d], run.entities
    entities[0], entities[1] = dossier["leaving_identity"], dossier["own_identity"]
    for at in range(looked):
        entities[FIRST_REUSE + at] = run.offers[run.close_look[at]]["identity"]
    n, code = whole_batches(FIRST_REUSE + looked), run.places[m]["code"]
    draw_words(run.key, entities, code, run.counts[YEAR], run.lasting_of, run.yearly_of, n)
    _pick(run, 0, LEAVING_WORD * LANE)
    _pick(run, 1, OWN_WORD * LANE + 1)
    for at in range(looked):
        for mode in range(3):
            _pick(run, FIRST_REUSE + 3 * at + mode, mode * LANE + FIRST_REUSE + at)
    correlation = appraisal_of(run.settings[run.counts[STRETCH], m]).taste_correlation
    work_out_tastes(run.lasting, run.yearly, correlation, run.tastes, whole_batches(FIRST_REUSE + 3 * looked))


@kernel
def _pick(run: State, row: int, word: int) -> None:
    run.lasting[row], run.yearly[row] = run.lasting_of[word], run.yearly_of[word]
