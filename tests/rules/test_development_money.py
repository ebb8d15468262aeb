"""Money for development by worked examples: what there is, what a project costs, what a krone is worth, who applies."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import with_defaults

from diffusion_sim.mechanisms.development_money import Budget, money_of_year, price_of_money, project_cost, savings
from diffusion_sim.mechanisms.funding_cliff import EFFECT_RELIEF, hazard_left
from diffusion_sim.mechanisms.grant_pool import Funding, chance_to_apply, kept_by_plan

BUDGET = with_defaults(Budget, dkk_per_inhabitant=100.0, value_per_100k=0.5, savings_dkk_per_point=2000.0)


def test_the_money_of_a_year_is_by_inhabitant_with_what_savings_return() -> None:
    assert money_of_year(BUDGET, log(10_000.0), 0.0) == pytest.approx(1_000_000.0)
    assert money_of_year(BUDGET, log(10_000.0), 50_000.0) == pytest.approx(1_060_000.0)
    assert money_of_year(BUDGET, 0.0, 0.0) == 5_740_000.0
    assert money_of_year(BUDGET, log(10_000.0), -1e9) == 0.0
    assert money_of_year(BUDGET, 0.5, 0.0) == pytest.approx(100.0 * exp(0.5))


def test_the_price_doubles_when_half_is_used_and_rises_no_further_than_tenfold() -> None:
    assert price_of_money(0.5, 0.0) == 0.5
    assert price_of_money(0.5, 0.5) == 1.0
    assert price_of_money(0.5, 1.0) == pytest.approx(5.0)
    assert price_of_money(0.5, -1.0) == 0.5


def test_a_project_costs_its_development_by_complexity_twice_and_its_implementation_once() -> None:
    assert project_cost(1_000_000.0, 300_000.0, 1.0) == 1_300_000.0
    assert project_cost(1_000_000.0, 300_000.0, 2.0) == 4_600_000.0


def test_savings_are_what_productivity_brings_less_running_costs() -> None:
    assert savings(BUDGET, 3.0, 1500.0) == 4500.0
    assert savings(BUDGET, 0.5, 1500.0) == -500.0


CHOOSING = with_defaults(Funding, choice_weight=2.0)


def test_applying_is_a_coin_whose_odds_kroner_and_hours_move() -> None:
    assert chance_to_apply(with_defaults(Funding, choice_weight=0.0), 0.3, 9.0, 0.1) == 0.3
    assert chance_to_apply(CHOOSING, 0.0, 9.0, 0.1) == 0.0
    assert chance_to_apply(CHOOSING, 1.0, 0.0, 1.0) == 1.0
    assert chance_to_apply(CHOOSING, 0.3, 0.3 * 1.1, 0.1) == pytest.approx(0.3)
    odds = 0.3 / 0.7 * exp(2.0 * (1.0 - 0.3 * 1.2))
    assert chance_to_apply(CHOOSING, 0.3, 1.0, 0.2) == pytest.approx(odds / (1.0 + odds))


@given(gain=st.floats(0, 10), more=st.floats(0, 10), burden=st.floats(0, 1), worse=st.floats(0, 1))
def test_more_gain_draws_and_more_burden_deters(gain: float, more: float, burden: float, worse: float) -> None:
    chance = chance_to_apply(CHOOSING, 0.3, gain, burden)
    assert chance_to_apply(CHOOSING, 0.3, gain + more, burden) >= chance
    assert chance_to_apply(CHOOSING, 0.3, gain, burden + worse) <= chance


def test_a_plan_costs_benefit_in_proportion_to_its_burden() -> None:
    assert kept_by_plan(0.5, 0.3) == 0.85
    assert kept_by_plan(0.0, 0.3) == kept_by_plan(0.5, 0.0) == 1.0


def test_a_documented_effect_and_room_each_take_a_share_of_the_hazard_off() -> None:
    assert hazard_left(1, 0.0) == 1.0 - EFFECT_RELIEF
    assert hazard_left(0, 0.0) == 1.0
    assert hazard_left(0, 0.5) == 0.85
    assert hazard_left(1, 0.5) == (1.0 - EFFECT_RELIEF) * 0.85
