"""Moran's I: whether neighbours are alike (Moran 1950)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Moran(NamedTuple):
    """The statistic, and what it would be if values were dealt out at random."""

    observed: float
    expected: float
    sd: float
    p_value: float
    """Two-sided, by the normal law."""


def morans_i(values: NDArray[np.float64], weights: NDArray[np.float64]) -> Moran:
    """Return Moran's I with mean and sd under randomisation (Cliff & Ord 1981).

    Parameters
    ----------
    values
        One for each of n places: n, not all equal.
    weights
        (n, n); rows are scaled to sum to 1, rows without a tie stay 0.
    """
    n = len(values)
    rows = weights.sum(axis=1, keepdims=True)
    w = np.divide(weights, rows, out=np.zeros_like(weights), where=rows > 0)
    z = values - values.mean()
    s0, squares = float(w.sum()), float(z @ z)
    if s0 == 0 or squares == 0:
        return Moran(np.nan, -1.0 / (n - 1), np.nan, np.nan)
    observed = n / s0 * float(z @ w @ z) / squares
    expected = -1.0 / (n - 1)
    sd = (_second_moment(z, w, s0) - expected**2) ** 0.5
    return Moran(observed, expected, sd, float(2 * stats.norm.sf(abs(observed - expected) / sd)))


def _second_moment(z: NDArray[np.float64], w: NDArray[np.float64], s0: float) -> float:
    n = len(z)
    s1 = float(((w + w.T) ** 2).sum()) / 2
    s2 = float(((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum())
    kurtosis = float((z**4).mean() / (z**2).mean() ** 2)
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2)
