"""Cases that a grant pays for, followed from the month in which it ends (R10 p. 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.columns import is_one_of
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import End

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

LOST = (End.CLIFF_UNFINISHED, End.CLIFF_OPERATION)


class AfterGrant(NamedTuple):
    """The funded cases alive when their grant ended in the window, and what came after."""

    months_followed: npt.NDArray[np.int64]
    lost: npt.NDArray[np.bool_]
    in_operation: npt.NDArray[np.bool_]
    """Whether the case was in operation when its grant ended"""


def funded_cohort(run: ReportedRun) -> npt.NDArray[np.bool_]:
    """Mark the funded cases whose grant ended in the reported window."""
    return (run.cases["granted"] > 0) & run.in_window(run.cases["grant_ends"])


def after_grant(run: ReportedRun) -> AfterGrant:
    """Follow the cohort from the end of the grant until the case is lost or out of sight.

    A case is out of sight when the run ends, or when it ends for another reason than the money (censored).
    """
    rows = np.flatnonzero(funded_cohort(run))
    ended, grant_ends, end, operating = (run.cases[name][rows] for name in ("ended", "grant_ends", "end", "operating"))
    followed_until = np.where(ended == NEVER, run.end - 1, ended).astype(np.int64)
    alive = followed_until >= grant_ends
    in_operation = (operating != NEVER) & (operating <= grant_ends)
    return AfterGrant((followed_until - grant_ends)[alive], is_one_of(end, LOST)[alive], in_operation[alive])
