"""R5: Not Invented Here takes off benefit, less the more ownership there is, and never rewards a poor solution."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, UNCERTAIN, in_range

from diffusion_sim.rules.nih import nih_discount, sd_of_benefit

pytestmark = pytest.mark.nojit

BIAS, NEAR = in_range("appraisal.nih_bias"), in_range("appraisal.nih_near_factor")


def test_the_sd_of_a_log_normal_benefit_of_mean_one() -> None:
    assert sd_of_benefit(math.log(2.0)) == pytest.approx(1.0)
    assert sd_of_benefit(0.0) == 0.0


def test_a_worked_example() -> None:
    """Bias 0.3, towards a neighbour twice as strong, half of it owned, with sd 1: 0.3 of the mean benefit."""
    assert nih_discount(0.3, 2.0, 0.5, math.sqrt(math.log(2.0))) == pytest.approx(0.3)


@given(bias=BIAS, near=NEAR, little=SHARES, much=SHARES, sd=UNCERTAIN)
def test_ownership_never_strengthens_it(bias: float, near: float, little: float, much: float, sd: float) -> None:
    little, much = sorted((little, much))
    assert nih_discount(bias, near, much, sd) <= nih_discount(bias, near, little, sd)
    assert nih_discount(bias, near, 1.0, sd) == 0.0


@given(weak=BIAS, strong=BIAS, near=NEAR, owned=SHARES, sd=UNCERTAIN)
def test_it_takes_off_and_never_adds(weak: float, strong: float, near: float, owned: float, sd: float) -> None:
    weak, strong = sorted((weak, strong))
    assert 0.0 <= nih_discount(weak, near, owned, sd) <= nih_discount(strong, near, owned, sd)


@given(near=NEAR, owned=SHARES, sd=UNCERTAIN)
def test_without_bias_there_is_none(near: float, owned: float, sd: float) -> None:
    assert nih_discount(0.0, near, owned, sd) == 0.0


@given(low=st.floats(0, 4), high=st.floats(0, 4))
def test_the_sd_rises_with_the_variance_of_the_log(low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert sd_of_benefit(low) <= sd_of_benefit(high)
