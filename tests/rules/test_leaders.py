"""R22: leaders' agendas shift and are crowded, and what the top orders is owned by few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES

from diffusion_sim.mechanisms.choice import best_option
from diffusion_sim.mechanisms.constraints import OUT_OF_BOUNDS, is_out_of_bounds
from diffusion_sim.mechanisms.innovation_leaders import Spell, next_spell, spell_hazard
from diffusion_sim.mechanisms.leaders import attention, best_action, felt_ownership, share_of_time

pytestmark = pytest.mark.nojit

TERM = st.integers(-80, 80).map(lambda n: n / 16)  # sums of these are exact, so equals are equal


def test_two_years_on_the_agenda_and_one_off_it_are_two_thirds_of_the_time() -> None:
    assert share_of_time(24.0, 12.0) == pytest.approx(2 / 3)


def test_a_full_load_takes_the_crowding_share_and_an_overload_no_more() -> None:
    assert attention(1.0, 0.4, 0.25) == pytest.approx(0.9)
    assert attention(1.0, 0.4, 1.0) == attention(1.0, 0.4, 7.0) == pytest.approx(0.6)
    assert attention(0.0, 0.4, 0.25) == 0.0


def test_a_spell_ends_at_one_over_its_mean_and_never_for_mean_zero() -> None:
    assert spell_hazard(8.0) == 0.125
    assert spell_hazard(0.5) == 2.0
    assert spell_hazard(0.0) == 0.0


@pytest.mark.parametrize(
    ("before", "threshold", "after"),
    [(Spell(1.0, 0.5, 3.0), 0.75, Spell(1.0, 0.625, 3.0)), (Spell(1.0, 0.5, 3.0), 0.625, Spell(0.0, 0.0, 4.0)),
     (Spell(0.0, 0.5, 4.0), 0.75, Spell(1.0, 0.0, 5.0)), (Spell(0.0, 0.5, 4.0), 0.76, Spell(0.0, 0.75, 4.0))],
)  # fmt: skip
def test_a_spell_turns_in_the_month_in_which_its_hazard_reaches_the_threshold(
    before: Spell, threshold: float, after: Spell
) -> None:
    """On for 8 months on average (an eighth a month), off for 4."""
    assert next_spell(before, 8.0, 4.0, threshold) == after


def test_a_spell_without_an_end_goes_on_whatever_the_threshold() -> None:
    assert next_spell(Spell(1.0, 0.5, 0.0), 0.0, 4.0, 0.25) == Spell(1.0, 0.5, 0.0)


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    options, terms = draw(st.integers(2, 6)), draw(st.integers(1, 10))
    rows = draw(st.lists(st.lists(TERM, min_size=terms, max_size=terms), min_size=options, max_size=options))
    return np.array(rows)


@given(table=tables(), highest=st.booleans())
def test_an_order_takes_the_best_of_what_is_not_leaving_it(table: np.ndarray, *, highest: bool) -> None:
    """Whatever row 0 promises, and whatever lies past the last option."""
    table[0] = 99.0 if highest else -99.0
    longer = np.vstack([table, np.full(table.shape[1], 1000.0)])
    assert best_action(longer, len(table)) == 1 + best_option(table[1:].copy(), len(table) - 1, -1)


def test_where_all_else_is_thought_forbidden_an_order_is_for_nothing() -> None:
    """Half of what stands for forbidden is the line: nothing that is weighed comes near."""
    line = OUT_OF_BOUNDS / 2
    assert OUT_OF_BOUNDS == -1.0e9
    assert best_action(np.array([[0.0, 0.0], [OUT_OF_BOUNDS, 5.0], [OUT_OF_BOUNDS, 9.0]]), 3) == 0
    assert best_action(np.array([[9.0, 9.0], [1.0, 0.0], [0.5, 2.0]]), 3) == 2
    assert best_action(np.array([[0.0, 0.0], [OUT_OF_BOUNDS, 5.0], [-400.0, 9.0]]), 3) == 2
    assert best_action(np.array([[0.0, 0.0], [line, 0.0]]), 2) == 0
    assert best_action(np.array([[0.0, 0.0], [line, 0.5]]), 2) == 1


def test_ordered_work_is_owned_by_a_share_of_those_who_would_own_it() -> None:
    assert felt_ownership(0.8, 1, 0.25) == pytest.approx(0.2)
    assert felt_ownership(0.8, 0, 0.25) == 0.8


@given(share=SHARES)
def test_options_are_thought_forbidden_by_draws_below_the_share(share: float) -> None:
    assert not is_out_of_bounds(share, share)
    assert not is_out_of_bounds(share, share + 0.1)
    assert is_out_of_bounds(share + 0.1, share)
