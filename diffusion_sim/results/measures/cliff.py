"""What is lost when grants end, who is financed from outside, and how implementation fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.results.cliff import LOST, after_grant, funded_cohort
from diffusion_sim.results.columns import is_one_of
from diffusion_sim.results.measures.declaration import Measure, percent, ratio
from diffusion_sim.results.survival import share_within
from diffusion_sim.rules.codes import End, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.results.reported_run import ReportedRun

HORIZON_MONTHS = 36
_GROUP = "The funding cliff"
_COHORT = "Of the funded cases whose grant ended in the window, those lost to the end of the money before the run ends"


def _lost_per_100(*ends: End) -> Callable[[ReportedRun], float]:
    def share(run: ReportedRun) -> float:
        cohort = funded_cohort(run)
        return percent(is_one_of(run.cases["end"][cohort], ends).sum(), cohort.sum())

    return share


def _surviving(run: ReportedRun) -> float:
    cohort = after_grant(run)
    return 100.0 * (1.0 - share_within(cohort.months_followed, cohort.lost, HORIZON_MONTHS))


def _externally_financed(run: ReportedRun) -> float:
    return percent((run.put_to_use & (run.cases["granted"] > 0)).sum(), run.put_to_use.sum())


def _first_of_kind_ratio(run: ReportedRun) -> float:
    """Return how many times likelier what is externally financed is to be own development."""
    own = run.put_to_use & (run.cases["mode"] == Mode.OWN)
    financed = run.put_to_use & (run.cases["granted"] > 0)
    with_grant = ratio((own & financed).sum(), financed.sum())
    without_grant = ratio((own & ~financed).sum(), (run.put_to_use & ~financed).sum())
    return ratio(with_grant, without_grant)


def _failure(run: ReportedRun) -> float:
    failed = float(run.column("gave_up").sum())
    used = sum(float(run.column(f"put_to_use_{mode}").sum()) for mode in ("copy", "adapt", "inspired", "own"))
    return percent(failed, failed + used)


CLIFF = (
    Measure("grants_ended_per_year", _GROUP, "Funded cases whose grant ended", "per year",
            "The cohort of the measures below.", lambda run: float(funded_cohort(run).sum()) / run.years),
    Measure("lost_per_100_funded", _GROUP, "Lost at the cliff", "per 100 funded cases", f"{_COHORT}.",
            _lost_per_100(*LOST)),
    Measure("lost_unfinished_per_100_funded", _GROUP, "... unfinished", "per 100 funded cases",
            f"{_COHORT}, not yet in operation.", _lost_per_100(End.CLIFF_UNFINISHED)),
    Measure("lost_in_operation_per_100_funded", _GROUP, "... in operation", "per 100 funded cases",
            f"{_COHORT}, already in operation.", _lost_per_100(End.CLIFF_OPERATION)),
    Measure("survive_36_months_percent", _GROUP, "Not lost within three years of the grant's end", "%",
            "Of the cases alive when their grant ended in the window; cases that end for other reasons leave the count "
            "(Kaplan-Meier). Missing when nobody can be followed for 36 months.", _surviving),
    Measure("externally_financed_percent", _GROUP, "Externally financed among what is put to use", "%",
            "Share of the cases that came into operation in the window which had a grant.", _externally_financed),
    Measure("financed_first_of_kind_ratio", _GROUP, "Own development, with a grant against without", "ratio",
            "Own share of what is put to use with a grant, divided by the own share without.", _first_of_kind_ratio),
    Measure("implementation_failure_percent", _GROUP, "Given up in implementation", "%",
            "Cases given up to the opponents, of these and the cases put to use, in the window.", _failure),
)  # fmt: skip
