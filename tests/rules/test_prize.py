"""R7: the odds of a prize, and who wins it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import in_range

from diffusion_sim.rules.prize import chance_of_winning, judged_score

pytestmark = pytest.mark.nojit

WINNERS, ELIGIBLE = st.integers(0, 1000), st.integers(0, 10_000)


@pytest.mark.parametrize(("winners", "eligible", "chance"), [(1, 125, 0.008), (1, 4, 0.25), (3, 2, 1.0), (1, 0, 1.0)])
def test_a_national_prize_is_a_small_chance_and_a_local_one_a_large(winners: int, eligible: int, chance: float) -> None:
    assert chance_of_winning(winners, eligible) == chance


@given(eligible=ELIGIBLE)
def test_without_winners_there_is_no_chance(eligible: int) -> None:
    assert chance_of_winning(0, eligible) == 0.0


@given(winners=WINNERS, few=ELIGIBLE, many=ELIGIBLE)
def test_more_competitors_never_raise_the_chance(winners: int, few: int, many: int) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= chance_of_winning(winners, many) <= chance_of_winning(winners, few) <= 1.0


def test_merit_and_luck_add_up_in_log_odds() -> None:
    assert judged_score(2.0, 1.5, 0.5) == 3.0
    assert judged_score(2.0, 1.5, 0.75) == pytest.approx(3.0 + math.log(3.0))


@given(merit=st.floats(-5, 5), luck=st.floats(1e-12, 1 - 1e-12))
def test_unjudged_merit_leaves_only_luck(merit: float, luck: float) -> None:
    assert judged_score(0.0, merit, luck) == judged_score(0.0, 0.0, luck)


@given(weight=in_range("prize.judged_merit"), low=st.floats(-5, 5), high=st.floats(-5, 5), luck=st.floats(0.001, 0.999))
def test_a_better_case_never_scores_lower(weight: float, low: float, high: float, luck: float) -> None:
    low, high = sorted((low, high))
    assert judged_score(weight, low, luck) <= judged_score(weight, high, luck)
