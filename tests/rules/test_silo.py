"""R18, R28: friction between units, and how long implementation takes where they must work together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import SHARES, with_defaults

from diffusion_sim.mechanisms.departments import Departments, delayed_months, felt_friction

pytestmark = pytest.mark.nojit


def silos(friction: float, balance: float) -> Any:
    return with_defaults(Departments, silo_friction=friction, incentive_balance=balance)


def test_highlighting_ones_own_unit_adds_friction_and_those_who_work_across_take_it_off() -> None:
    assert felt_friction(silos(0.4, 0.5)) == pytest.approx(0.6)
    assert felt_friction(silos(0.4, -0.5)) == pytest.approx(0.2)
    assert felt_friction(silos(0.8, 0.5)) == 1.0
    assert felt_friction(silos(0.8, -1.0)) == 0.0


def test_half_of_full_friction_takes_half_as_long_again() -> None:
    assert delayed_months(8.0, silos(0.5, 0.0)) == pytest.approx(12.0)


@given(balance=SHARES)
def test_without_friction_nothing_is_delayed(balance: float) -> None:
    assert felt_friction(silos(0.0, balance)) == 0.0
    assert delayed_months(8.0, silos(0.0, balance)) == 8.0
