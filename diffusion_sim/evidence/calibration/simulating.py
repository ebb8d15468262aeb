"""One parameter set, simulated; what has been simulated once is read from the journal and never again."""

from __future__ import annotations

import json
import math
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.evidence.calibration.statistics import STATISTICS, statistics_of
from diffusion_sim.scenario.posterior import rounded
from diffusion_sim.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diffusion_sim.scenario import Scenario

    Statistics = dict[str, float]

NAME = "simulations.jsonl"


class Simulator:
    """Simulates parameter sets in the plan's worlds, and keeps each on the disk before it counts.

    A line that was cut off (a kill, a full disk) is not a line: its set is simulated again.
    """

    def __init__(self, scenario: Scenario, worlds: int, seed: int, journal: Path, workers: int | None) -> None:
        self._scenario, self._worlds, self._seed = scenario, worlds, seed
        self._journal, self._workers = journal, workers
        self._known = _read(journal)

    def statistics(self, values: Mapping[str, float]) -> Statistics:
        """Return the mean over worlds of every statistic; NaN where no world has it."""
        key = _key(values)
        if key not in self._known:
            self._known[key] = self._simulated(values)
            self._append(key)
        return self._known[key]

    def _simulated(self, values: Mapping[str, float]) -> Statistics:
        scenario = self._scenario.with_changes(rounded(values), "parameter set")
        return mean_over_worlds(worlds_of(scenario, self._worlds, self._seed, self._workers))

    def _append(self, key: str) -> None:
        told = {name: None if math.isnan(number) else number for name, number in self._known[key].items()}
        with self._journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps([json.loads(key), told], allow_nan=False, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())


def worlds_of(scenario: Scenario, worlds: int, seed: int, workers: int | None = None) -> dict[str, list[float]]:
    """Return every statistic in each world."""
    runs = [statistics_of(run) for run in simulate(scenario, worlds, seed, workers=workers).runs]
    return {key: [run[key] for run in runs] for key in STATISTICS}


def mean_over_worlds(found: Mapping[str, list[float]]) -> Statistics:
    """Return means; a world in which a statistic is missing is left out."""
    return {key: _mean([number for number in numbers if not math.isnan(number)]) for key, numbers in found.items()}


def spread_between_worlds(found: Mapping[str, list[float]]) -> Statistics:
    """Return standard deviations (n - 1)."""
    return {key: _sd([number for number in numbers if not math.isnan(number)]) for key, numbers in found.items()}


def _mean(numbers: list[float]) -> float:
    return float(np.mean(numbers)) if numbers else math.nan


def _sd(numbers: list[float]) -> float:
    return float(np.std(numbers, ddof=1)) if len(numbers) > 1 else math.nan


def _key(values: Mapping[str, float]) -> str:
    """Return the values as JSON, in which a number comes back to the last bit."""
    return json.dumps({name: float(value) for name, value in values.items()}, sort_keys=True)


def _read(journal: Path) -> dict[str, Statistics]:
    """Read what was kept, and cut off a last line without its end."""
    if not journal.is_file():
        return {}
    content = journal.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        os.truncate(journal, whole)
    entries: list[Any] = [json.loads(line) for line in content[:whole].decode("utf-8").splitlines()]
    return {
        _key(values): {name: math.nan if number is None else number for name, number in told.items()}
        for values, told in entries
    }
