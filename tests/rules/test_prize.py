"""R7: the odds of a prize, and who wins it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import section, with_defaults

from diffusion_sim.mechanisms.copycat_prize import (
    FIRST_KRONER,
    Prize,
    chance_of_winning,
    judged_score,
    nominations,
    worth_of_winning,
)

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


@given(prize=section(Prize), winners=st.integers(1, 1000), more=st.integers(1, 1000), kroner=st.floats(0, 1e9))
def test_more_winners_share_the_prestige_and_kroner_add_ever_less(
    prize: Prize, winners: int, more: int, kroner: float
) -> None:
    assert worth_of_winning(prize, winners + more) <= worth_of_winning(prize, winners)
    amounts = (kroner, kroner + 1e5, kroner + 2e5)
    none, some, much = (worth_of_winning(prize._replace(amount_dkk=amount), 3.0) for amount in amounts)
    assert none <= some <= much
    assert much - some <= some - none + 1e-12


@given(prize=section(Prize), winners=st.integers(0, 1000))
def test_at_their_neutral_values_winning_is_worth_its_reward(prize: Prize, winners: int) -> None:
    assert worth_of_winning(prize._replace(crowding=0.0, kroner_utility=0.0), winners) == prize.reward
    alone = prize._replace(crowding=1.0, kroner_utility=2.0, amount_dkk=FIRST_KRONER)
    assert worth_of_winning(alone, 1.0) == pytest.approx(prize.reward + 2.0)


def test_a_worked_example_of_what_winning_is_worth() -> None:
    """Four winners share a prestige of 4 at an exponent of one half: 2 each; 300,000 kroner are two doublings."""
    prize = with_defaults(Prize, reward=4.0, crowding=0.5, kroner_utility=1.5, amount_dkk=300_000.0)
    assert worth_of_winning(prize, 4.0) == pytest.approx(2.0 + 3.0)
    assert worth_of_winning(prize, 1.0) == worth_of_winning(prize, 0.0) == pytest.approx(4.0 + 3.0)


def test_net_benefit_and_noise_add_up_in_log_odds() -> None:
    assert judged_score(1.5, 0.5) == 1.5
    assert judged_score(1.5, 0.75) == pytest.approx(1.5 + math.log(3.0))


@given(low=st.floats(-5, 5), high=st.floats(-5, 5), noise=st.floats(0.001, 0.999))
def test_a_better_case_never_scores_lower(low: float, high: float, noise: float) -> None:
    low, high = sorted((low, high))
    assert judged_score(low, noise) <= judged_score(high, noise)


def test_nominated_are_so_many_for_each_winner_where_it_matters_to_them() -> None:
    assert nominations(with_defaults(Prize, recognition_nominated=0.5), 3) == 9
    assert nominations(with_defaults(Prize, recognition_nominated=0.0), 3) == 0
