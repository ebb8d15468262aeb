"""Arithmetic that gives the same bits everywhere: near the truth, on its grids, and blind to the order of sums."""

from __future__ import annotations

import math
import random
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim import exact

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.nojit

GRIDS = {
    "hazard": (exact.hazard_grid, 40, 2047.0),
    "value": (exact.value_grid, 30, 2.0**21 - 1),
    "weight": (exact.weight_grid, 20, 2.0**31 - 1),
    "kroner": (exact.kroner_grid, 10, 2.0**41 - 1),
}
EACH_GRID = pytest.mark.parametrize(("grid", "bits", "limit"), GRIDS.values(), ids=GRIDS)
Grid = "Callable[[float], float]"


def error_in_last_places(computed: float, function: str, x: float) -> float:
    """Return how far a result lies from the true one, in units of the true one's last place; 60 digits."""
    with localcontext() as context:
        context.prec = 60
        true = Decimal(x).ln() if function == "log" else Decimal(x).exp()
        return float(abs(Decimal(computed) - true) / Decimal(math.ulp(float(true))))


@given(x=st.floats(1e-300, 1e300))
def test_log_is_within_one_unit_in_the_last_place(x: float) -> None:
    assert error_in_last_places(exact.log(x), "log", x) < 1.0


@given(x=st.floats(0.5, 2.0))
def test_log_is_so_near_one_too(x: float) -> None:
    assert error_in_last_places(exact.log(x), "log", x) < 1.0


@given(x=st.floats(-708.0, 708.0))
def test_exp_is_within_one_unit_in_the_last_place(x: float) -> None:
    assert error_in_last_places(exact.exp(x), "exp", x) < 1.0


@given(x=st.floats(-2.0, 2.0))
def test_exp_is_so_for_small_arguments_too(x: float) -> None:
    assert error_in_last_places(exact.exp(x), "exp", x) < 1.0


def test_log_and_exp_have_their_fixed_points() -> None:
    assert exact.log(1.0) == 0.0
    assert exact.exp(0.0) == 1.0
    assert exact.exp(-0.0) == 1.0
    assert [exact.log(2.0**k) for k in (-40, -1, 1, 52)] == [math.log(2.0**k) for k in (-40, -1, 1, 52)]


def test_exp_ends_quietly_where_numbers_do() -> None:
    assert exact.exp(-709.0) == 0.0
    assert exact.exp(-1e308) == 0.0
    assert exact.exp(1e308) == exact.exp(708.0) < math.inf


def test_a_wrong_digit_in_a_coefficient_would_be_seen() -> None:
    assert error_in_last_places(exact.exp(0.3) * (1 + 3e-16), "exp", 0.3) > 0.5
    assert error_in_last_places(math.nextafter(math.nextafter(math.log(3.0), 9), 9), "log", 3.0) > 1.0


@EACH_GRID
@given(data=st.data())
def test_a_grid_rounds_to_its_nearest_multiple_half_to_even(
    grid: Callable[[float], float], bits: int, limit: float, data: st.DataObject
) -> None:
    x = data.draw(st.floats(-limit, limit))
    assert Fraction(grid(x)) == Fraction(round(Fraction(x) * 2**bits), 2**bits)


@EACH_GRID
@given(data=st.data())
def test_rounding_twice_is_rounding_once_and_keeps_the_order(
    grid: Callable[[float], float], bits: int, limit: float, data: st.DataObject
) -> None:
    low, high = sorted(data.draw(st.tuples(st.floats(-limit, limit), st.floats(-limit, limit))))
    assert bits > 0
    assert grid(grid(low)) == grid(low) <= grid(high)


@EACH_GRID
@given(data=st.data())
def test_sums_on_a_grid_are_exact_in_any_order(
    grid: Callable[[float], float], bits: int, limit: float, data: st.DataObject
) -> None:
    share = limit / 200
    numbers = [grid(x) for x in data.draw(st.lists(st.floats(-share, share), max_size=100))]
    true = sum((Fraction(x) for x in numbers), Fraction(0))
    shuffled = random.Random(bits).sample(numbers, len(numbers))
    assert Fraction(exact.added(numbers)) == Fraction(exact.added(shuffled)) == true


@given(numbers=st.lists(st.floats(0, 10).map(exact.hazard_grid), max_size=60), removed=st.integers(0, 59))
def test_adding_and_subtracting_on_the_grid_is_a_fresh_sum(numbers: list[float], removed: int) -> None:
    kept = [x for at, x in enumerate(numbers) if at != removed]
    running = exact.added(numbers)
    if removed < len(numbers):
        running -= numbers[removed]
    assert running == exact.added(kept)


def test_off_the_grid_the_order_of_a_sum_shows() -> None:
    assert exact.added([0.1, 0.2, 0.3]) != exact.added([0.3, 0.2, 0.1])


@given(numbers=st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_added_goes_from_left_to_right_without_compensation(numbers: list[float]) -> None:
    total = 0.0
    for x in numbers:
        total = total + x
    assert exact.added(numbers) == total
    assert exact.added(iter(numbers)) == total


def test_added_is_not_the_sum_that_compensates() -> None:
    """Python 3.12's own sum gives 1.0 here; plain addition does not."""
    assert exact.added([0.1] * 10) == 0.9999999999999999
