"""The best option, why it was the best, and by how much the best reuse fell short."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.mechanisms.choice import best_option, first_good_option, flip_set, shortfall

pytestmark = pytest.mark.nojit

# Rows: leave it, own work, copy. Columns: benefit, stigma, taste.
WORKED = np.array([[0.0, 0.0, 0.25], [1.0, 0.0, 0.5], [2.0, -1.0, 0.0]])
TERM = st.integers(-80, 80).map(lambda n: n / 16)  # sums of these are exact, so equals are equal


def flips(table: np.ndarray, chosen: int) -> int:
    return flip_set(table, np.empty(sum(table.shape)), len(table), chosen)


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    options, terms = draw(st.integers(1, 8)), draw(st.integers(1, 10))
    rows = draw(st.lists(st.lists(TERM, min_size=terms, max_size=terms), min_size=options, max_size=options))
    return np.array(rows)


def best_by_brute_force(table: np.ndarray, without: int = -1) -> int:
    totals = [
        sum((Fraction(x) for column, x in enumerate(row) if column != without), Fraction(0)) for row in table.tolist()
    ]
    return totals.index(max(totals))


def test_the_worked_example_is_decided_by_stigma_and_by_taste_each_alone() -> None:
    """Own 1.5, copy 1.0, leave 0.25. Without stigma copy 2.0; without benefit own 0.5; without taste 1.0 = 1.0."""
    assert best_option(WORKED, 3, -1) == 1
    assert best_option(WORKED, 3, 1) == 2
    assert flips(WORKED, 1) == 0b010
    assert shortfall(WORKED, 1, 2) == 0.5


def test_a_choice_may_hang_on_no_single_term() -> None:
    assert flips(np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]), 1) == 0


def test_a_choice_may_hang_on_each_of_several_terms() -> None:
    assert flips(np.array([[1.5, 0.0, 0.0], [1.0, 1.0, 0.0]]), 1) == 0b010
    assert flips(np.array([[0.0, 0.0, 1.5], [1.0, 1.0, 0.0]]), 1) == 0b011


def test_the_first_of_equals_is_chosen_so_that_doing_nothing_needs_no_reason() -> None:
    assert best_option(np.zeros((4, 3)), 4, -1) == 0


@given(table=tables())
def test_the_best_option_is_the_best_by_brute_force(table: np.ndarray) -> None:
    assert best_option(table, len(table), -1) == best_by_brute_force(table)


@given(table=tables(), without=st.integers(-1, 9))
def test_the_first_good_option_is_the_first_better_than_leaving_it_and_own_work_comes_last(
    table: np.ndarray, without: int
) -> None:
    worth = [sum((Fraction(x) for at, x in enumerate(row) if at != without), Fraction(0)) for row in table.tolist()]
    better = [row for row in [*range(2, len(table)), *range(1, min(2, len(table)))] if worth[row] > worth[0]]
    assert first_good_option(table, len(table), without) == (better[0] if better else 0)


@given(table=tables())
def test_the_flip_set_is_what_brute_force_finds(table: np.ndarray) -> None:
    chosen = best_by_brute_force(table)
    expected = [best_by_brute_force(table, without=column) != chosen for column in range(table.shape[1])]
    found = flips(table, chosen)
    assert [bool(found >> column & 1) for column in range(table.shape[1])] == expected
    assert found < 1 << table.shape[1]


@given(table=tables(), data=st.data())
def test_a_shortfall_is_never_negative_and_exactly_the_gap(table: np.ndarray, data: st.DataObject) -> None:
    chosen, row = best_by_brute_force(table), data.draw(st.integers(0, len(table) - 1))
    assert shortfall(table, chosen, row) == table[chosen].sum() - table[row].sum() >= 0.0
    assert shortfall(table, chosen, chosen) == 0.0


@given(table=tables(), options=st.integers(1, 8))
def test_rows_past_the_last_option_are_not_looked_at(table: np.ndarray, options: int) -> None:
    options = min(options, len(table))
    assert best_option(table, options, -1) == best_by_brute_force(table[:options])


@given(table=tables(), reward=st.integers(0, 80).map(lambda n: n / 16))
def test_an_equal_reward_for_all_reuse_never_turns_reuse_into_something_else(table: np.ndarray, reward: float) -> None:
    """Rows 0 and 1 are leaving it and own work, the others reuse: the monotone coupling that the model claims."""
    before = best_by_brute_force(table)
    rewarded = np.column_stack([table, [0.0 if row < 2 else reward for row in range(len(table))]])
    after = best_option(rewarded, len(rewarded), -1)
    if before >= 2:
        assert after == before
    else:
        assert after == before or after >= 2
