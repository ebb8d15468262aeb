"""Calibrate a scenario to a plan's targets: simulate, accept what is near, and tell what that leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.evidence.calibration import tables
from diffusion_sim.evidence.calibration.abc_smc import Generation, load_pyabc, run_abc_smc
from diffusion_sim.evidence.calibration.distance import Scale, ball
from diffusion_sim.evidence.calibration.folder import (
    POSTERIOR,
    begin,
    describe_plan,
    finish,
    posterior_text,
    write_tables,
)
from diffusion_sim.evidence.calibration.plan import Plan, load_calibration
from diffusion_sim.evidence.calibration.simulating import (
    NAME,
    Simulator,
    mean_over_worlds,
    spread_between_worlds,
    worlds_of,
)
from diffusion_sim.evidence.calibration.statistics import statistics_of
from diffusion_sim.results.storage import csv_text
from diffusion_sim.scenario.posterior import Posterior, load_posterior
from diffusion_sim.simulation import simulate
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    import pandas as pd

    Progress = Callable[[int, int], None]

OTHER_WORLDS = 1
"""Added to the seed for worlds that the draws were not fitted in."""


@dataclass(frozen=True)
class Calibration:
    """A finished calibration."""

    folder: Path
    plan: Plan
    generations: pd.DataFrame
    predictive: pd.DataFrame
    identifiability: pd.DataFrame

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
    folder = Path(out)
    asked = describe_plan(plan, dict(sorted(build_world(plan.scenario).country.checksums.items())))
    begin(folder, asked)
    scale = _scale(plan, workers)
    simulator = Simulator(plan.scenario, plan.worlds, plan.seed, folder / NAME, workers)
    generations = run_abc_smc(plan, lambda values: scale.distance(simulator.statistics(values)), progress or _untold)
    if not generations:
        found = (
            f"fewer than {plan.particles} of {plan.most_candidates} parameter sets came within {plan.tolerances[0]:g}"
        )
        raise RunError(f"{found}; loosen the first of the tolerances")
    return _told(plan, folder, asked, scale, (simulator, generations, workers))


def _untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def _scale(plan: Plan, workers: int | None) -> Scale:
    """Return observed values and errors; with a truth, what is observed is simulated from it, in other worlds."""
    spread = spread_between_worlds(worlds_of(plan.scenario, plan.spread_worlds, plan.seed, workers))
    if not plan.truth:
        return Scale(plan, {key: target.value for key, target in plan.targets.items()}, spread)
    truth = plan.scenario.with_changes(plan.truth, "truth")
    return Scale(plan, mean_over_worlds(worlds_of(truth, plan.worlds, plan.seed + OTHER_WORLDS, workers)), spread)


def _told(
    plan: Plan,
    folder: Path,
    asked: dict[str, Any],
    scale: Scale,
    made: tuple[Simulator, list[Generation], int | None],
) -> Calibration:
    simulator, generations, workers = made
    last = generations[-1]
    draws = tables.posterior_table(plan, last)
    texts = {POSTERIOR: posterior_text(plan, draws, last.tolerance)}
    hashes = write_tables(folder, texts)
    before = [simulator.statistics(values) for values in generations[0].candidates]
    after = [simulator.statistics(values) for values in last.sets]
    predicted = _predicted(plan, load_posterior(folder / POSTERIOR), workers)
    found = {
        "generations.csv": tables.generations_table(generations),
        "predictive_check.csv": tables.predictive_table(plan, scale, before, predicted),
        "identifiability.csv": tables.identifiability_table(plan, draws, before, after),
    }
    hashes |= write_tables(folder, {name: csv_text(table) for name, table in found.items()})
    finish(folder, asked, _findings(plan, scale, generations) | {"tables": hashes})
    return Calibration(folder, plan, *found.values())


def _predicted(plan: Plan, posterior: Posterior, workers: int | None) -> list[Mapping[str, float]]:
    """Simulate draws in worlds they were not fitted in."""
    seed = plan.seed + OTHER_WORLDS
    result = simulate(plan.scenario, plan.predictive_worlds, seed, workers=workers, posterior=posterior)
    return [statistics_of(run) for run in result.runs]


def _findings(plan: Plan, scale: Scale, generations: list[Generation]) -> dict[str, Any]:
    return {
        "observed": scale.observed,
        "errors": scale.errors,
        "tolerance_reached": generations[-1].tolerance,
        "tolerance_that_equals_the_errors": ball(len(plan.targets)),
        "simulated_parameter_sets": sum(len(one.candidates) for one in generations),
    }
