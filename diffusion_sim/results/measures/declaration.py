"""How one summary measure is declared: key, words, unit, meaning and computation, all in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.results.reported_run import ReportedRun

MISSING = float("nan")
"""What a measure is when there is nothing to divide by; tables show it as a dash."""


@dataclass(frozen=True)
class Measure:
    """One number for each replication, taken from the reported window."""

    key: str
    group: str
    label: str
    unit: str
    meaning: str
    compute: Callable[[ReportedRun], float]


def ratio(numerator: float, denominator: float) -> float:
    """Return the quotient, or missing when there is nothing to divide by."""
    return float(numerator) / float(denominator) if denominator else MISSING


def percent(part: float, whole: float) -> float:
    """Return what ``part`` is of ``whole`` in per cent, or missing."""
    return 100.0 * ratio(part, whole)
