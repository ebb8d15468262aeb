"""What is run at one point: a scenario simulated in the sweep's replications, and what is kept of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.model.past import MOST_BYTES, Pasts
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.parquet import as_bytes
from diffusion_sim.simulation import Together

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

    Moments = tuple[float | None, float | None, int, float | None]


MONTHS_PER_YEAR = 12
FULL_TABLES = ("monthly", "municipalities", "solutions")


class Task(NamedTuple):
    """What a worker needs to know of one point."""

    number: int
    changes: dict[str, Any]
    scenario: Scenario
    """Before the values."""
    against: Scenario | None
    """What it is compared with, before the values; None when there is no comparison."""
    baseline_changes: dict[str, Any]
    """The values without those of the policy."""
    replications: int
    seed: int
    threads: int | None
    full_tables: bool = False
    keep_each: bool = False
    """Whether each replication's value of each measure is kept."""


class Outcome(NamedTuple):
    """What is kept of one point; ``error`` is empty when it worked."""

    number: int
    changes: dict[str, Any]
    moments: dict[str, Moments]
    """Of each measure: mean, standard deviation between replications, number of replications, and the mean over even
    less that over odd replications, which tells how much chance is left in differences between points."""
    yearly: dict[str, list[float]]
    """Mean over replications of each monthly column in the last month of each reported year."""
    error: str
    each: dict[str, list[float | None]]
    """Of each measure: its value in each replication (of the paired difference likewise), where kept."""


class Finished(NamedTuple):
    """A point that has been run, on its way back to who asked for it."""

    outcome: Outcome
    tables: dict[str, bytes]
    """Full tables as Parquet, where asked for."""


def run_task(task: Task) -> Finished:
    """Simulate a point; whatever goes wrong with it is its own outcome and nobody else's."""
    try:
        return _run(task)
    except Exception as error:  # noqa: BLE001 - the ledger names it
        told = str(error) or type(error).__name__
        return failed(task, f"{type(error).__name__}: {told}")


def failed(task: Task, error: str) -> Finished:
    """Return the outcome of a point that did not work."""
    return Finished(Outcome(task.number, task.changes, {}, {}, error, {}), {})


def _run(task: Task) -> Finished:
    scenario = task.scenario.with_changes(task.changes, f"point {task.number}")
    result = _simulated(scenario, task.replications, task.seed, task.threads)
    measures, yearly = result.measures, _ends_of_years(result)
    if task.against is not None:
        compared = task.against.with_changes(task.baseline_changes, f"point {task.number}, against")
        baseline = _baseline(compared, task.replications, task.seed, task.threads)
        measures, yearly = measures - baseline.measures, yearly - baseline.yearly
    tables = {name: as_bytes(getattr(result, name)) for name in FULL_TABLES} if task.full_tables else {}
    moments = {str(key): moments_of(values) for key, values in zip(measures, measures.to_numpy().T, strict=True)}
    kept = {str(name): [float(number) for number in yearly[name]] for name in yearly}
    each = {str(key): list(map(_known, measures[key].tolist())) for key in measures} if task.keep_each else {}
    return Finished(Outcome(task.number, task.changes, moments, kept, "", each), tables)


class Baseline(NamedTuple):
    """What points are compared with."""

    measures: pd.DataFrame
    yearly: pd.DataFrame


_kept: dict[tuple[str, int, int], Baseline] = {}
"""The last baseline: points that differ in the policy only share it."""


_pasts = Pasts(2 * MOST_BYTES)
"""The burn-ins of points that differ in later months only, and of what they are compared with."""


def _simulated(scenario: Scenario, replications: int, seed: int, threads: int | None) -> Result:
    together = Together([scenario], seed, workers=threads, pasts=_pasts)
    together.bring_to(replications)
    return together.results[0]


def _baseline(scenario: Scenario, replications: int, seed: int, threads: int | None) -> Baseline:
    """Simulate what a point is compared with, or give the one that the point before was compared with."""
    asked = (scenario.identity(), replications, seed)
    if asked in _kept and scenario.network.whose != "file":  # files may have changed
        return _kept[asked]
    result = _simulated(scenario, replications, seed, threads)
    _kept.clear()
    _kept[asked] = baseline = Baseline(result.measures, _ends_of_years(result))
    return baseline


def moments_of(values: npt.NDArray[np.float64]) -> Moments:
    """Return what is kept of a measure's values, one for each replication."""
    whole, even, odd = (mean_interval(part) for part in (values, values[::2], values[1::2]))
    return (_known(whole.mean), _known(whole.sd), whole.known, _known(even.mean - odd.mean))


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _ends_of_years(result: Result) -> pd.DataFrame:
    table = result.monthly
    ends = table[(table["month"] + 1) % MONTHS_PER_YEAR == 0]
    means: pd.DataFrame = ends.drop(columns=["replication"]).groupby("month").mean(numeric_only=True)
    return means
