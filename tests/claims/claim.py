"""What one claim of the report is, as something that a run can contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claims.worlds import runs

if TYPE_CHECKING:
    from claims.measures import Number


class Claim(NamedTuple):
    """What a mechanism does to one number, against the same worlds without it."""

    on: dict[str, Any]
    off: dict[str, Any]
    """The neutral values, or what the other side of a comparison has, of the same parameters."""
    measure: Number
    between: tuple[float, float]
    """Ratio of the number with the mechanism to that without."""
    given: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def holds(self, on: dict[str, Any]) -> bool:
        """Tell whether the ratio has the size stated when so much is switched on."""
        low, high = self.between
        return low <= self.measure(runs(self.given | on)) / self.measure(runs(self.given | self.off)) <= high
