"""Cases that a grant pays for, followed from the month in which it ends (R10 p. 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

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
    cases = run.cases[funded_cohort(run)]
    ended = np.where(cases["ended"] == NEVER, run.end - 1, cases["ended"]).astype(np.int64)
    alive = ended >= cases["grant_ends"]
    lost = np.isin(cases["end"], LOST)
    in_operation = (cases["operating"] != NEVER) & (cases["operating"] <= cases["grant_ends"])
    return AfterGrant((ended - cases["grant_ends"])[alive], lost[alive], in_operation[alive])
