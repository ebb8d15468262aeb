"""R12: implementation is the hardest phase; ownership and users help."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, section, with_defaults

from diffusion_sim.mechanisms.implementation import (
    AT_ONCE,
    Implementation,
    Implementing,
    completion_hazard,
    failure_hazard,
)

pytestmark = pytest.mark.nojit

ANY = section(Implementation)


def setting(**changes: float) -> Any:
    base = with_defaults(
        Implementation,
        mean_months=10.0,
        failure_per_month=0.04,
        ownership_relief=0.5,
        user_involvement=0.5,
    )
    return base._replace(**changes)


def test_a_mean_of_ten_months_is_a_tenth_each_month() -> None:
    assert completion_hazard(10.0) == pytest.approx(0.1, abs=2.0**-40)
    assert completion_hazard(0.5) == 2.0


def test_a_mean_of_zero_months_outlasts_no_threshold() -> None:
    """The largest threshold that 52 bits can give is 53 ln 2 = 36.7."""
    assert completion_hazard(0.0) == AT_ONCE > 37.0


def test_a_worked_example_of_giving_up() -> None:
    """0.04, less half of a half for ownership, less half of 0.4 for users: 0.04 * 0.75 * 0.8."""
    assert failure_hazard(setting(), 0.5) == pytest.approx(0.024, abs=2.0**-40)


@given(anything=ANY, little=SHARES, much=SHARES)
def test_ownership_never_makes_giving_up_likelier(anything: Implementing, little: float, much: float) -> None:
    little, much = sorted((little, much))
    assert 0.0 <= failure_hazard(anything, much) <= failure_hazard(anything, little)


@given(anything=ANY, owned=SHARES, little=SHARES, much=SHARES)
def test_neither_do_users(anything: Implementing, owned: float, little: float, much: float) -> None:
    little, much = sorted((little, much))
    few, many = anything._replace(user_involvement=little), anything._replace(user_involvement=much)
    assert failure_hazard(many, owned) <= failure_hazard(few, owned)


@given(anything=ANY, owned=SHARES)
def test_without_opponents_nobody_gives_up(anything: Implementing, owned: float) -> None:
    assert failure_hazard(anything._replace(failure_per_month=0.0), owned) == 0.0


@given(anything=ANY, one=SHARES, other=SHARES)
def test_without_relief_ownership_changes_no_bit(anything: Implementing, one: float, other: float) -> None:
    plain = anything._replace(ownership_relief=0.0)
    assert failure_hazard(plain, one) == failure_hazard(plain, other)


@given(short=st.floats(0.01, 240.0), long=st.floats(0.01, 240.0))
def test_a_longer_mean_is_never_a_higher_hazard(short: float, long: float) -> None:
    short, long = sorted((short, long))
    assert completion_hazard(long) <= completion_hazard(short)
