"""Calibrate a scenario to a plan's targets: simulate, accept what is near, and tell what that leaves open.

What has been simulated once is read from the journal and never again.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.calibration.abc_smc import Generation, load_pyabc, run_abc_smc
from diffusion_sim.calibration.calibration_plan import Plan, Scale, ball, load_calibration
from diffusion_sim.calibration.calibration_tables import (
    POSTERIOR,
    generations_table,
    identifiability_table,
    posterior_table,
    posterior_text,
    predictive_table,
    write_tables,
)
from diffusion_sim.calibration.statistics import STATISTICS, statistics_of
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.files import csv_text, replace_text
from diffusion_sim.scenario.posterior import Posterior, load_posterior, rounded
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation import simulate
from diffusion_sim.sweeps.work_folder import Journal, WorkFolder, entries
from diffusion_sim.version import version

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from diffusion_sim.calibration.statistics import Statistic
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.scenario import Scenario

    Statistics = dict[str, float]
    Progress = Callable[[int, int], None]


JOURNAL = "simulations.jsonl"


class Simulator:
    """Simulates parameter sets in the plan's replications, and keeps each on the disk before it counts."""

    def __init__(self, plan: Plan, journal: Path, workers: int | None) -> None:
        self._plan, self._workers = plan, workers
        self._journal, self._known = Journal(journal), _read(journal, set(plan.statistics))

    def statistics(self, values: Mapping[str, float]) -> Statistics:
        """Return the mean over replications of every statistic; NaN where no replication has it."""
        key = _key(values)
        if key not in self._known:
            self._known[key] = mean_figures(self._plan, values, self._workers)
            self._append(key)
        return self._known[key]

    def _append(self, key: str) -> None:
        told = {name: None if math.isnan(number) else number for name, number in self._known[key].items()}
        self._journal.append([json.loads(key), told])


def mean_figures(plan: Plan, values: Mapping[str, float], workers: int | None) -> Statistics:
    """Return the mean of every statistic over a plan's replications, with a parameter set; NaN where no replication has it."""
    scenario = plan.scenario.with_changes(rounded(values), "parameter set")
    return mean_over_replications(replications_of(scenario, plan.replications, plan.seed, workers, plan.statistics))


def replications_of(
    scenario: Scenario,
    replications: int,
    seed: int,
    workers: int | None = None,
    statistics: Mapping[str, Statistic] = STATISTICS,
) -> dict[str, list[float]]:
    """Return every statistic in each replication."""
    runs = [statistics_of(run, statistics) for run in simulate(scenario, replications, seed, workers=workers).runs]
    return {key: [run[key] for run in runs] for key in statistics}


def mean_over_replications(found: Mapping[str, list[float]]) -> Statistics:
    """Return means; a replication in which a statistic is missing is left out."""
    return {key: _mean([number for number in numbers if not math.isnan(number)]) for key, numbers in found.items()}


def spread_between_replications(found: Mapping[str, list[float]]) -> Statistics:
    """Return standard deviations (n - 1)."""
    return {key: _sd([number for number in numbers if not math.isnan(number)]) for key, numbers in found.items()}


def _mean(numbers: list[float]) -> float:
    return float(np.mean(numbers)) if numbers else math.nan


def _sd(numbers: list[float]) -> float:
    return float(np.std(numbers, ddof=1)) if len(numbers) > 1 else math.nan


def _key(values: Mapping[str, float]) -> str:
    """Return the values as JSON, in which a number comes back to the last bit."""
    return json.dumps({name: float(value) for name, value in values.items()}, sort_keys=True)


def _read(journal: Path, statistics: set[str]) -> dict[str, Statistics]:
    """Return what was kept; a damaged line is none."""
    known = {}
    for entry in entries(journal):
        with suppress(TypeError, ValueError, AttributeError):
            values, told = entry
            numbers = {name: math.nan if told[name] is None else float(told[name]) for name in told}
            if numbers.keys() == statistics:
                known[_key(values)] = numbers
    return known


KIND = "calibration"

DEPENDENCIES = ("pyabc", "numpy", "scipy", "pandas")


def describe_plan(plan: Plan, checksums: dict[str, str]) -> dict[str, Any]:
    """Return all that the draws depend on, equal on every machine."""
    asked = json.loads(plan.model_dump_json(exclude={"scenario", "description"}))
    return {
        "format": 1,
        "kind": KIND,
        "version": version(),
        "dependencies": {name: version(name) for name in DEPENDENCIES},
        **asked,
        **({"study": plan.study.description} if plan.study else {}),
        "scenario_hash": plan.scenario.identity(),
        "scenario": plan.scenario.to_portable_dict(),
        "data_checksums": checksums,
    }


OTHER_REPLICATIONS = 1
"""Added to the seed for replications that the draws were not fitted in."""


@dataclass(frozen=True)
class Calibration:
    """A finished calibration."""

    folder: Path
    plan: Plan
    generations: pd.DataFrame
    predictive: pd.DataFrame
    identifiability: pd.DataFrame
    curve: pd.DataFrame | None = None
    """Of a plan with a study: see :meth:`OwnStudy.curve`."""

    @property
    def reached(self) -> bool:
        """Whether the last tolerance was reached."""
        return len(self.generations) == len(self.plan.tolerances)

    @property
    def posterior(self) -> Posterior:
        """The draws, for :func:`simulate`."""
        return load_posterior(self.folder / POSTERIOR)


