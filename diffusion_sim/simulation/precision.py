"""Enough replications: how many more are needed until an interval is as narrow as asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.results.result import Result

DEFAULT_CEILING = 2_000
MOST_GROWTH = 4
"""Times the finished replications: an interval from few replications is a poor guide to how many are needed."""
LEAST_GROWTH = 0.1
MARGIN = 1.05
REPLICATIONS_ALL_ALIKE = 59
"""Before which nothing is said of a measure that is the same in all replications: 0.95**59 < 0.05."""


@dataclass(frozen=True)
class Precision:
    """How narrow the 95 % interval of a measure shall be.

    Parameters
    ----------
    measure
        Key of a summary measure, e.g. ``implemented_per_year``.
    half_width
        Half of the interval's width, in the unit of the measure; in a comparison of the paired difference, under every
        policy.
    at_most
        Replications after which it is given up.

    Notes
    -----
    Replications are added, never chosen: the result is that of a plain run with as many replications as were needed. Because
    one stops when the interval happens to be narrow, it covers less often than 95 %: slightly so where values spread as
    sums do, far less where the measure counts what few replications have. An interval without any width says nothing of how
    rare that is, so that many replications are run before it is believed: as many as would show something that happens in
    5 % of replications with a chance of 95 %.
    """

    measure: str
    half_width: float
    at_most: int = DEFAULT_CEILING

    def __post_init__(self) -> None:
        """Refuse what cannot be reached."""
        measure(self.measure)
        if not (math.isfinite(self.half_width) and self.half_width > 0.0):
            raise InputError("precision", f"half width is {self.half_width:g}", "valid: a number above 0")
        if self.at_most < 1:
            raise InputError("precision", f"at most {self.at_most} replications", "valid: 1 or more")

    def reached_by(self, results: Sequence[Result]) -> bool:
        """Tell whether the interval is narrow enough; one that cannot be computed never is."""
        found = self._half_width_of(results)
        return found <= self.half_width and (found > 0.0 or len(results[0].records) >= REPLICATIONS_ALL_ALIKE)

    def next_count(self, results: Sequence[Result]) -> int | None:
        """Return how many replications to have next, or None when they are enough or the ceiling is reached."""
        finished = len(results[0].records)
        if finished >= self.at_most or self.reached_by(results):
            return None
        least = finished + math.ceil(LEAST_GROWTH * finished)
        return min(max(self._needed(results, finished), least), MOST_GROWTH * finished, self.at_most)

    def _needed(self, results: Sequence[Result], finished: int) -> int:
        """Extrapolate: the width falls as one over the root of the number of replications."""
        found = self._half_width_of(results)
        if math.isnan(found):
            return MOST_GROWTH * finished
        if found == 0.0:
            return REPLICATIONS_ALL_ALIKE
        excess = min(found / self.half_width, float(self.at_most))
        return math.ceil(MARGIN * finished * excess**2)

    def _half_width_of(self, results: Sequence[Result]) -> float:
        """Return that of the mean of one result, or the widest of the differences to the first."""
        first, *others = (result.measures[self.measure] for result in results)
        intervals = [mean_interval(other - first) for other in others] or [mean_interval(first)]
        widths = [(interval.high - interval.low) / 2.0 for interval in intervals]
        return math.nan if any(map(math.isnan, widths)) else max(widths)
