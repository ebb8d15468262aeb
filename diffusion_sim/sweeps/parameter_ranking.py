"""Which parameters matter for a measure: Morris' screening or Sobol indices over a finished sweep (SALib).

All points share their replications, so that what differs between points is the parameters' doing and not new chance; how much
chance is left is told beside it. The mean at a point over n replications is the parameters' effect, plus what the replications do
everywhere (equal at all points, it cancels), plus chance: what replications do at this point and not at others. The mean over
even replications less that over odd ones varies between points by chance alone, with four times the variance that chance has in
the whole mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.files import replace_text
from diffusion_sim.results.measures import measure
from diffusion_sim.sweeps.designs import (
    FEWEST_GROUPS,
    LEVELS,
    RANKING,
    Plan,
    as_of_equal_steps,
    morris_shares,
    salib_problem,
)
from diffusion_sim.sweeps.plan_file import load_plan
from diffusion_sim.sweeps.run_plan import KIND, Sweep, sweep
from diffusion_sim.sweeps.sweep_tables import mean_name, named
from diffusion_sim.sweeps.work_folder import WorkFolder

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from diffusion_sim.sweeps.run_plan import Progress

    Reals = npt.NDArray[np.float64]


DEFAULT_MEASURES = ("implemented_per_year", "mix_copied_percent", "in_use")


@dataclass(frozen=True)
class Sensitivity:
    """Indices of every parameter for some measures."""

    sweep: Sweep
    indices: pd.DataFrame
    """Columns measure, parameter, index (what it is called), effect, interval (half width, 95 %), what else the method
    gives, and how many groups of points were used and left out; sorted by effect within each measure."""
    noise: pd.DataFrame
    """What :func:`noise_table` returns: how much of the variance between points is chance."""


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

    The indices are also written to ``sensitivity.csv`` in the folder, the share of chance to ``noise.csv``. Effects are
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
    measures = tuple(dict.fromkeys(measures))
    finished = sweep(plan, out, workers=workers, scheduler=scheduler, progress=progress)
    indices = pd.concat([_analysed(finished, key) for key in measures], ignore_index=True)
    indices.insert(0, "measure", indices.pop("measure"))
    noise = noise_table(finished.points.rename(columns={mean_name(plan): "mean"}), measures)
    work = WorkFolder(finished.folder, KIND)
    with work.held():
        for name, table in (("sensitivity.csv", indices), ("noise.csv", noise)):
            replace_text(work.path / name, table.to_csv(index=False, lineterminator="\n"))
    return Sensitivity(finished, indices, noise)


def check_ranking(plan: Plan, measures: Sequence[str]) -> None:
    """Refuse a design that ranks nothing, too few points for it, and measures that do not exist."""
    if not measures or isinstance(measures, str):
        raise InputError("measures", f"found {measures!r}", "valid: a list of keys of measures")
    for key in measures:
        measure(key)
    if plan.design not in ANALYSES:
        raise InputError(f"{plan.name}: design", f'is "{plan.design}"', 'valid: "morris" or "sobol_indices"')
    if plan.points < FEWEST_GROUPS:
        raise InputError(f"{plan.name}: points", f"is {plan.points}", f"valid: {FEWEST_GROUPS} or more")


def _analysed(finished: Sweep, key: str) -> pd.DataFrame:
    """Rank by the groups of points (trajectories, base samples) in which the measure is known at every point."""
    plan = finished.plan
    means = _means(finished, key, RANKING[plan.design] + len(plan.ranges))
    whole = np.logical_not(np.isnan(means).any(axis=1))
    if whole.sum() < FEWEST_GROUPS:
        found = f"{key} is known throughout in {whole.sum()} of {len(whole)} groups of points, and {FEWEST_GROUPS} are"
        raise RunError(f"{found} needed; choose another measure, or try failed points again with sweep --retry-failed")
    with np.errstate(invalid="ignore", divide="ignore"):  # a measure that nothing moves has no shares of variance
        table = ANALYSES[plan.design](plan, means, whole)
    return table.assign(measure=key, groups=int(whole.sum()), left_out=int((~whole).sum()))


def _means(finished: Sweep, key: str, group: int) -> Reals:
    """Return the mean at every point, one row for each group; NaN where a point failed or has nothing to count."""
    summary, column = finished.summary, named(finished.plan, key)
    means = np.full(finished.plan.points * group, np.nan)
    means[summary["point"].to_numpy()] = summary[column].to_numpy(dtype=np.float64)
    return means.reshape(-1, group)


def _rank_by_morris(plan: Plan, means: Reals, whole: npt.NDArray[np.bool_]) -> pd.DataFrame:
    from SALib.analyze import morris  # noqa: PLC0415 - slow to import

    shares, seed = morris_shares(plan).reshape(*means.shape, -1)[whole], plan.seed % 2**32
    known = as_of_equal_steps(plan, shares, means[whole]).ravel()
    flat = shares.reshape(-1, len(plan.ranges))
    found: dict[str, Any] = morris.analyze(salib_problem(plan), flat, known, num_levels=LEVELS, seed=seed)
    columns = {"effect": found["mu_star"], "interval": found["mu_star_conf"], "mean": found["mu"], "sd": found["sigma"]}
    return _sorted(plan, "mean absolute effect", columns)


def _rank_by_sobol(plan: Plan, means: Reals, whole: npt.NDArray[np.bool_]) -> pd.DataFrame:
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


ANALYSES: dict[str, Callable[[Plan, Reals, npt.NDArray[np.bool_]], pd.DataFrame]] = {
    "morris": _rank_by_morris,
    "sobol_indices": _rank_by_sobol,
}


def noise_table(points: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return for each measure what share of the variance between points is chance.

    Parameters
    ----------
    points
        The moments of a sweep, :attr:`Sweep.points`.
    measures
        Their keys.

    Returns
    -------
    pandas.DataFrame
        Columns measure, sd_between_points, noise_sd (of a point's mean, in common replications), noise_share (of the variance
        between points), independent_share (what that share would be if each point had replications of its own). NaN with
        fewer than two replications or points.
    """
    return pd.DataFrame([_noise_row(points[points["measure"] == key], key) for key in measures])


def _noise_row(table: pd.DataFrame, key: str) -> dict[str, Any]:
    total = _variance(table["mean"])
    sizes = table["replications"].to_numpy(dtype=np.float64)
    odd = np.floor(sizes / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.mean(1.0 / (sizes * (1.0 / (sizes - odd) + 1.0 / odd))) if len(sizes) else np.nan
    noise = scale * _variance(table["halves_difference"])
    independent = float((table["sd"] ** 2 / table["replications"]).mean())
    parameters = max(total - noise, 0.0)
    return {
        "measure": key,
        "sd_between_points": np.sqrt(total),
        "noise_sd": np.sqrt(noise),
        "noise_share": noise / total if total > 0.0 else np.nan,
        "independent_share": independent / (parameters + independent) if independent > 0.0 else np.nan,
    }


def _variance(values: pd.Series[float]) -> float:
    known = values.to_numpy(dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.var(ddof=1)) if len(known) > 1 else float("nan")
