"""Random utility: part lasting, part of the year."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES

from diffusion_sim.draws import block, gumbel, streams
from diffusion_sim.mechanisms.choice import taste

WORDS = st.integers(0, 2**32 - 1).map(np.uint64)


@pytest.mark.nojit
@given(lasting=WORDS, one=WORDS, other=WORDS)
def test_a_lasting_taste_does_not_change_from_year_to_year(
    lasting: np.uint64, one: np.uint64, other: np.uint64
) -> None:
    assert taste(lasting, one, 1.0) == taste(lasting, other, 1.0) == gumbel(lasting)


@pytest.mark.nojit
@given(one=WORDS, other=WORDS, yearly=WORDS)
def test_without_correlation_only_the_year_counts(one: np.uint64, other: np.uint64, yearly: np.uint64) -> None:
    assert taste(one, yearly, 0.0) == taste(other, yearly, 0.0) == gumbel(yearly)


@given(lasting=WORDS, yearly=WORDS, correlation=SHARES)
def test_a_taste_lies_where_its_parts_lead(lasting: np.uint64, yearly: np.uint64, correlation: float) -> None:
    expected = correlation**0.5 * gumbel(lasting) + (1 - correlation) ** 0.5 * gumbel(yearly)
    assert taste(lasting, yearly, correlation) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_two_years_correlate_as_said_with_the_variance_kept() -> None:
    """12,000 triples: the correlation has a standard error of about 0.008; the variance of a Gumbel is pi^2 / 6."""
    words = [
        [block(np.uint64(5), np.uint64(i), 740, stream, year)[0] for stream, year in
         ((streams.TASTE_LASTING, 0), (streams.TASTE_YEARLY, 2014), (streams.TASTE_YEARLY, 2015))]
        for i in range(12_000)
    ]  # fmt: skip
    years = np.array([[taste(a, b, 0.6), taste(a, c, 0.6)] for a, b, c in words])
    assert np.corrcoef(years.T)[0, 1] == pytest.approx(0.6, abs=4 * 0.01)
    assert years.var() == pytest.approx(np.pi**2 / 6, rel=0.06)
