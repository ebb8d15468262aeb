"""Two policies at once: the changes of both to the same baseline, for a 2 x 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.changes import LISTS
from diffusion_sim.scenario.scenario import WITHOUT_MEANING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diffusion_sim.scenario.scenario import Scenario

GONE = object()
"""Stands for what a scenario has no longer."""


def changes_of(baseline: Scenario, scenario: Scenario) -> dict[str, Any]:
    """Return what differs from the baseline, by dotted key; an entry of a list by the list and its name."""
    before, after = dict(_flat(baseline.to_dict())), dict(_flat(scenario.to_dict()))
    return {key: after.get(key, GONE) for key in {**before, **after} if before.get(key, GONE) != after.get(key, GONE)}


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if key in LISTS:
            yield from ((f"{key}[{one['name']}]", one) for one in value)
        elif isinstance(value, dict):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        elif key not in WITHOUT_MEANING:
            yield key, value


def combined(baseline: Scenario, first: Scenario, second: Scenario) -> Scenario:
    """Return the baseline with the changes of both.

    Raises
    ------
    InputError
        If both change the same key.
    """
    mine, others = changes_of(baseline, first), changes_of(baseline, second)
    if twice := [key for key in mine if key in others]:
        found = f"{first.name!r} and {second.name!r} both change {twice[0]}"
        raise InputError("interaction", found, "name policies that change different parameters")
    merged = dict(_flat(baseline.to_dict())) | mine | others
    changes: dict[str, Any] = {key: value for key, value in (mine | others).items() if "[" not in key}
    for name in LISTS:
        entries = [value for key, value in merged.items() if key.startswith(f"{name}[") and value is not GONE]
        changes[name] = entries
    told = f"{first.name} and {second.name}"
    return baseline.with_changes({**changes, "name": told, "description": ""}, "interaction")


def is_combination(baseline: Scenario, first: Scenario, second: Scenario, both: Scenario) -> bool:
    """Tell whether a scenario makes the changes of two others, which have none in common, and no more."""
    mine, others = changes_of(baseline, first), changes_of(baseline, second)
    return bool(mine and others) and not mine.keys() & others.keys() and changes_of(baseline, both) == mine | others
