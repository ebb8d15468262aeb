"""One point: a scenario simulated in the sweep's worlds, and what is kept of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.simulation import simulate

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

MONTHS_PER_YEAR = 12


class Task(NamedTuple):
    """What a worker needs to know of one point."""

    number: int
    changes: dict[str, Any]
    scenario: Scenario
    """Before the values."""
    replications: int
    seed: int
    threads: int | None
    folder: str = ""
    """Where the full tables go; empty when only moments are kept."""


class Outcome(NamedTuple):
    """What is kept of one point; ``error`` is empty when it worked."""

    number: int
    changes: dict[str, Any]
    moments: dict[str, tuple[float | None, float | None, int]]
    """Mean, standard deviation between replications and number of replications of each measure."""
    yearly: dict[str, list[float]]
    """Mean over replications of each monthly column in the last month of each reported year."""
    error: str


def run_point(task: Task) -> Outcome:
    """Simulate a point; whatever goes wrong with it is its own outcome and nobody else's."""
    try:
        result = _simulated(task)
    except Exception as error:  # noqa: BLE001 - the ledger names it
        told = str(error) or type(error).__name__
        return Outcome(task.number, task.changes, {}, {}, f"{type(error).__name__}: {told}")
    return Outcome(task.number, task.changes, _moments(result), _yearly(result), "")


def _simulated(task: Task) -> Result:
    scenario = task.scenario.with_changes(task.changes, f"point {task.number}")
    result = simulate(scenario, task.replications, task.seed, workers=task.threads)
    if task.folder:
        result.save(task.folder)
    return result


def _moments(result: Result) -> dict[str, tuple[float | None, float | None, int]]:
    intervals = {str(key): mean_interval(result.measures[key]) for key in result.measures}
    return {key: (_known(found.mean), _known(found.sd), found.known) for key, found in intervals.items()}


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _yearly(result: Result) -> dict[str, list[float]]:
    table = result.monthly
    ends = table[(table["month"] + 1) % MONTHS_PER_YEAR == 0]
    means = ends.drop(columns=["replication"]).groupby("month").mean(numeric_only=True)
    return {str(name): [float(number) for number in means[name]] for name in means}
