"""Reused solutions in operation, month by month: both policies, and what lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

REUSED = ("operating_copy", "operating_adapt", "operating_inspired")
PERCENTILES = {"low90": 5.0, "low50": 25.0, "median": 50.0, "high50": 75.0, "high90": 95.0}
Columns = dict[str, Any]


def months_of(result: Result) -> npt.NDArray[np.datetime64]:
    """Return the first day of each reported month."""
    run = result.runs[0]
    return (np.datetime64(result.context.first_month, "M") + np.arange(run.end - run.first)).astype("datetime64[ms]")


def bands(comparison: Comparison) -> tuple[Columns, Columns, Columns]:
    """Return percentiles over worlds of the baseline and of the policy, and the mean difference with its interval."""
    dates = months_of(comparison.baseline)
    sides = [_reused(result) for result in (comparison.baseline, comparison.others[0])]
    drawn = [
        {"date": dates} | dict(zip(PERCENTILES, np.percentile(values, list(PERCENTILES.values()), axis=0), strict=True))
        for values in sides
    ]
    intervals = [mean_interval(month) for month in (sides[1] - sides[0]).T]
    gap = {"date": dates} | {
        name: np.array([getattr(one, name) for one in intervals]) for name in ("mean", "low", "high")
    }
    return drawn[0], drawn[1], gap


def _reused(result: Result) -> npt.NDArray[np.float64]:
    """Return shape (worlds, reported months)."""
    return np.array([sum(run.column(name) for name in REUSED) for run in result.runs], dtype=np.float64)
