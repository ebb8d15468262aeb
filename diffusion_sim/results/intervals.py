"""What the mean over replications can be trusted to: Student's interval."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CONFIDENCE = 0.95
FEWEST_WORLDS = 39
"""Another world lies between the smallest and the largest of n with a chance of (n - 1) / (n + 1)."""
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


def range_of_worlds(values: ArrayLike) -> tuple[float, float]:
    """Return ends between which another world lies with a chance of 95 %; missing below ``FEWEST_WORLDS``.

    They do not come nearer to each other with more replications, as those of the mean's interval do. The k-th smallest
    of n worlds has on average k / (n + 1) of all worlds below it, whatever their distribution.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if known.size < FEWEST_WORLDS:
        return np.nan, np.nan
    low, high = np.quantile(known, [0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2], method="weibull")
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
