"""What the mean over replications can be trusted to: Student's interval."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CONFIDENCE = 0.95
_QUANTILE_DIGITS = 8
"""Versions of scipy differ in the twelfth digit; the same run shall give the same table with all of them."""


class Interval(NamedTuple):
    """A mean over replications with its 95 % interval; NaN where there is nothing to say."""

    mean: float
    low: float
    high: float
    sd: float
    """Standard deviation between replications (n - 1)."""
    known: int
    """Replications in which the measure could be computed."""


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Return the mean and its interval by Student's t; missing (NaN) values are left out.

    One replication has a mean but no interval: its spread is unknown, not zero.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    count = int(known.size)
    if count == 0:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    sd = float(known.std(ddof=1)) if count > 1 else None
    return interval_of_moments(float(known.mean()), sd, count, confidence)


def range_of_worlds(values: ArrayLike, share: float = CONFIDENCE) -> tuple[float, float]:
    """Return the ends between which the middle 95 % of worlds lie; missing where fewer than two are known.

    It does not narrow with more replications, as the interval of their mean does.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if known.size < 2:  # noqa: PLR2004 - one world has no range
        return np.nan, np.nan
    low, high = np.quantile(known, [0.5 - share / 2, 0.5 + share / 2])
    return float(low), float(high)


def interval_of_moments(mean: float | None, sd: float | None, known: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval from mean, standard deviation (n - 1) and number; what is unknown is None."""
    if mean is None:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    if sd is None:
        return Interval(mean, np.nan, np.nan, np.nan, known)
    half = _quantile(confidence, known - 1) * sd / float(np.sqrt(known))
    return Interval(mean, mean - half, mean + half, sd, known)


@cache
def _quantile(confidence: float, freedom: int) -> float:
    """Return Student's two-sided quantile; a sweep asks for the same one a million times."""
    from scipy.special import stdtrit  # noqa: PLC0415 - needed only once results are summed up

    return round(float(stdtrit(freedom, 0.5 + confidence / 2)), _QUANTILE_DIGITS)
