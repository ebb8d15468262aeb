"""Moran's I: whether neighbours are alike (Moran 1950)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray


FEWEST_PLACES = 4
"""The variance under randomisation divides by (n - 1)(n - 2)(n - 3)."""
LEAST_VARIANCE = 1e-9
"""Over the square of the expected value; what is below is rounding, as where all places are tied to one another."""


class Moran(NamedTuple):
    """The statistic, and what it would be if values were dealt out at random; nan throughout where that says nothing."""

    observed: float
    expected: float
    sd: float
    p_value: float
    """Two-sided, by the normal law."""


UNKNOWN = Moran(np.nan, np.nan, np.nan, np.nan)


def morans_i(values: NDArray[np.float64], weights: NDArray[np.float64]) -> Moran:
    """Return Moran's I with mean and sd under randomisation (Cliff & Ord 1981).

    It is missing below four places, without ties, where all values are equal, and where it is the same however they are
    dealt out, as for one adopter on a ring.

    Parameters
    ----------
    values
        One for each of n places: n.
    weights
        (n, n); rows are scaled to sum to 1, rows without a tie stay 0.
    """
    rows = weights.sum(axis=1, keepdims=True)
    w = np.divide(weights, rows, out=np.zeros_like(weights), where=rows > 0)
    n, s0 = len(values), float(w.sum())
    if n < FEWEST_PLACES or s0 == 0 or np.ptp(values) == 0:
        return UNKNOWN
    z = values - values.mean()
    observed = n / s0 * float(z @ w @ z) / float(z @ z)
    expected = -1.0 / (n - 1)
    variance = _second_moment(z, w, s0) - expected**2
    if variance <= LEAST_VARIANCE * expected**2:
        return UNKNOWN
    sd = variance**0.5
    return Moran(observed, expected, sd, float(2 * stats.norm.sf(abs(observed - expected) / sd)))


def _second_moment(z: NDArray[np.float64], w: NDArray[np.float64], s0: float) -> float:
    n = len(z)
    s1 = float(((w + w.T) ** 2).sum()) / 2
    s2 = float(((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum())
    kurtosis = float((z**4).mean() / (z**2).mean() ** 2)
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2)