def calibrate(
    plan: Plan | str | os.PathLike[str],
    out: Path | str,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Run a calibration; continue where an earlier call stopped.

    Parameters
    ----------
    plan
        A plan, or the path of its file.
    out
        Folder. Each simulated parameter set is on the disk before it counts. The same plan, seed and versions (of this
        package and those named in the manifest) give the same bytes on a machine, however often it was stopped.
    workers
        Threads; by default one for each processor. The draws do not depend on it.
    progress
        Called with accepted parameter sets and those wanted in all.

    Raises
    ------
    InputError
        If the plan cannot be used, pyABC is not installed, or the folder was begun with another plan or version.
    RunError
        If not even the first tolerance was reached.
    """
    plan = plan if isinstance(plan, Plan) else load_calibration(plan)
    load_pyabc()
    if workers is not None and workers < 1:
        raise InputError("workers", f"is {workers}", "valid: 1 or more")
    work = WorkFolder(Path(out), KIND, JOURNAL)
    checksums = plan.study.checksums if plan.study else build_setup(plan.scenario).country.checksums
    asked = describe_plan(plan, dict(sorted(checksums.items())))
    with work.held():
        work.check(asked)
        scale = scale_of(plan, workers)
        work.unfinish(asked)
        simulator = Simulator(plan, work.journal, workers)
        generations = run_abc_smc(
            plan, lambda values: scale.distance(simulator.statistics(values)), progress or _untold
        )
        if not generations:
            found = f"fewer than {plan.particles} of {plan.most_candidates} parameter sets came within"
            raise RunError(f"{found} {plan.tolerances[0]:g}; loosen the first of the tolerances")
        return _told(plan, work, asked, scale, (simulator, generations, workers))


def _untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def scale_of(plan: Plan, workers: int | None) -> Scale:
    """Return observed values and errors; with a truth, what is observed is simulated from it, in other replications.

    Raises
    ------
    InputError
        If no replication has a target's figure: no parameter set could ever be near.
    """
    found = replications_of(plan.scenario, plan.spread_replications, plan.seed, workers, plan.statistics)
    observed: Mapping[str, float] = {key: target.value for key, target in plan.targets.items()}
    if plan.truth:
        truth = plan.scenario.with_changes(plan.truth, "truth")
        observed = mean_over_replications(
            replications_of(truth, plan.replications, plan.seed + OTHER_REPLICATIONS, workers, plan.statistics)
        )
    for key in plan.targets:
        if math.isnan(observed[key]) or all(map(math.isnan, found[key])):
            replications = f"in none of the replications of {plan.scenario.name!r} is there anything to count"
            valid = "choose another figure, more months, or more replications"
            raise InputError(f"{plan.name}: targets.{key}", replications, valid)
    return Scale(plan, observed, spread_between_replications(found))


def _told(
    plan: Plan,
    work: WorkFolder,
    asked: dict[str, Any],
    scale: Scale,
    made: tuple[Simulator, list[Generation], int | None],
) -> Calibration:
    (simulator, generations, workers), folder = made, work.path
    last = generations[-1]
    draws = posterior_table(plan, last)
    texts = {POSTERIOR: posterior_text(plan, draws, last.tolerance)}
    hashes = write_tables(folder, texts)
    before = [simulator.statistics(values) for values in generations[0].candidates]
    after = [simulator.statistics(values) for values in last.sets]
    runs = _predicted(plan, load_posterior(folder / POSTERIOR), workers)
    predicted = [statistics_of(run, plan.statistics) for run in runs]
    found = {
        "generations.csv": generations_table(generations),
        "predictive_check.csv": predictive_table(plan, scale, before, predicted),
        "identifiability.csv": identifiability_table(plan, draws, before, after),
    }
    if plan.study:
        cut = plan.study.at_the_cut.placed(plan.scenario, plan.name)
        from_cut = _predicted(plan.model_copy(update={"scenario": cut}), load_posterior(folder / POSTERIOR), workers)
        found["curve_check.csv"] = plan.study.curve(runs, from_cut)
        replace_text(folder / "scenario.toml", plan.scenario.to_toml())
    hashes |= write_tables(folder, {name: csv_text(table) for name, table in found.items()})
    work.finish(asked, _findings(plan, scale, generations) | {"tables": hashes})
    return Calibration(folder, plan, *found.values())


def _predicted(plan: Plan, posterior: Posterior, workers: int | None) -> Sequence[ReportedRun]:
    """Simulate draws in replications they were not fitted in."""
    seed = plan.seed + OTHER_REPLICATIONS
    return simulate(plan.scenario, plan.predictive_replications, seed, workers=workers, posterior=posterior).runs


def _findings(plan: Plan, scale: Scale, generations: list[Generation]) -> dict[str, Any]:
    return {
        "observed": scale.observed,
        "errors": scale.errors,
        "tolerance_reached": generations[-1].tolerance,
        "tolerance_that_equals_the_errors": ball(len(plan.targets)),
        "simulated_parameter_sets": sum(len(one.candidates) for one in generations),
    }
