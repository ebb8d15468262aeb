"""R5: Not Invented Here takes off benefit, less the more ownership there is, and never rewards a poor solution."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, UNCERTAIN, in_range

from diffusion_sim.mechanisms.not_invented_here import experience, nih_discount, nih_share, sd_of_benefit

pytestmark = pytest.mark.nojit

BIAS, NEAR = in_range("appraisal.nih_bias"), in_range("appraisal.nih_near_factor")


def test_the_sd_of_a_log_normal_benefit_of_mean_one() -> None:
    assert sd_of_benefit(math.log(2.0)) == pytest.approx(1.0)
    assert sd_of_benefit(0.0) == sd_of_benefit(-1e-9) == 0.0  # rounding may leave less than no variance


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


@given(st.floats(0.0, 5.0), st.integers(0, 500), st.integers(0, 500))
def test_experience_rises_with_own_work_and_falls_with_reuse(kappa: float, made: int, reused: int) -> None:
    here = experience(kappa, float(made), float(reused))
    assert experience(kappa, made + 1.0, float(reused)) >= here >= experience(kappa, float(made), reused + 1.0)
    assert experience(0.0, float(made), float(reused)) == 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_what_is_not_believed_is_a_share(strength: float, origin: float, learnt: float) -> None:
    assert 0.0 <= nih_share(strength, origin, learnt) <= 1.0
    assert nih_share(0.0, origin, learnt) == 0.0
    assert nih_share(strength, 1.0, 1.0) == strength


def test_a_worked_example_of_experience() -> None:
    """Three made and one reused are 2 of 5: a factor of e to the 0.8 at a strength of 2; the other way round, its inverse."""
    assert experience(2.0, 3.0, 1.0) == pytest.approx(math.exp(0.8))
    assert experience(2.0, 1.0, 3.0) == pytest.approx(math.exp(-0.8))
    assert experience(2.0, 0.0, 0.0) == 1.0


def test_a_worked_example_of_distrust() -> None:
    """0.2 towards a neighbour twice as distrusted, after experience of 1.5: 0.6; and never more than all."""
    assert nih_share(0.2, 2.0, 1.5) == pytest.approx(0.6)
    assert nih_share(0.5, 2.0, 1.5) == 1.0
