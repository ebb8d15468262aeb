"""R18, R28: friction between units, which problems cross two departments, and how long implementation takes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, with_defaults

from diffusion_sim.mechanisms.departments import (
    Departments,
    delayed_months,
    felt_friction,
    friction_met,
    mean_friction,
    second_field,
)

pytestmark = pytest.mark.nojit
BALANCES = st.floats(-1.0, 1.0)


def silos(friction: float, balance: float) -> Any:
    return with_defaults(Departments, silo_friction=friction, incentive_balance=balance)


def test_highlighting_ones_own_unit_adds_friction_and_those_who_work_across_take_it_off() -> None:
    assert felt_friction(silos(0.4, 0.5)) == pytest.approx(0.55)
    assert felt_friction(silos(0.4, -0.5)) == pytest.approx(0.2)
    assert felt_friction(silos(1.0, 0.5)) == 1.0
    assert felt_friction(silos(0.8, -1.0)) == 0.0


def test_profiling_makes_friction_where_there_was_none() -> None:
    assert felt_friction(silos(0.0, 1.0)) == 0.5
    assert felt_friction(silos(0.0, 0.2)) == pytest.approx(0.1)


@given(friction=SHARES)
def test_where_nobody_is_highlighted_friction_is_what_it_is(friction: float) -> None:
    assert felt_friction(silos(friction, 0.0)) == friction


@given(friction=SHARES, balance=BALANCES, more=BALANCES)
def test_friction_is_a_share_and_rises_with_profiling(friction: float, balance: float, more: float) -> None:
    less, felt = (felt_friction(silos(friction, one)) for one in sorted((balance, more)))
    assert 0.0 <= less <= felt + 1e-15 <= 1.0 + 2e-15


@given(balance=st.floats(-1.0, 0.0))
def test_without_friction_nothing_is_delayed_unless_profiling_is_rewarded(balance: float) -> None:
    assert felt_friction(silos(0.0, balance)) == 0.0
    assert friction_met(0.0, 0) == friction_met(0.0, 1) == mean_friction(0.0, 8) == 0.0
    assert delayed_months(8.3, 0.0) == 8.3


def test_half_of_full_friction_takes_half_as_long_again() -> None:
    assert delayed_months(8.0, 0.5) == pytest.approx(12.0)


def test_friction_is_met_in_full_across_departments_and_half_within_one() -> None:
    assert friction_met(0.6, 1) == 0.6
    assert friction_met(0.6, 0) == pytest.approx(0.3)


def test_a_quarter_of_problems_cross_into_any_other_department_alike() -> None:
    draws = (np.arange(28_000) + 0.5) / 28_000
    seconds = Counter(second_field(2, 8, draw) for draw in draws.tolist())
    assert seconds == {2: 21_000, **dict.fromkeys([0, 1, 3, 4, 5, 6, 7], 1_000)}


@given(draw=SHARES, field=st.integers(0, 7))
def test_the_second_department_is_one_of_those_there_are(draw: float, field: int) -> None:
    assert second_field(field, 8, draw) in range(8)
    assert second_field(0, 1, draw) == 0


def test_of_two_departments_a_problem_crosses_into_the_other_and_at_the_share_itself_into_none() -> None:
    assert (second_field(0, 2, 0.1), second_field(1, 2, 0.1)) == (1, 0)
    assert second_field(0, 2, 0.25) == 0
    assert mean_friction(0.4, 2) == mean_friction(0.4, 8) == pytest.approx(0.25 * 0.4 + 0.75 * 0.2)
    assert mean_friction(0.4, 1) == pytest.approx(0.2)


def test_what_is_foreseen_is_the_mean_over_problems() -> None:
    draws = (np.arange(4_000) + 0.5) / 4_000
    met = [friction_met(0.6, int(second_field(1, 3, draw) != 1)) for draw in draws.tolist()]
    assert mean_friction(0.6, 3) == pytest.approx(np.mean(met))
    assert mean_friction(0.6, 1) == friction_met(0.6, 0)
