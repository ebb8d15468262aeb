"""The difference between two policies, taken in each world before it is averaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MISSING = float("nan")
ROUNDING = 1e-12
"""Of the values themselves: a spread below it is what the last digits of sums leave over, not one of worlds."""


class PairedDifference(NamedTuple):
    """What a policy changes; NaN where there is nothing to say."""

    baseline_mean: float
    mean: float
    difference: float
    low: float
    high: float
    """Bounds of the 95 % interval of the mean difference (Student's t over worlds)."""
    standardised: float
    """The difference in standard deviations of the baseline between worlds."""
    variance_ratio: float
    """How many times smaller the variance is than with worlds of their own: (var A + var B) / var(B - A)."""
    replications: int
    """Worlds in which the measure could be computed under both."""
    independent_replications: float
    """How many a side would be needed with worlds of their own, for a standard error as small."""


def paired_difference(baseline: ArrayLike, other: ArrayLike) -> PairedDifference:
    """Compare values world by world; a world in which either is missing is left out.

    Parameters
    ----------
    baseline, other
        One value for each world, in the same order.
    """
    a, b = np.asarray(baseline, dtype=np.float64), np.asarray(other, dtype=np.float64)
    known = ~(np.isnan(a) | np.isnan(b))
    a, b = a[known], b[known]
    difference = mean_interval(b - a)
    mean_a, mean_b = mean_interval(a), mean_interval(b)
    rounding = ROUNDING * max(np.abs(a).max(initial=0.0), np.abs(b).max(initial=0.0))
    ratio = (mean_a.sd**2 + mean_b.sd**2) / difference.sd**2 if difference.sd > rounding else MISSING
    return PairedDifference(
        baseline_mean=mean_a.mean,
        mean=mean_b.mean,
        difference=difference.mean,
        low=difference.low,
        high=difference.high,
        standardised=difference.mean / mean_a.sd if mean_a.sd > rounding else MISSING,
        variance_ratio=ratio,
        replications=difference.known,
        independent_replications=float(np.ceil(ratio * difference.known)),
    )
