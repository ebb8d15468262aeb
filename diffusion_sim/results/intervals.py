"""What the mean over replications can be trusted to: Student's interval."""

from __future__ import annotations

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
    from scipy.stats import t  # noqa: PLC0415 - slow to import, needed only once results are summed up

    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    count = int(known.size)
    if count == 0:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    mean = float(known.mean())
    if count == 1:
        return Interval(mean, np.nan, np.nan, np.nan, 1)
    sd = float(known.std(ddof=1))
    quantile = round(float(t.ppf(0.5 + confidence / 2, count - 1)), _QUANTILE_DIGITS)
    half = quantile * sd / float(np.sqrt(count))
    return Interval(mean, mean - half, mean + half, sd, count)
