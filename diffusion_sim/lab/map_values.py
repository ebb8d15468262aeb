"""Counts by municipality and month: what the map plays through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.cliff import LOST
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

MEASURES = (
    "in_operation", "put_to_use", "put_to_use_copy", "put_to_use_own", "heard", "started", "lost_at_cliff", "reinvented",
)  # fmt: skip
_FAR = np.iinfo(np.int32).max


def monthly_map(result: Result, measure: str) -> npt.NDArray[np.float64]:
    """Return shape (places, reported months), the mean over worlds.

    What is in operation is counted as it stands in the month, all else added up since the first reported month; the
    last month is what the municipalities table says.
    """
    total = sum(_of_run(run, measure) for run in result.runs)
    return np.asarray(total, dtype=np.float64) / len(result.runs)


def _of_run(run: ReportedRun, measure: str) -> npt.NDArray[np.int64]:
    if measure == "in_operation":
        return _standing(run)
    mark, column = _event(run, measure)
    return np.cumsum(_counted(run, mark, run.cases[column]), axis=1)[:, run.first : run.end]


def _event(run: ReportedRun, measure: str) -> tuple[npt.NDArray[np.bool_], str]:
    """Return which cases count, and the column with the month of it."""
    cases, used = run.cases, run.put_to_use
    if measure == "heard":
        return run.heard_from_others, "heard"
    if measure == "lost_at_cliff":
        return run.in_window(cases["ended"]) & np.isin(cases["end"], LOST), "ended"
    if measure == "started":
        return run.in_window(cases["started"]), "started"
    if measure == "reinvented":
        return run.reinvented, "decided"
    modes = {"put_to_use_copy": cases["mode"] == Mode.COPY, "put_to_use_own": cases["mode"] == Mode.OWN}
    return used & modes.get(measure, used), "operating"


def _standing(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Count what is in operation and answers the problem as it is, month by month."""
    cases = run.cases
    ends = [np.where(cases[column] == NEVER, _FAR, cases[column]) for column in ("ended", "outdated")]
    until = np.minimum(*ends)
    there = (cases["operating"] != NEVER) & (cases["operating"] < until)
    changes = _counted(run, there, cases["operating"]) - _counted(run, there & (until < run.end), until)
    return np.cumsum(changes, axis=1)[:, run.first : run.end]


def _counted(run: ReportedRun, mark: npt.NDArray[np.bool_], months: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return shape (places, months) counts of the marked cases."""
    codes = np.array([place.code for place in run.context.places], dtype=np.int64)
    order = np.argsort(codes)
    rows = order[np.searchsorted(codes, run.cases["code"][mark], sorter=order)]
    cells = rows * run.end + months[mark]
    return np.bincount(cells, minlength=codes.size * run.end).reshape(codes.size, run.end)
