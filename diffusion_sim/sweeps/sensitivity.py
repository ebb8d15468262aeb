"""Which parameters matter for a measure: Morris' screening or Sobol indices over a finished sweep (SALib).

All points share their worlds, so that what differs between points is the parameters' doing and not new luck; how much
luck is left is told beside it (:mod:`diffusion_sim.sweeps.noise`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.results.measures import measure
from diffusion_sim.sweeps.design import morris_shares, salib_problem
from diffusion_sim.sweeps.noise import noise_table
from diffusion_sim.sweeps.plan import Plan, load_plan
from diffusion_sim.sweeps.sweep import sweep

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    import numpy.typing as npt

    from diffusion_sim.sweeps.sweep import Progress, Sweep

    Reals = npt.NDArray[np.float64]

DEFAULT_MEASURES = ("put_to_use_per_year", "mix_copied_percent", "in_operation")
FEWEST_GROUPS = 2


@dataclass(frozen=True)
class Sensitivity:
    """Indices of every parameter for some measures."""

    sweep: Sweep
    indices: pd.DataFrame
    """Columns measure, parameter, index (what it is called), effect, interval (half width, 95 %), what else the method
    gives, and how many groups of points were used and left out; sorted by effect within each measure."""
    noise: pd.DataFrame
    """What :func:`diffusion_sim.sweeps.noise.noise_table` returns: how much of the variance between points is luck."""


def sensitivity(
    plan: Plan | str | os.PathLike[str],
    out: Path | str,
    *,
    measures: Sequence[str] = DEFAULT_MEASURES,
    workers: int | None = None,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Sensitivity:
    """Run a plan whose design is ``morris`` or ``sobol_indices``, and rank its parameters.

    The indices are also written to ``sensitivity.csv`` in the folder, the share of luck to ``noise.csv``. Effects are
    those of going from the low to the high end of the range (Morris: mean absolute elementary effect, in the unit of
    the measure; Sobol: share of the variance between points, alone and in all).

    Raises
    ------
    InputError
        If the plan has another design, or a measure does not exist.
    RunError
        If so many points failed, or have no value of a measure, that the indices cannot be computed; the trajectory
        or base sample of a single such point is left out.
    """
    plan = plan if isinstance(plan, Plan) else load_plan(plan)
    check_ranking(plan, measures)
    finished = sweep(plan, out, workers=workers, scheduler=scheduler, progress=progress)
    indices = pd.concat([_analysed(finished, key) for key in measures], ignore_index=True)
    indices.insert(0, "measure", indices.pop("measure"))
    noise = noise_table(finished.points, measures)
    indices.to_csv(finished.folder / "sensitivity.csv", index=False, lineterminator="\n")
    noise.to_csv(finished.folder / "noise.csv", index=False, lineterminator="\n")
    return Sensitivity(finished, indices, noise)


def check_ranking(plan: Plan, measures: Sequence[str]) -> None:
    """Refuse a design that ranks nothing, and measures that do not exist."""
    for key in measures:
        measure(key)
    if plan.design not in ANALYSES:
        raise InputError(f"{plan.name}: design", f'is "{plan.design}"', 'valid: "morris" or "sobol_indices"')


def _analysed(finished: Sweep, key: str) -> pd.DataFrame:
    """Rank by the groups of points (trajectories, base samples) in which the measure is known at every point."""
    analysis = ANALYSES[finished.plan.design]
    means = _means(finished, key, analysis.extra_points + len(finished.plan.ranges))
    whole = np.logical_not(np.isnan(means).any(axis=1))
    if whole.sum() < FEWEST_GROUPS:
        found = f"{key} is known throughout in {whole.sum()} of {len(whole)} groups of points, and {FEWEST_GROUPS} are"
        raise RunError(f"{found} needed; choose another measure, or try failed points again with sweep --retry-failed")
    with np.errstate(invalid="ignore", divide="ignore"):  # a measure that nothing moves has no shares of variance
        table = analysis.analyse(finished.plan, means, whole)
    return table.assign(measure=key, groups=int(whole.sum()), left_out=int((~whole).sum()))


def _means(finished: Sweep, key: str, group: int) -> Reals:
    """Return the mean at every point, one row for each group; NaN where a point failed or has nothing to count."""
    summary = finished.summary[["point", key]]
    means = np.full(finished.plan.points * group, np.nan)
    means[summary["point"].to_numpy()] = summary[key].to_numpy(dtype=np.float64)
    return means.reshape(-1, group)


def _morris(plan: Plan, means: Reals, whole: npt.NDArray[np.bool_]) -> pd.DataFrame:
    from SALib.analyze import morris  # noqa: PLC0415 - slow to import

    shares = morris_shares(plan).reshape(*means.shape, -1)[whole].reshape(-1, len(plan.ranges))
    seed = plan.seed % 2**32
    found: dict[str, Any] = morris.analyze(salib_problem(plan), shares, means[whole].ravel(), seed=seed)
    columns = {"effect": found["mu_star"], "interval": found["mu_star_conf"], "mean": found["mu"], "sd": found["sigma"]}
    return _sorted(plan, "mean absolute effect", columns)


def _sobol(plan: Plan, means: Reals, whole: npt.NDArray[np.bool_]) -> pd.DataFrame:
    from SALib.analyze import sobol  # noqa: PLC0415 - as above

    problem, seed = salib_problem(plan), plan.seed % 2**32
    found: dict[str, Any] = sobol.analyze(problem, means[whole].ravel(), calc_second_order=False, seed=seed)
    columns = {
        "effect": found["ST"],
        "interval": found["ST_conf"],
        "alone": found["S1"],
        "alone_interval": found["S1_conf"],
    }
    return _sorted(plan, "share of variance, in all", columns)


def _sorted(plan: Plan, index: str, columns: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame({"parameter": list(plan.ranges), "index": index, **columns})
    return table.sort_values(["effect", "parameter"], ascending=[False, True], kind="stable")


class Analysis(NamedTuple):
    """A method of SALib, and how many points its groups have beyond one for each parameter."""

    analyse: Callable[[Plan, Reals, npt.NDArray[np.bool_]], pd.DataFrame]
    extra_points: int


ANALYSES = {"morris": Analysis(_morris, 1), "sobol_indices": Analysis(_sobol, 2)}
