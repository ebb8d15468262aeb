"""R8: an answer made elsewhere fits more or less well; adapting and users make good what is missing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NORMAL_DRAWS, SHARES, in_range

from diffusion_sim.mechanisms.context_fit import context_distance, fit_share, improved_fit

pytestmark = pytest.mark.nojit

LEVELS, WEIGHTS, DISTANCES = in_range("solutions.fit_level"), in_range("solutions.fit_distance"), st.floats(0.0, 10.0)


def test_distance_is_the_logarithm_of_the_ratio_of_sizes_plus_the_step_between_regions() -> None:
    """Copenhagen (569,557 in 2014) and Lao (1,795): ln 317 = 5.76."""
    gap = math.log(1_795 / 569_557)
    assert context_distance(gap, 0.3) == pytest.approx(5.76 + 0.3, abs=0.01)
    assert context_distance(-gap, 0.3) == context_distance(gap, 0.3)


def test_even_odds_fit_by_half() -> None:
    assert fit_share(0.6, 0.6, 1.0, 0.0) == 0.5
    assert fit_share(1.2, 0.6, 0.5, 0.4) == pytest.approx(1 / (1 + math.exp(-1.3)))


def test_adapting_makes_good_a_share_of_what_is_missing() -> None:
    assert improved_fit(0.5, 0.6) == pytest.approx(0.8)


@given(level=LEVELS, weight=WEIGHTS, near=DISTANCES, far=DISTANCES, noise=NORMAL_DRAWS)
def test_what_comes_from_farther_away_never_fits_better(
    level: float, weight: float, near: float, far: float, noise: float
) -> None:
    near, far = sorted((near, far))
    assert 0.0 <= fit_share(level, weight, far, noise) <= fit_share(level, weight, near, noise) <= 1.0


@given(level=LEVELS, near=DISTANCES, far=DISTANCES, noise=NORMAL_DRAWS)
def test_without_weight_distance_changes_no_bit(level: float, near: float, far: float, noise: float) -> None:
    assert fit_share(level, 0.0, near, noise) == fit_share(level, 0.0, far, noise)


@given(fit=SHARES, little=SHARES, much=SHARES)
def test_more_adapting_never_fits_worse(fit: float, little: float, much: float) -> None:
    little, much = sorted((little, much))
    assert fit <= improved_fit(fit, little) <= improved_fit(fit, much) <= 1.0 + 1e-15


@given(fit=SHARES)
def test_no_gain_changes_no_bit(fit: float) -> None:
    assert improved_fit(fit, 0.0) == fit
