"""R10: what the end of a grant does to work that hangs on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, in_range

from diffusion_sim.mechanisms.funding_cliff import cliff_hazard, money_gone

pytestmark = pytest.mark.nojit

BASE, CARRYING, TAPER = in_range("cliff.unfinished_per_month"), in_range("traits.carrying"), st.integers(0, 600)


def test_without_a_taper_all_money_is_gone_at_once() -> None:
    assert [money_gone(month, 0) for month in (-1, 0, 1)] == [0.0, 1.0, 1.0]


def test_over_a_taper_of_three_months_a_quarter_goes_each_month() -> None:
    assert [money_gone(month, 3) for month in (-1, 0, 1, 2, 3, 4)] == [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]


def test_a_worked_example_of_the_hazard() -> None:
    """0.1 a month, 40 % on permanent money, half owned with relief 0.5, carrying 1.5, all money gone."""
    assert cliff_hazard(0.1, 0.4, 0.5, 0.5, 1.5, 1.0) == pytest.approx(0.1 * 0.6 * 0.75 / 1.5, abs=2.0**-40)


@given(month=st.integers(-100, 700), short=TAPER, long=TAPER)
def test_a_longer_taper_never_takes_money_sooner(month: int, short: int, long: int) -> None:
    short, long = sorted((short, long))
    assert 0.0 <= money_gone(month, long) <= money_gone(month, short) <= 1.0


@given(month=st.integers(-100, 700), taper=TAPER)
def test_money_never_comes_back(month: int, taper: int) -> None:
    assert money_gone(month, taper) <= money_gone(month + 1, taper)


@given(base=BASE, low=SHARES, high=SHARES, relief=SHARES, owned=SHARES, carrying=CARRYING, gone=SHARES)
def test_permanence_never_raises_the_hazard(
    base: float, low: float, high: float, relief: float, owned: float, carrying: float, gone: float
) -> None:
    low, high = sorted((low, high))
    assert cliff_hazard(base, high, relief, owned, carrying, gone) <= cliff_hazard(
        base, low, relief, owned, carrying, gone
    )


@given(base=BASE, permanence=SHARES, relief=SHARES, low=SHARES, high=SHARES, gone=SHARES)
def test_neither_does_ownership(
    base: float, permanence: float, relief: float, low: float, high: float, gone: float
) -> None:
    low, high = sorted((low, high))
    assert cliff_hazard(base, permanence, relief, high, 1.0, gone) <= cliff_hazard(
        base, permanence, relief, low, 1.0, gone
    )


@given(permanence=SHARES, relief=SHARES, owned=SHARES, carrying=CARRYING, gone=SHARES)
def test_without_a_base_nothing_is_lost(
    permanence: float, relief: float, owned: float, carrying: float, gone: float
) -> None:
    assert cliff_hazard(0.0, permanence, relief, owned, carrying, gone) == 0.0


@given(base=BASE, permanence=SHARES, one=SHARES, other=SHARES, gone=SHARES)
def test_without_relief_ownership_changes_no_bit(
    base: float, permanence: float, one: float, other: float, gone: float
) -> None:
    assert cliff_hazard(base, permanence, 0.0, one, 1.0, gone) == cliff_hazard(base, permanence, 0.0, other, 1.0, gone)


@given(base=BASE, permanence=SHARES, relief=SHARES, owned=SHARES, carrying=CARRYING)
def test_while_the_grant_pays_nothing_is_lost(
    base: float, permanence: float, relief: float, owned: float, carrying: float
) -> None:
    assert cliff_hazard(base, permanence, relief, owned, carrying, 0.0) == 0.0
