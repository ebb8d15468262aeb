"""Names for the scenarios of a comparison: told apart even when nobody renamed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diffusion_sim.scenario.scenario import Scenario

_SHOWN = 2


def distinct_names(baseline: Scenario, others: Sequence[Scenario]) -> tuple[str, ...]:
    """Return a name for each of the others: its own, or what it changes when the name is taken already."""
    names = [baseline.name]
    for scenario in others:
        name = scenario.name
        if name in names:
            name = f"{name} with {what_changed(baseline, scenario)}"
        number = names.count(name)
        names.append(f"{name} ({number + 1})" if number else name)
    return tuple(names[1:])


def what_changed(baseline: Scenario, scenario: Scenario) -> str:
    """Return the keys that differ, e.g. ``"prize.winners_per_year = 3"``, at most two of them."""
    before, after = dict(_flat(baseline.to_dict())), dict(_flat(scenario.to_dict()))
    changed = [f"{key} = {value}" for key, value in after.items() if before.get(key) != value]
    if not changed:
        return "no change"
    rest = len(changed) - _SHOWN
    return ", ".join(changed[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif f"{prefix}{key}" not in {"name", "description"}:
            yield f"{prefix}{key}", value
