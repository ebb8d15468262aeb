"""What is compared with observation: numbers of one replication, each counted as nearly as can be like its source.

Adoption is counted as a study sees it: when each municipality first used something of a family, and who had before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from diffusion_sim.codes import End, Heard
from diffusion_sim.country.own_network import UserNetwork
from diffusion_sim.errors import RunError
from diffusion_sim.observed.network_effects import peer_hazard_ratio
from diffusion_sim.observed.study import Study
from diffusion_sim.results.measures import measure
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.reported_run import followed_families
from diffusion_sim.results.survival import survival_curve
from diffusion_sim.setup.country import build_country

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

SIX_YEARS, TWO_YEARS, YEAR = 72, 24, 12
MISSING = float("nan")
STOPPED = (End.FUNDING_ENDED_IN_USE, End.DISCONTINUED, End.STOPPED_ON_PURPOSE)


class Statistic(NamedTuple):
    """One number of a replication."""

    label: str
    unit: str
    compute: Callable[[ReportedRun], float]


def _of_measure(key: str, label: str = "") -> Statistic:
    found = measure(key)
    return Statistic(label or found.label, found.unit, found.compute)


def _change_of_reuse(run: ReportedRun) -> float:
    """Return the reused share in the last three yearly counts less that in the first three, in points."""
    own = np.array([mix.own for mix in run.yearly_mixes])
    third = max(1, min(3, own.size // 2))
    return 100.0 * float(own[:third].mean() - own[-third:].mean())


def _answering(run: ReportedRun) -> float:
    """Return the share of municipalities' fields with something new in two years."""
    fields = len({problem.field for problem in run.context.problems}) * len(run.context.places)
    return 100.0 * float(np.mean([mix.counted for mix in run.yearly_mixes])) / fields


def _external(run: ReportedRun) -> npt.NDArray[np.int64]:
    solutions = run.record.solutions
    return np.flatnonzero((solutions["origin"] == 0) & (solutions["innovation"] < 0))


def _best_uptake_in_six_years(run: ReportedRun) -> float:
    """Return the share that adopted the external solution that spread furthest in its first six years.

    Only those that came in or after the burn-in's last six years, and six years or more before the end, so that each
    can be followed.
    """
    born = run.record.solutions["born"]
    rows = _external(run)
    rows = rows[(born[rows] >= run.first - SIX_YEARS) & (born[rows] + SIX_YEARS <= run.end)]
    if rows.size == 0:
        return MISSING
    used, of = run.cases["implemented"], run.cases["solution"]
    in_time = (used != NEVER) & (used < born[of] + SIX_YEARS)
    taken_up = np.bincount(of[in_time], minlength=born.size)
    return 100.0 * float(taken_up[rows].max()) / len(run.context.places)


def _steepest_year(run: ReportedRun) -> float:
    """Return the most that one external solution gained in twelve months, in points of municipalities using it."""
    rows = _external(run)
    if rows.size == 0 or run.end <= run.first + YEAR:
        return MISSING
    users = run.users_by_month(rows)[:, run.first :]
    return 100.0 * float((users[:, YEAR:] - users[:, :-YEAR]).max()) / len(run.context.places)


def _still_running(months: int) -> Callable[[ReportedRun], float]:
    """Return the share of grant-run work, in use when its grant ended, that has not stopped so long after.

    Stopped is what was lost with the money or stopped in normal use. What was replaced, or whose problem changed,
    leaves the count then (Kaplan-Meier): a site followed in the studies still had the need that the programme met.
    """

    def share(run: ReportedRun) -> float:
        cases = run.cases
        of = (cases["granted"] > 0) & run.in_window(cases["grant_ends"])
        of &= (cases["implemented"] != NEVER) & (cases["implemented"] <= cases["grant_ends"])
        start, end, outdated = (_months(cases[name][of], run.end) for name in ("grant_ends", "ended", "outdated"))
        followed = np.minimum(np.minimum(end, outdated), run.end - 1) - start
        stopped = np.isin(cases["end"][of], STOPPED) & (end <= outdated) & (end < run.end)
        alive = followed >= 0
        curve = survival_curve(followed[alive], stopped[alive])
        return 100.0 * float(curve.share[months]) if curve.months.size > months else MISSING

    return share


def _months(months: npt.NDArray[np.int32], never: int) -> npt.NDArray[np.int64]:
    return np.where(months == NEVER, never, months).astype(np.int64)


def _heard_from_peers(run: ReportedRun) -> float:
    """Return the share of the reuse implemented that was learned from another municipality."""
    learned_in = np.where(run.parent_case >= 0, run.parent_case, np.arange(run.cases.size))
    via = run.cases["heard_via"][learned_in][run.implemented & run.reuse]
    return 100.0 * float(np.mean(via == Heard.CONTACT)) if via.size else MISSING


