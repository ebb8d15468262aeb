"""A replication as it was some months before its end: what a shorter run would have left, but for the last appraisals.

A case keeps the month of everything that happened to it, but only the last of its appraisals, so that what the
appraisals say is not known of an earlier month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import End, Mode, Stage, Verdict
from diffusion_sim.errors import InputError
from diffusion_sim.results.record import NEVER, Columns, RunRecord
from diffusion_sim.results.reported_run import ReportedRun

if TYPE_CHECKING:
    import numpy.typing as npt

UNKNOWN = ("turned_down_nih_percent", "turned_down_stigma_percent")
"""Measures of the last appraisals."""
_EVENTS = ("decided", "adopted", "developed", "implemented", "ended", "outdated")


def truncated(run: ReportedRun, months: int) -> ReportedRun:
    """Return the first so many reported months.

    Raises
    ------
    InputError
        If there are not so many.
    """
    if not 1 <= months <= run.end - run.first:
        raise InputError("months", f"found {months}", f"valid: 1 to {run.end - run.first}, the reported months")
    end, record = run.first + months, run.record
    if end == run.end:
        return run
    solutions = record.solutions[record.solutions["born"] < end]
    return ReportedRun(
        run.context, RunRecord(record.replication, record.monthly[:end], Columns(_cases(record.cases, end)), solutions)
    )


def _cases(cases: npt.NDArray[np.void], end: int) -> npt.NDArray[np.void]:
    """Return the cases that had begun, without what came later."""
    cases = cases[cases["aware"] < end]
    later = np.logical_or.reduce([cases[name] >= end for name in _EVENTS])
    for name in _EVENTS:
        cases[name][cases[name] >= end] = NEVER
    undecided = later & (cases["decided"] == NEVER)
    cases["mode"][undecided], cases["duplicated"][undecided] = Mode.NOTHING, 0
    unbegun = later & (cases["adopted"] == NEVER)
    cases["granted"][unbegun], cases["grant_ends"][unbegun] = 0, NEVER
    cases["end"][cases["ended"] == NEVER] = End.NONE
    cases["stage"] = np.where(later & (cases["ended"] == NEVER), _stage(cases), cases["stage"])
    unknown = cases["appraised"] >= end
    cases["verdict"][unknown], cases["shortfall"][unknown], cases["flips"][unknown] = Verdict.NONE, -1.0, 0
    return cases


def _stage(cases: npt.NDArray[np.void]) -> npt.NDArray[np.int8]:
    """Return how far cases have come that have not ended."""
    stages = {"implemented": Stage.IN_USE, "developed": Stage.IMPLEMENTING, "adopted": Stage.DEVELOPING}
    come = [cases[name] != NEVER for name in stages]
    return np.select(come, [np.int8(stage) for stage in stages.values()], np.int8(Stage.AWARE))
