"""Cases that a grant pays for, followed from the month in which it ends (R10 p. 15), and the curve of what is left.

The share that is left, or has arrived, after so many months, when not all could be followed equally long: Kaplan & Meier
(1958), Journal of the American Statistical Association 53:457-481, in whole months: an event in the month in which
another is censored comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import End
from diffusion_sim.results.record import NEVER, is_one_of

if TYPE_CHECKING:
    from diffusion_sim.results.reported_run import ReportedRun

LOST = (End.FUNDING_ENDED_UNFINISHED, End.FUNDING_ENDED_IN_USE)


class AfterGrant(NamedTuple):
    """The funded cases alive when their grant ended in the window, and what came after."""

    months_followed: npt.NDArray[np.int64]
    lost: npt.NDArray[np.bool_]
    in_use: npt.NDArray[np.bool_]
    """Whether the case was in use when its grant ended"""


def funded_cohort(run: ReportedRun) -> npt.NDArray[np.bool_]:
    """Mark the funded cases whose grant ended in the reported window."""
    return (run.cases["granted"] > 0) & run.in_window(run.cases["grant_ends"])


def after_grant(run: ReportedRun) -> AfterGrant:
    """Follow the cohort from the end of the grant until the case is lost or out of sight.

    A case is out of sight when the run ends, or when it ends for another reason than the money (censored).
    """
    rows = np.flatnonzero(funded_cohort(run))
    ended, grant_ends, end, implemented = (
        run.cases[name][rows] for name in ("ended", "grant_ends", "end", "implemented")
    )
    followed_until = np.where(ended == NEVER, run.end - 1, ended).astype(np.int64)
    alive = followed_until >= grant_ends
    in_use = (implemented != NEVER) & (implemented <= grant_ends)
    return AfterGrant((followed_until - grant_ends)[alive], is_one_of(end, LOST)[alive], in_use[alive])


class SurvivalCurve(NamedTuple):
    """The share without the event at the end of each month."""

    months: npt.NDArray[np.int64]
    """0, 1, ... up to the longest time anybody was followed"""
    share: npt.NDArray[np.float64]
    at_risk: npt.NDArray[np.int64]
    """How many were followed into each month without the event"""


def survival_curve(months_followed: npt.NDArray[np.int64], happened: npt.NDArray[np.bool_]) -> SurvivalCurve:
    """Return the Kaplan-Meier curve.

    Parameters
    ----------
    months_followed
        Months until the event, or until we stopped looking; 0 or more.
    happened
        Whether the event ended the following.
    """
    if months_followed.size == 0:
        empty = np.zeros(0, dtype=np.int64)
        return SurvivalCurve(empty, np.zeros(0), empty)
    length = int(months_followed.max()) + 1
    events = np.bincount(months_followed[happened], minlength=length)
    leaving = np.bincount(months_followed, minlength=length)
    at_risk = leaving[::-1].cumsum()[::-1]
    share = np.cumprod(1.0 - events / at_risk)
    return SurvivalCurve(np.arange(length), share, at_risk)


def share_within(months_followed: npt.NDArray[np.int64], happened: npt.NDArray[np.bool_], horizon_months: int) -> float:
    """Return the share to which the event comes within the horizon; NaN if nobody could be followed that far."""
    curve = survival_curve(months_followed, happened)
    if curve.months.size > horizon_months:
        return 1.0 - float(curve.share[horizon_months])
    everyone_had_it = curve.months.size > 0 and curve.share[-1] == 0.0
    return 1.0 if everyone_had_it else float("nan")
