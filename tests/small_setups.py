"""Small scenarios that several folders of tests run: they take a tenth of a second, not ten."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup
from diffusion_sim.verification import contagion, dotted
from diffusion_sim.verification import network_files as write_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffusion_sim.results.record import RunRecord

__all__ = ["PLAIN", "SMALL", "contagion", "dotted", "record_of", "run", "same_bytes", "small", "write_network"]


def changes_of(file: Path) -> Iterator[tuple[str, Any]]:
    """Yield what a scenario file sets, by key."""
    for section, values in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if isinstance(values, dict):
            yield from ((f"{section}.{name}", value) for name, value in values.items())


PLAIN = dict(changes_of(Path(__file__).parents[1] / "configs" / "scenarios" / "plentiful_and_alike.toml"))
"""The country with the simplest form of each mechanism: what a test then switches on is alone."""
SMALL = PLAIN | {
    "problems.fields": ["Eldercare"],
    "problems.per_field": 2,
    "time.burn_in_months": 24,
    "time.months": 24,
}
"""All 98 municipalities with two problems for four years."""


def small(**changes: Any) -> Scenario:
    """Return the small scenario with changes; keys are written with two underscores for the dot."""
    return Scenario().with_changes(SMALL | dotted(changes))


def run(scenario: Scenario, seed: int = 1, **more: Any) -> DiffusionModel:
    return DiffusionModel(scenario, seed, **more).run()


def record_of(scenario: Scenario, seed: int = 1) -> RunRecord:
    """Return what a run leaves, for tests that do not look at agents: compiled, it takes a tenth of the time."""
    (record,) = simulate_records(build_setup(scenario), seed, [0], 1)
    return record


def same_bytes(one: DiffusionModel, other: DiffusionModel) -> bool:
    """Tell whether two runs left the same tables, to the last bit."""
    return tables(one) == tables(other)


def tables(model: DiffusionModel) -> list[bytes]:
    """Return the tables that a run has left so far, as bytes."""
    record = model.record()
    return [table.tobytes() for table in (record.monthly, record.cases, record.solutions)]
