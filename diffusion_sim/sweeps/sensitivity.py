"""Which parameters matter for a measure: Morris' screening or Sobol indices over a finished sweep (SALib).

All points share their worlds, so that what differs between points is the parameters' doing and not new luck; the luck
that is left is told by the points' own intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.results.measures import measure
from diffusion_sim.sweeps.design import morris_shares, salib_problem
from diffusion_sim.sweeps.plan import Plan, load_plan
from diffusion_sim.sweeps.sweep import Sweep, sweep

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    import numpy.typing as npt

    from diffusion_sim.sweeps.sweep import Progress

    Analysis = Callable[[Plan, npt.NDArray[np.float64]], pd.DataFrame]

DEFAULT_MEASURES = ("put_to_use_per_year", "mix_copied_percent", "in_operation")


@dataclass(frozen=True)
class Sensitivity:
    """Indices of every parameter for some measures."""

    sweep: Sweep
    indices: pd.DataFrame
    """Columns measure, parameter, index (what it is called), effect, interval (half width, 95 %), and what else the
    method gives; sorted by effect within each measure."""


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

    The indices are also written to ``sensitivity.csv`` in the folder. Effects are those of going from the low to the
    high end of the range (Morris: mean absolute elementary effect, in the unit of the measure; Sobol: share of the
    variance between points, alone and in all).

    Raises
    ------
    InputError
        If the plan has another design, or a measure does not exist.
    RunError
        If points failed, so that the indices cannot be computed.
    """
    for key in measures:
        measure(key)
    plan = plan if isinstance(plan, Plan) else load_plan(plan)
    if plan.design not in ANALYSES:
        raise InputError(f"{plan.name}: design", f'is "{plan.design}"', 'valid: "morris" or "sobol_indices"')
    finished = sweep(plan, out, workers=workers, scheduler=scheduler, progress=progress)
    if finished.failed:
        raise RunError(f"{finished.failed} points failed; they are in {(finished.folder / 'failed.csv').as_posix()}")
    analyse = ANALYSES[finished.plan.design]
    tables = [_analysed(analyse, finished, key) for key in measures]
    indices = pd.concat(tables, ignore_index=True)
    indices.insert(0, "measure", indices.pop("measure"))
    indices.to_csv(finished.folder / "sensitivity.csv", index=False, lineterminator="\n")
    return Sensitivity(finished, indices)


def _analysed(analyse: Analysis, finished: Sweep, key: str) -> pd.DataFrame:
    means = finished.summary[key].to_numpy(dtype=np.float64)
    missing = int(np.isnan(means).sum())
    if missing:
        raise RunError(f"{key} cannot be told at {missing} of {means.size} points; choose another measure")
    with np.errstate(invalid="ignore", divide="ignore"):  # a measure that nothing moves has no shares of variance
        return analyse(finished.plan, means).assign(measure=key)


def _morris(plan: Plan, means: npt.NDArray[np.float64]) -> pd.DataFrame:
    from SALib.analyze import morris  # noqa: PLC0415 - slow to import

    found: dict[str, Any] = morris.analyze(salib_problem(plan), morris_shares(plan), means, seed=plan.seed % 2**32)
    columns = {"effect": found["mu_star"], "interval": found["mu_star_conf"], "mean": found["mu"], "sd": found["sigma"]}
    return _sorted(plan, "mean absolute effect", columns)


def _sobol(plan: Plan, means: npt.NDArray[np.float64]) -> pd.DataFrame:
    from SALib.analyze import sobol  # noqa: PLC0415 - as above

    found: dict[str, Any] = sobol.analyze(
        salib_problem(plan), means, calc_second_order=False, seed=plan.seed % 2**32
    )  # fmt: skip
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


ANALYSES: dict[str, Analysis] = {
    "morris": _morris,
    "sobol_indices": _sobol,
}
