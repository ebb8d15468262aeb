"""Share that is left, or has arrived, after so many months, when not all could be followed equally long.

Kaplan & Meier (1958), Journal of the American Statistical Association 53:457-481, in whole months: an event in the
month in which another is censored comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


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
