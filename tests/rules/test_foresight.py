"""R10 foreseen: the chance of finishing and the wait, as seen when choosing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES

from diffusion_sim.mechanisms.foresight import Outlook, chance_of_finishing, foresee, months_to_use, patience

pytestmark = pytest.mark.nojit

HAZARDS, MONTHS = st.floats(0.0, 5.0), st.floats(-600.0, 600.0)


def outlook(**changes: float) -> Outlook:
    return Outlook(10.0, 6.0, 12.0, 0.5, 0.1, 1.0, 2.0)._replace(**changes)


def test_months_to_use_are_development_by_complexity_and_then_implementation() -> None:
    assert months_to_use(10.0, 1.5, 6.0) == 21.0


def test_a_worked_example_of_a_plan() -> None:
    """10 months at complexity 1.4 and 6 more are 20; money for 12; 8 months at 0.1 beyond it, sought in half of cases."""
    plan = foresee(outlook(), 1.4, 0.0, 0.25)
    chance = 1 - 0.5 * (1 - math.exp(-0.8))
    assert plan.chance == pytest.approx(chance)
    assert plan.patience == pytest.approx(math.exp(-0.004 * 20))
    assert plan.prize == pytest.approx(2.0 * chance)
    assert plan.taste == 0.25


def test_a_wait_for_partners_is_foreseen_like_any_other_month() -> None:
    """5 months more: 25 in all, 13 of them beyond the money."""
    plan = foresee(outlook(), 1.4, 5.0, 0.25)
    assert plan.patience == pytest.approx(math.exp(-0.004 * 25))
    assert plan.chance == pytest.approx(1 - 0.5 * (1 - math.exp(-1.3)))


@given(seeking=SHARES, hazard=HAZARDS, beyond=MONTHS)
def test_without_foresight_finishing_is_certain_to_the_last_bit(seeking: float, hazard: float, beyond: float) -> None:
    assert chance_of_finishing(0.0, seeking, hazard, beyond) == 1.0


@given(foresight=SHARES, seeking=SHARES, beyond=MONTHS)
def test_so_it_is_without_a_cliff(foresight: float, seeking: float, beyond: float) -> None:
    assert chance_of_finishing(foresight, seeking, 0.0, beyond) == 1.0


@given(foresight=SHARES, seeking=SHARES, hazard=HAZARDS, beyond=st.floats(-600.0, 0.0))
def test_so_it_is_where_the_money_lasts(foresight: float, seeking: float, hazard: float, beyond: float) -> None:
    assert chance_of_finishing(foresight, seeking, hazard, beyond) == 1.0


@given(foresight=SHARES, seeking=SHARES, low=HAZARDS, high=HAZARDS, beyond=MONTHS)
def test_a_harder_cliff_never_raises_the_chance(
    foresight: float, seeking: float, low: float, high: float, beyond: float
) -> None:
    low, high = sorted((low, high))
    hard = chance_of_finishing(foresight, seeking, high, beyond)
    assert 0.0 <= hard <= chance_of_finishing(foresight, seeking, low, beyond) <= 1.0


@given(short=st.floats(0.0, 500.0), long=st.floats(0.0, 500.0))
def test_a_longer_wait_never_counts_more(short: float, long: float) -> None:
    short, long = sorted((short, long))
    assert patience(long) <= patience(short) <= patience(0.0) == 1.0


@given(money=st.floats(0, 600), tail=st.floats(0, 600), complexity=st.floats(0.1, 5))
def test_money_for_longer_never_lowers_the_chance(money: float, tail: float, complexity: float) -> None:
    short, long = outlook(money_months=money), outlook(money_months=money + tail)
    assert foresee(short, complexity, 0.0, 0.0).chance <= foresee(long, complexity, 0.0, 0.0).chance


def test_what_an_option_costs_is_worth_its_price_for_each_100_000_kroner() -> None:
    dear = outlook(develop_dkk=1_000_000.0, implement_dkk=300_000.0, price=0.5)
    assert foresee(dear, 2.0, 0.0, 0.0).money == 0.5 * 46.0
    assert foresee(outlook(), 2.0, 0.0, 0.0).money == 0.0
