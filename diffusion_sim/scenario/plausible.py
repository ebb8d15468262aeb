"""The values of a parameter that are tried when it is not known: a narrower range than what is valid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.values import shown

if TYPE_CHECKING:
    from diffusion_sim.scenario.declarations import Declaration

LARGEST = 1e300
"""No end of a range lies beyond; a whole number in a file may have a thousand digits."""
SMALLEST_SHARE, LARGEST_MULTIPLE = 0.5, 2.0
"""Assumption, where a parameter's declaration has no range of its own: few have a published one."""


class Range(NamedTuple):
    """Two ends, both tried."""

    low: float
    high: float


def is_whole(key: str) -> bool:
    """Tell whether a parameter is a whole number."""
    return declarations()[key].kind == "whole number"


def value_at(key: str, tried: Range, share: float) -> float:
    """Return the value at a share of a range, 0 to 1; whole numbers have equal parts of it, both ends included.

    >>> [value_at("prize.winners_per_year", Range(1, 3), share) for share in (0.0, 0.3, 0.4, 0.6, 0.7, 1.0)]
    [1, 1, 2, 2, 3, 3]
    """
    if not is_whole(key):
        return tried.low + share * (tried.high - tried.low)
    low, high = int(tried.low), int(tried.high)
    return min(low + int(share * (high - low + 1)), high)


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


def range_of(key: str, ends: object, place: str) -> Range:
    """Return the range that a plan gives a parameter: two ends, or ``{}`` for the plausible ones.

    Raises
    ------
    InputError
        If there is no such parameter, it is no number, or the ends are not two numbers that it may have.
    """
    declared = declarations().get(key)
    if declared is None:
        raise InputError(place, "is not a parameter", did_you_mean(key, declarations()))
    if declared.low is None or declared.high is None:
        raise InputError(place, "is no number, so it has no range", 'vary it with design = "grid" or "list"')
    if ends == {}:
        tried = plausible_range(declared)
        if tried is None:
            raise InputError(place, "has no plausible range of its own", "valid: { low = 0.1, high = 0.9 }")
        return tried
    low, high = _two_numbers(ends, place)
    broken = is_whole(key) and not (low.is_integer() and high.is_integer())
    if broken or low < declared.low or high > declared.high:
        raise InputError(place, f"goes from {low:g} to {high:g}", f"valid: {declared.range_text}")
    return Range(low, high)


def _two_numbers(ends: object, place: str) -> Range:
    given = ends if isinstance(ends, dict) else {}
    numbers = [end for end in given.values() if isinstance(end, int | float) and not isinstance(end, bool)]
    if set(given) != {"low", "high"} or len(numbers) < len(given):
        found = ", ".join(f"{name} = {shown(end)}" for name, end in given.items()) or shown(ends)
        raise InputError(place, f"found {found}", "valid: { low = 0.1, high = 0.9 }, or {} for its plausible range")
    low, high = given["low"], given["high"]
    if not -LARGEST < low < high < LARGEST:
        found = f"goes from {shown(low)} to {shown(high)}"
        raise InputError(place, found, "valid: a low end below the high one, as { low = 0.1, high = 0.9 }")
    return Range(float(low), float(high))
