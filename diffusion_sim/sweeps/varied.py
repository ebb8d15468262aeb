"""What a plan varies: values or ranges of parameters, read from its file and refused when nothing could run."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.checking import scenario_problems
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.files import resolve_files
from diffusion_sim.scenario.merging import nested
from diffusion_sim.scenario.plausible import Range, plausible_range, uncertain_parameters
from diffusion_sim.scenario.problems import refuse
from diffusion_sim.scenario.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.scenario import Scenario

SHAPE = ("network.degree", "network.rewiring_probability")
"""Not drawn unless named: they belong to the kind of graph that a scenario chooses (a ring's degree must be even)."""


def differs(key: str, scenarios: Iterable[Scenario]) -> bool:
    """Tell whether scenarios differ in a parameter: then it is the policy, not part of the country."""
    section, name = declarations()[key].section, declarations()[key].name
    return len({repr(getattr(getattr(scenario, section), name)) for scenario in scenarios}) > 1


def drawn_parameters(scenarios: Iterable[Scenario]) -> dict[str, Range]:
    """Return the range of every parameter that is uncertain and not part of the policy."""
    compared = tuple(scenarios)
    known = uncertain_parameters().items()
    return {key: tried for key, tried in known if key not in SHAPE and not differs(key, compared)}


def as_table(table: object, where: str) -> dict[str, Any]:
    """Return a table of the file, or refuse what stands in its place."""
    if not isinstance(table, dict):
        name = where.rpartition(" ")[2]
        raise InputError(where, "is not a table", f'valid: [{name}] with lines as "section.key" = 3')
    return table


def values_in(varied: object, where: str) -> dict[str, tuple[Any, ...]]:
    """Return the values of each parameter; the first that no scenario could have is refused."""
    table = as_table(varied, f"{where}: parameters")
    for key, values in table.items():
        _declared(key, where)
        if not isinstance(values, list) or not values:
            raise InputError(f"{where}: parameters.{key}", f"found {values!r}", "valid: a list of values, as [0, 1, 3]")
        for value in values:
            _refuse_invalid(key, value, f"{where}: parameters.{key}")
    if not table:
        raise InputError(f"{where}: parameters", "is empty", 'valid: lines as "prize.winners_per_year" = [0, 1, 3]')
    return {key: tuple(values) for key, values in table.items()}


def _refuse_invalid(key: str, value: object, place: str) -> None:
    """Refuse what the parameter alone says is wrong; what only some combinations forbid fails their points."""
    own = plain(nested({key: value}, place))
    try:
        refuse(scenario_problems(own, place))
        resolve_files(own, Path.cwd(), place)
    except InputError as problem:
        raise InputError(place, problem.found, problem.valid) from None


def ranges_in(varied: object, where: str, scenarios: Iterable[Scenario]) -> dict[str, Range]:
    """Return the ranges: the file's own, or the plausible ones; without any, those of every uncertain parameter."""
    given = {} if varied is None else as_table(varied, f"{where}: parameters")
    ranges = {key: _range(key, ends, where) for key, ends in given.items()}
    return ranges or drawn_parameters(scenarios)


def _declared(key: str, where: str) -> None:
    if key not in declarations():
        raise InputError(f"{where}: parameters.{key}", "is not a parameter", did_you_mean(key, declarations()))


def _range(key: str, ends: object, where: str) -> Range:
    _declared(key, where)
    place, declared = f"{where}: parameters.{key}", declarations()[key]
    if ends == {}:
        tried = plausible_range(declared)
        if tried is None:
            raise InputError(place, "has no plausible range of its own", "valid: { low = 0.1, high = 0.9 }")
        return tried
    valid = "valid: { low = 0.1, high = 0.9 }, or {} for its plausible range"
    if declared.low is None or declared.high is None:
        raise InputError(place, "is no number, so it has no range", 'vary it with design = "grid" or "list"')
    numbers = [ends[end] for end in ("low", "high")] if isinstance(ends, dict) and set(ends) == {"low", "high"} else []
    if not numbers or not all(_is_number(end) for end in numbers) or not numbers[0] < numbers[1]:
        raise InputError(place, f"found {ends!r}", valid)
    broken = declared.kind == "whole number" and any(end != int(end) for end in numbers)
    if broken or numbers[0] < declared.low or numbers[1] > declared.high:
        raise InputError(place, f"goes from {numbers[0]:g} to {numbers[1]:g}", f"valid: {declared.range_text}")
    return Range(float(numbers[0]), float(numbers[1]))


def _is_number(end: object) -> bool:
    return isinstance(end, int | float) and not isinstance(end, bool) and math.isfinite(end)
