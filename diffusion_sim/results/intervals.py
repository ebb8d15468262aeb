"""What the mean over replications can be trusted to, and the mean difference over replications: Student's interval."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95
FEWEST_REPLICATIONS = 39
"""Another replication lies between the smallest and the largest of n with a chance of (n - 1) / (n + 1)."""
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


def mean_interval(values: npt.ArrayLike) -> Interval:
    """Return the mean and its interval by Student's t; missing (NaN) values are left out.

    One replication has a mean but no interval: its spread is unknown, not zero.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    count = int(known.size)
    if count == 0:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    sd = float(known.std(ddof=1)) if count > 1 else None
    return interval_of_moments(float(known.mean()), sd, count)


def range_of_replications(values: npt.ArrayLike) -> tuple[float, float]:
    """Return ends between which another replication lies with a chance of 95 %; missing below ``FEWEST_REPLICATIONS``.

    They do not come nearer to each other with more replications, as those of the mean's interval do. The k-th smallest
    of n replications has on average k / (n + 1) of all replications below it, whatever their distribution.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if known.size < FEWEST_REPLICATIONS:
        return np.nan, np.nan
    low, high = np.quantile(known, [0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2], method="weibull")
    return float(low), float(high)


def interval_of_moments(mean: float | None, sd: float | None, known: int) -> Interval:
    """Return the interval from mean, standard deviation (n - 1) and number; what is unknown is None."""
    if mean is None:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    if sd is None:
        return Interval(mean, np.nan, np.nan, np.nan, known)
    half = _quantile(known - 1) * sd / float(np.sqrt(known))
    return Interval(mean, mean - half, mean + half, sd, known)


@cache
def _quantile(freedom: int) -> float:
    """Return Student's two-sided quantile at 95 %; a sweep asks for the same one a million times."""
    from scipy.special import stdtrit  # noqa: PLC0415 - needed only once results are summed up

    return round(float(stdtrit(freedom, 0.5 + CONFIDENCE / 2)), _QUANTILE_DIGITS)


def ratio_of_means(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> tuple[float, float, float]:
    """Return the ratio of two means over replications with its 95 % interval (Fieller 1954).

    Missing where the denominator's own interval is not above zero: then the interval of the ratio has no ends.

    Parameters
    ----------
    numerator, denominator
        One value for each replication, in the same order.
    """
    above, below = mean_interval(numerator), mean_interval(denominator)
    if not below.low > 0.0 or not above.known:
        return np.nan, np.nan, np.nan
    covariance = np.cov(np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64))
    squared = _quantile(below.known - 1) ** 2 / below.known
    a = below.mean**2 - squared * covariance[1, 1]
    b = above.mean * below.mean - squared * covariance[0, 1]
    c = above.mean**2 - squared * covariance[0, 0]
    half = np.sqrt(max(b * b - a * c, 0.0))
    return above.mean / below.mean, float((b - half) / a), float((b + half) / a)


ROUNDING = 1e-12
"""Of the values themselves: a spread below it is what the last digits of sums leave over, not one of replications."""


class PairedDifference(NamedTuple):
    """What a policy changes; NaN where there is nothing to say."""

    baseline_mean: float
    mean: float
    difference: float
    low: float
    high: float
    """Bounds of the 95 % interval of the mean difference (Student's t over replications)."""
    standardised: float
    """The difference in standard deviations of the baseline between replications."""
    variance_ratio: float
    """How many times smaller the variance is than with replications of their own: (var A + var B) / var(B - A)."""
    replications: int
    """Replications in which the measure could be computed under both."""
    independent_replications: float
    """How many a side would be needed with replications of their own, for a standard error as small."""


def paired_difference(baseline: npt.ArrayLike, other: npt.ArrayLike) -> PairedDifference:
    """Compare values replication by replication; a replication in which either is missing is left out.

    Parameters
    ----------
    baseline, other
        One value for each replication, in the same order.
    """
    a, b = np.asarray(baseline, dtype=np.float64), np.asarray(other, dtype=np.float64)
    known = ~(np.isnan(a) | np.isnan(b))
    a, b = a[known], b[known]
    rounding = ROUNDING * max(np.abs(a).max(initial=0.0), np.abs(b).max(initial=0.0))
    difference = mean_interval(b - a)
    if abs(difference.mean) <= rounding:
        difference = difference._replace(mean=0.0)
    mean_a, mean_b = mean_interval(a), mean_interval(b)
    ratio = (mean_a.sd**2 + mean_b.sd**2) / difference.sd**2 if difference.sd > rounding else np.nan
    return PairedDifference(
        baseline_mean=mean_a.mean,
        mean=mean_b.mean,
        difference=difference.mean,
        low=difference.low,
        high=difference.high,
        standardised=difference.mean / mean_a.sd if mean_a.sd > rounding else np.nan,
        variance_ratio=ratio,
        replications=difference.known,
        independent_replications=float(np.ceil(ratio * difference.known)),
    )
