"""From hearing to use, how far solutions get, and what single term turned them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.measures.declaration import MISSING, Measure, percent
from diffusion_sim.results.reasons import term_bit
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.survival import share_within

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

HORIZON_MONTHS = 36
_GROUP = "Hearing and acting"
_SPREAD = "How far solutions get"


def _share_of_hearings_that_reach(months: npt.NDArray[np.int32], run: ReportedRun) -> float:
    """Return the share of hearings followed within three years by the month of each case in ``months``.

    A hearing is followed until the end of the run; that the case ends otherwise does not end the following.
    """
    heard = run.cases["heard"][run.heard_from_others].astype(np.int64)
    reached = months[run.heard_from_others].astype(np.int64)
    happened = (reached != NEVER) & (reached < run.end)
    followed = np.where(happened, np.maximum(reached - heard, 0), run.end - 1 - heard)
    return share_within(followed, happened, HORIZON_MONTHS)


def _gap(run: ReportedRun) -> float:
    return 100.0 * (1.0 - _share_of_hearings_that_reach(run.first_started, run))


def _in_use_within_horizon(run: ReportedRun) -> float:
    return 100.0 * _share_of_hearings_that_reach(run.first_operating, run)


def _months_to_use(run: ReportedRun) -> float:
    used = run.first_operating[run.heard_from_others]
    months = (used - run.cases["heard"][run.heard_from_others])[used != NEVER]
    return float(np.median(months)) if months.size else MISSING


def _reached(low_share: float, high_share: float) -> Callable[[ReportedRun], float]:
    def count(run: ReportedRun) -> float:
        shares = run.peak_users / len(run.context.places)
        return float(((shares >= low_share) & (shares < high_share)).sum())

    return count


def _taken_up_by_half(run: ReportedRun) -> float:
    operating = run.cases["operating"]
    uptakes = np.bincount(run.cases["solution"][operating != NEVER], minlength=run.record.solutions.size)
    return float(((uptakes >= 0.5 * len(run.context.places)) & (run.peak_users > 0)).sum())


def _largest(run: ReportedRun) -> float:
    peaks = run.peak_users
    return percent(peaks.max(), len(run.context.places)) if peaks.size else MISSING


def _turned_down_by(term: str) -> Callable[[ReportedRun], float]:
    def share(run: ReportedRun) -> float:
        flips = run.cases["flips"][run.lost_as_best_reuse]
        return percent(((flips >> term_bit(term)) & 1).sum(), flips.size)

    return share


SPREADING = (
    Measure("heard_per_year", _GROUP, "Hearings of others' solutions", "per year",
            "Cases that began by hearing of a solution from a contact, its source, the portal, a prize or a partner.",
            lambda run: float(run.heard_from_others.sum()) / run.years),
    Measure("sharing_spreading_gap_percent", _GROUP, "Heard of, but not acted on within three years", "%",
            "Share of hearings in the window after which no work began within 36 months, neither on the solution nor "
            "on one inspired by it; those heard late count as long as they can be followed (Kaplan-Meier). Missing "
            "when the window is shorter.", _gap),
    Measure("months_hearing_to_use", _GROUP, "From hearing to use, those who got there", "months",
            "Median over hearings in the window that led to use before its end; longer ways are cut off by the end.",
            _months_to_use),
    Measure("in_use_within_36_months_percent", _GROUP, "In use within three years of hearing", "%",
            "Share of hearings in the window that led to use within 36 months (Kaplan-Meier as above).",
            _in_use_within_horizon),
    Measure("turned_down_nih_percent", _GROUP, "Turned down, and Not Invented Here alone decided", "%",
            "Of the solutions that were the best option of reuse at their last appraisal, in the window, and lost: "
            "those where leaving out this one term would have changed the choice.", _turned_down_by("nih")),
    Measure("turned_down_stigma_percent", _GROUP, "Turned down, and the stigma of copying alone decided", "%",
            "The same for the stigma.", _turned_down_by("stigma")),
    Measure("largest_spread_percent", _SPREAD, "Most spread solution", "% of municipalities",
            "Largest share of municipalities that had one solution in operation at the same time, in the window.",
            _largest),
    Measure("reached_half", _SPREAD, "Solutions that reached half of the municipalities or more", "solutions",
            "In operation at the same time in at least 50 % of the municipalities, some month of the window.",
            _reached(0.5, np.inf)),
    Measure("taken_up_by_half", _SPREAD, "Solutions that half of the municipalities took up at some time",
            "solutions",
            "Put to use in at least 50 % of the municipalities by the end of the run, at once or one after another; "
            "only solutions in use in the window.", _taken_up_by_half),
    Measure("reached_60_to_80_percent", _SPREAD, "Solutions that reached 60 to 80 %", "solutions",
            "Largest number of simultaneous users between 60 % and 80 % of the municipalities.", _reached(0.6, 0.8)),
    Measure("reached_over_80_percent", _SPREAD, "Solutions that reached 80 % or more", "solutions",
            "Largest number of simultaneous users at least 80 % of the municipalities.", _reached(0.8, np.inf)),
)  # fmt: skip
