"""Whether the model is in regime: what still rises or falls over the reported years though no policy begins in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.record import VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

    Numbers = npt.NDArray[np.float64]

SHORTEST = 24
"""Months below which no slope is told: one season or one wave would be taken for it."""


def _total(run: ReportedRun, *columns: str) -> Numbers:
    return np.sum([run.column(name) for name in columns], axis=0)


def _in_use(run: ReportedRun) -> Numbers:
    return _total(run, "in_use_copy", "in_use_adapt", "in_use_inspired", "in_use_own")


def _net_benefit(run: ReportedRun) -> Numbers:
    """Return the mean net benefit of what is in use."""
    in_use = _in_use(run)
    total = _total(run, "reused_net_benefit_total", "own_net_benefit_total")
    return np.divide(total, in_use, out=np.full_like(total, np.nan), where=in_use > 0.0)


class Series(NamedTuple):
    """What is followed, and what it is called."""

    label: str
    of: Callable[[ReportedRun], Numbers]


SERIES = {
    "value": Series("value", lambda run: _total(run, *VALUES)),
    "net_benefit": Series("net benefit of what is in use", _net_benefit),
    "known": Series("solutions known", lambda run: run.column("known")),
    "in_use": Series("solutions in use", _in_use),
}


def percent_a_year(series: Numbers) -> float:
    """Return the slope of a monthly series by least squares, in per cent of its mean a year; NaN where there is none."""
    mean = float(series.mean()) if len(series) >= SHORTEST else np.nan
    if np.isnan(mean) or mean == 0.0:
        return float("nan")
    months = np.arange(len(series)) - (len(series) - 1) / 2.0
    return 1200.0 * float(months @ series) / float(months @ months) / mean


def slopes(runs: Sequence[ReportedRun]) -> pd.DataFrame:
    """Return the slope of each series with its 95 % interval over replications, and whether the interval excludes 0."""
    rows = []
    for key, (label, of) in SERIES.items():
        mean, low, high, _, known = mean_interval([percent_a_year(of(run)) for run in runs])
        rows.append((key, label, mean, low, high, bool(low > 0.0 or high < 0.0), known))
    columns = ["series", "label", "percent_a_year", "low", "high", "moves", "replications"]
    return pd.DataFrame(rows, columns=columns)


def regime_told(table: pd.DataFrame) -> str:
    """Return the check in one or two lines."""
    if table["low"].isna().all():
        return f"In regime? Not told: it takes two replications of {SHORTEST} months at least, and solutions in use."
    moving = table[table["moves"]]
    steady = table[~table["moves"]]
    lines = []
    if len(moving):
        lines.append(f"Not in regime, a year over the reported ones: {_listed(moving, _moving)}.")
    if len(steady):
        lines.append(f"{'Steady' if len(moving) else 'In regime; steady'}: {_listed(steady, _steady)}.")
    return "\n".join(lines)


def _listed(table: pd.DataFrame, say: Callable[[dict[str, Any]], str]) -> str:
    return "; ".join(say({str(key): value for key, value in row.items()}) for row in table.to_dict("records"))


def _moving(row: dict[str, Any]) -> str:
    rises = row["percent_a_year"] > 0.0
    mean, *ends = (abs(row[key]) for key in ("percent_a_year", "low", "high"))
    return (
        f"{row['label']} still {'rising' if rises else 'falling'} by {format_number(mean)} % "
        f"({format_interval(min(ends), max(ends))})"
    )


def _steady(row: dict[str, Any]) -> str:
    return f"{row['label']} {format_number(row['percent_a_year'])} % ({format_interval(row['low'], row['high'])})"