FEWEST = 10
"""A study is made of what spread: innovations with fewer adopters are not followed."""
NOT_SIMULATED_AGAIN = UserNetwork((), ())
"""What a study would be simulated on; these come from a simulation."""


def simulated_studies(run: ReportedRun, *, fewest: int = FEWEST) -> list[Study]:
    """Return a study of each family that at least ``fewest`` municipalities used within six years of its first use.

    Periods are years; the first use is in period 1, which is not explained.
    """
    uses, places = run.family_uses, run.context.places
    contact = build_country(run.context.scenario).contact
    ties = csr_array((contact.weights, contact.indices, contact.indptr), shape=(len(places), len(places)))
    ids = tuple(str(place.code) for place in places)
    table = pd.DataFrame({"id": ids, "name": [place.name for place in places]}, dtype=str)
    studies = []
    for family, first, last in zip(*followed_families(run, SIX_YEARS), strict=True):
        since = uses.since[first:last]
        times = np.full(len(places), np.nan)
        times[uses.place[first:last]] = np.where(since < SIX_YEARS, since // YEAR + 1, np.nan)
        if (~np.isnan(times)).sum() >= fewest:
            studies.append(_study(f"family {family}", ids, table, ties, times, SIX_YEARS // YEAR))
    return studies


def _study(
    name: str, ids: tuple[str, ...], table: pd.DataFrame, ties: csr_array, times: npt.NDArray[np.float64], periods: int
) -> Study:
    whole, never = np.full(len(ids), float(periods)), np.full(len(ids), np.nan)
    return Study(
        name=name, innovation=name, ids=ids, places=table, ties=ties, times=times, periods=periods, first_period="1",
        directed=True, network=NOT_SIMULATED_AGAIN, unobserved=(), entry=np.ones(len(ids)), leave=whole, stopped=never, start=2,
    )  # fmt: skip


def simulated_hazard_ratio(run: ReportedRun) -> float:
    """Return the peer hazard ratio of a replication, within families: the estimator of ``metrics``; NaN where it cannot tell."""
    studies = simulated_studies(run)
    try:
        return peer_hazard_ratio(studies).ratio if studies else MISSING
    except RunError:
        return MISSING


def _log_hazard_ratio(run: ReportedRun) -> float:
    return float(np.log(simulated_hazard_ratio(run)))


STATISTICS: dict[str, Statistic] = {
    "own_percent": _of_measure("mix_own_all_years_percent", "Latest innovation: own development, mean of years"),
    "adapted_percent": _of_measure("mix_adapted_all_years_percent", "Latest innovation: adapted or inspired, mean of years"),
    "copied_percent": _of_measure("mix_copied_all_years_percent", "Latest innovation: copied, mean of years"),
    "reuse_change_points": Statistic("Reused, last three years less the first three", "points", _change_of_reuse),
    "externally_financed_percent": _of_measure("externally_financed_percent"),
    "financed_first_of_kind_ratio": _of_measure("financed_first_of_kind_ratio"),
    "largest_spread_percent": _of_measure("largest_spread_percent"),
    "uptake_in_six_years_percent": Statistic(
        "Best external solution: adopted within six years", "% of municipalities", _best_uptake_in_six_years
    ),
    "best_family_percent": _of_measure("best_family_percent"),
    "median_family": _of_measure("median_family"),
    "log_peer_hazard_ratio": Statistic(
        "Peer hazard ratio within families, 0 to 1, natural logarithm", "log", _log_hazard_ratio
    ),
    "steepest_year_points": Statistic(
        "Best external solution: users gained in a year", "points of municipalities", _steepest_year
    ),
    "running_after_six_years_percent": Statistic(
        "Grant-run and in use: still running six years after the grant", "%", _still_running(SIX_YEARS)
    ),
    "running_after_two_years_percent": Statistic(
        "Grant-run and in use: still running two years after the grant", "%", _still_running(TWO_YEARS)
    ),
    "heard_from_peers_percent": Statistic("Reuse implemented: learned from a municipality", "%", _heard_from_peers),
    "answering_percent": Statistic("Fields with something new in two years", "%", _answering),
    "not_acted_on_percent": _of_measure("sharing_spreading_gap_percent"),
}  # fmt: skip
"""By the names that a plan may use."""


def statistics_of(run: ReportedRun, statistics: Mapping[str, Statistic] = STATISTICS) -> dict[str, float]:
    """Return every statistic of one replication; NaN where there is nothing to count."""
    return {key: statistic.compute(run) for key, statistic in statistics.items()}
