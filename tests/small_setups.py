"""Small scenarios that several folders of tests run: they take a tenth of a second, not ten."""

from __future__ import annotations

from typing import Any

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.scenario import Scenario
from diffusion_sim.verification import contagion, dotted
from diffusion_sim.verification import network_files as write_network

__all__ = ["SMALL", "contagion", "dotted", "run", "same_bytes", "small", "write_network"]

SMALL = {"problems.fields": ["Eldercare"], "problems.per_field": 2, "time.burn_in_months": 24, "time.months": 24}
"""All 98 municipalities with two problems for four years."""


def small(**changes: Any) -> Scenario:
    """Return the small scenario with changes; keys are written with two underscores for the dot."""
    return Scenario().with_changes(SMALL | dotted(changes))


def run(scenario: Scenario, seed: int = 1, **more: Any) -> DiffusionModel:
    return DiffusionModel(scenario, seed, **more).run()


def same_bytes(one: DiffusionModel, other: DiffusionModel) -> bool:
    """Tell whether two runs left the same tables, to the last bit."""
    return tables(one) == tables(other)


def tables(model: DiffusionModel) -> list[bytes]:
    """Return the tables that a run has left so far, as bytes."""
    record = model.record()
    return [table.tobytes() for table in (record.monthly, record.cases, record.solutions)]
