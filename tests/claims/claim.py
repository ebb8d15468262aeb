"""What one claim of the report is, as something that a run can contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from claims.replications import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.measures import Number
    from claims.replications import Runs


class Claim(NamedTuple):
    """What a mechanism does to one number, against the same replications without it."""

    on: dict[str, Any]
    off: dict[str, Any]
    """The neutral values, or what the other side of a comparison has, of the same parameters."""
    measure: Number
    between: tuple[float, float]
    """Ratio of the number with the mechanism to that without."""
    given: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def ratio(self, run: Callable[[dict[str, Any]], Runs] = runs) -> float:
        """Return the number with the mechanism over that without; not a number where there is nothing to compare."""
        on, off = self.measure(run(self.given | self.on)), self.measure(run(self.given | self.off))
        return on / off if off != 0.0 else np.nan

    def holds_at(self, ratio: float) -> bool:
        """Tell whether a ratio has the size stated."""
        low, high = self.between
        return low <= ratio <= high
