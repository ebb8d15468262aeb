"""What a solution is worth and how complex it is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NORMAL_DRAWS, SHARES, UNCERTAIN

from diffusion_sim.draws import normal
from diffusion_sim.mechanisms.nature import drawn_complexity, drawn_log_benefit, inspired_log_benefit
from diffusion_sim.mechanisms.traits import spread_factor, within


def test_worked_examples() -> None:
    assert drawn_log_benefit(0.8, 0.0, 1.0) == pytest.approx(0.48)
    assert drawn_log_benefit(0.8, 0.25, -1.0) == pytest.approx(-0.87)
    assert spread_factor(0.5, 2.0) == pytest.approx(math.exp(0.5 * 2.0 - 0.125))
    # The parent is 0.5 above the prior -0.32; 0.6 of that is inherited, and 0.8 * 0.8 of one's own sd.
    assert inspired_log_benefit(0.8, 0.6, 0.18, 1.0) == pytest.approx(-0.32 + 0.3 + 0.64)


@given(sd=UNCERTAIN, parent=st.floats(-5, 5), z=NORMAL_DRAWS)
def test_without_inheritance_the_parent_changes_no_bit(sd: float, parent: float, z: float) -> None:
    assert inspired_log_benefit(sd, 0.0, parent, z) == inspired_log_benefit(sd, 0.0, 0.0, z)


@given(sd=UNCERTAIN, share=SHARES, poor=st.floats(-5, 5), good=st.floats(-5, 5), z=NORMAL_DRAWS)
def test_a_better_parent_never_has_a_worse_child(sd: float, share: float, poor: float, good: float, z: float) -> None:
    poor, good = sorted((poor, good))
    assert inspired_log_benefit(sd, share, poor, z) <= inspired_log_benefit(sd, share, good, z)


@given(z=NORMAL_DRAWS)
def test_without_spread_all_are_alike(z: float) -> None:
    assert drawn_log_benefit(0.0, 0.0, z) == 0.0
    assert spread_factor(0.0, z) == 1.0


@given(z=NORMAL_DRAWS)
def test_complexity_is_positive_and_on_its_grid(z: float) -> None:
    complexity = drawn_complexity(z)
    assert (complexity * 2.0**20).is_integer()
    assert complexity == pytest.approx(math.exp(0.35 * z), abs=2.0**-21, rel=1e-12)


def test_children_correlate_with_their_parents_as_said_and_spread_as_much() -> None:
    """20,000 pairs: a correlation of 0.6 has a standard error of 0.0045, an sd of 0.8 one of 0.004."""
    z = np.array([[normal(np.uint64(1), np.uint64(i), 7, stream, 0) for stream in (6, 8)] for i in range(20_000)])
    parents = np.array([drawn_log_benefit(0.8, 0.0, a) for a in z[:, 0]])
    children = np.array([inspired_log_benefit(0.8, 0.6, p, b) for p, b in zip(parents, z[:, 1], strict=True)])
    assert np.corrcoef(parents, children)[0, 1] == pytest.approx(0.6, abs=4 * 0.0045)
    assert children.std() == pytest.approx(0.8, abs=4 * 0.004)
    assert np.exp(children).mean() == pytest.approx(1.0, abs=4 * 0.0068)


@given(value=st.floats(-5, 5), low=st.floats(-5, 5), high=st.floats(-5, 5))
def test_within_keeps_a_value_in_its_range(value: float, low: float, high: float) -> None:
    low, high = sorted((low, high))
    kept = within(value, low, high)
    assert low <= kept <= high
    assert kept == value or not low <= value <= high


def test_a_spread_factor_keeps_the_mean() -> None:
    """Mean 1 with sd 0.31 for a spread of 0.3: standard error 0.0022 over 20,000."""
    factors = [spread_factor(0.3, normal(np.uint64(1), np.uint64(i), 7, 2, 0)) for i in range(20_000)]
    assert np.mean(factors) == pytest.approx(1.0, abs=4 * 0.0022)
