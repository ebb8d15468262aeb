"""The values of a parameter that are tried when it is not known: a narrower range than what is valid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from diffusion_sim.scenario.declarations import Declaration

SMALLEST_SHARE, LARGEST_MULTIPLE = 0.5, 2.0
"""Assumption, where a parameter's declaration has no range of its own: few have a published one."""


class Range(NamedTuple):
    """Two ends, both tried."""

    low: float
    high: float


def plausible_range(declared: Declaration) -> Range | None:
    """Return what is tried of a parameter: its declared range, else half to double the default as far as it is valid.

    None for what is off by default, fixed by its meaning, or no number.
    """
    if declared.plausible is not None:
        return Range(*declared.plausible)
    if declared.kind not in {"number", "whole number"} or declared.low is None or declared.high is None:
        return None
    if declared.section == "time" or (declared.name.endswith("month") and not declared.name.endswith("per_month")):
        return None  # the calendar is nobody's guess
    default = float(declared.default)
    if default in (declared.neutral, 0.0):
        return None
    ends = sorted((SMALLEST_SHARE * default, LARGEST_MULTIPLE * default))
    low, high = max(ends[0], declared.low), min(ends[1], declared.high)
    if declared.kind == "whole number":
        low, high = float(math.ceil(low)), float(math.floor(high))
    return Range(low, high) if low < high else None


def uncertain_parameters() -> dict[str, Range]:
    """Return every parameter that is a number, not fixed by meaning, and has something to try."""
    known = {
        key: plausible_range(declared) for key, declared in declarations().items() if declared.grade != "definition"
    }
    return {key: tried for key, tried in known.items() if tried is not None}
