"""R1, R9: hearing through ties, from a source or a portal; a neighbour that refused counts as one that never began."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES

from diffusion_sim.mechanisms.awareness import (
    ROUNDING,
    broadcast_hazard,
    chance_of_taking_in,
    contact_hazard,
    hazard_of_probability,
    one_shot_probability,
    reaches_threshold,
)

pytestmark = pytest.mark.nojit

RATES = st.floats(0.0, 5.0)


def test_contact_works_in_proportion_to_the_share_that_runs_the_solution() -> None:
    assert contact_hazard(0.25, 0.5) == 0.125
    assert contact_hazard(0.25, 0.0) == 0.0


def test_broadcasts_add_up() -> None:
    assert broadcast_hazard(0.25, 0.125, 0.5) == 0.875


@pytest.mark.parametrize(
    ("cost", "heard", "expected"), [(0.0, 50.0, 1.0), (0.25, 4.0, 0.5), (1.0, 0.0, 1.0), (0.5, 6.0, 0.25)]
)
def test_what_was_heard_of_lately_takes_attention(cost: float, heard: float, expected: float) -> None:
    assert chance_of_taking_in(cost, heard) == expected


@given(contact=RATES, low=SHARES, high=SHARES)
def test_more_users_among_the_tied_never_slow_a_hearing(contact: float, low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert contact_hazard(contact, low) <= contact_hazard(contact, high)


@given(exposure=SHARES)
def test_without_contact_nobody_hears_through_ties(exposure: float) -> None:
    assert contact_hazard(0.0, exposure) == 0.0


@given(contact=RATES, exposure=SHARES)
def test_hazards_lie_on_their_grid(contact: float, exposure: float) -> None:
    assert (contact_hazard(contact, exposure) * 2.0**40).is_integer()


@given(probability=st.floats(0.0, 0.999))
def test_a_step_under_the_hazard_of_a_probability_has_that_probability(probability: float) -> None:
    assert 1.0 - math.exp(-hazard_of_probability(probability)) == pytest.approx(probability, abs=1e-11)


@pytest.mark.parametrize("probability", [1.0, 1.5, 97.0])
def test_a_probability_of_one_or_more_is_as_good_as_certain(probability: float) -> None:
    assert 27.0 < hazard_of_probability(probability) < 28.0


@given(low=st.floats(-1.0, 2.0), high=st.floats(-1.0, 2.0))
def test_a_higher_probability_never_has_a_lower_hazard(low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert 0.0 <= hazard_of_probability(low) <= hazard_of_probability(high)


def test_the_probability_form_differs_from_the_hazard_form() -> None:
    """One step at rate 0.5: the probability form gives one half, the hazard form 1 - exp(-0.5) = 0.39."""
    assert hazard_of_probability(0.5) == pytest.approx(math.log(2), abs=1e-12)
    assert hazard_of_probability(0.5) > contact_hazard(0.5, 1.0)


@pytest.mark.parametrize(("probability", "weight", "chance"), [(0.5, 1.0, 0.5), (0.5, 0.25, 0.125), (0.8, 2.0, 1.0)])
def test_one_shot_weighs_the_tie_and_stays_a_probability(probability: float, weight: float, chance: float) -> None:
    assert one_shot_probability(probability, weight) == chance


@pytest.mark.parametrize(
    ("users", "degree", "threshold", "reached"),
    [(1, 3, 1 / 3, True), (1, 4, 1 / 3, False), (3, 10, 0.3, True), (2, 10, 0.3, False), (0, 5, 0.0, True),
     (4, 4, 1.0, True), (4, 4, 1.1, False), (33, 99, 33 / 99, True), (32, 99, 33 / 99, False)],
)  # fmt: skip
def test_a_threshold_is_reached_by_just_enough_users(
    users: int, degree: int, threshold: float, *, reached: bool
) -> None:
    assert reaches_threshold(float(users), float(degree), threshold) is reached


@given(degree=st.integers(1, 200), data=st.data())
def test_rounding_of_shares_to_their_grid_never_decides(degree: int, data: st.DataObject) -> None:
    """Shares rounded to 2**-20 and added up reach k/n exactly when k of n run it."""
    users, needed = data.draw(st.integers(0, degree)), data.draw(st.integers(1, degree))
    weight = round(2**20 / degree) / 2**20
    assert reaches_threshold(users * weight, degree * weight, needed / degree) == (users >= needed)


@pytest.mark.parametrize("ties", [5, 50])
def test_nor_does_rounding_of_shares_of_two_sizes(ties: int) -> None:
    """The heavy half of the ties is two thirds of contact."""
    light, heavy = (round(2**20 * part / (3 * ties)) / 2**20 for part in (1, 2))
    assert reaches_threshold(ties * heavy, ties * (light + heavy), 2 / 3)
    assert not reaches_threshold((ties - 1) * heavy, ties * (light + heavy), 2 / 3)


@pytest.mark.parametrize("threshold", [1e-9, 1.0])
def test_nobody_is_reached_where_nobody_runs_it_however_little_contact_there_is(threshold: float) -> None:
    assert not reaches_threshold(0.0, 2.0**-20, threshold)


def test_contact_weights_of_a_hundred_ties_may_all_be_rounded_down() -> None:
    """A hundred heavy ties, each of 5,000.49 steps, are at the threshold, though 49 steps were rounded away."""
    step = 2.0**-20
    assert reaches_threshold(100 * 5000 * step, 1.0, 100 * 5000.49 * step)
    assert not reaches_threshold(99 * 5000 * step, 1.0, 100 * 5000.49 * step)
    assert reaches_threshold(0.5, 1.0, 0.5 + ROUNDING)
