"""The normal quantile agrees with another implementation, over all that a draw can reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from diffusion_sim.draws.address import normal_quantile

pytestmark = pytest.mark.nojit

SMALLEST = 2.0**-53
"""The smallest uniform number that is ever drawn."""


@given(p=st.floats(SMALLEST, 1 - SMALLEST))
def test_the_quantile_agrees_with_scipy(p: float) -> None:
    assert normal_quantile(p) == pytest.approx(float(ndtri(p)), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("p", [SMALLEST, 1e-12, 1e-6, 0.0749, 0.0751, 0.3, 0.9249, 0.9251, 1 - 1e-6, 1 - SMALLEST])
def test_the_quantile_is_right_where_its_three_formulas_meet_and_in_the_tails(p: float) -> None:
    assert normal_quantile(p) == pytest.approx(float(ndtri(p)), rel=1e-13)


@pytest.mark.parametrize(("p", "z"), [(0.5, 0.0), (0.975, 1.959963984540054), (0.8413447460685429, 1.0)])
def test_the_quantile_has_the_textbook_values(p: float, z: float) -> None:
    assert normal_quantile(p) == pytest.approx(z, abs=1e-14)


def test_the_quantile_rises() -> None:
    grid = np.linspace(1e-6, 1 - 1e-6, 5001)
    assert (np.diff([normal_quantile(p) for p in grid]) > 0).all()


@given(p=st.floats(0.25, 0.5).map(lambda p: round(p * 2**20) / 2**20))
def test_the_quantile_is_odd_about_one_half(p: float) -> None:
    assert normal_quantile(1.0 - p) == -normal_quantile(p)
