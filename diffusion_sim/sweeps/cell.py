"""A parameter's value as it stands in the tables of a sweep, the same in all of them."""

from __future__ import annotations

from typing import Any

from diffusion_sim.scenario.declarations import declarations


def as_written(key: str, value: Any) -> int | float | str:  # noqa: ANN401 - whatever a plan varies
    """Return a whole number where the parameter is one, any other number with its point, all else as text."""
    if not isinstance(value, int | float):
        return str(value)
    declared = declarations().get(key)
    whole = declared is not None and declared.kind == "whole number" and float(value).is_integer()
    return int(value) if whole else float(value)
