"""Simulated adoption, seen as a study sees it: when each municipality first used something of a family, and who had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from diffusion_sim.country.own_network import UserNetwork
from diffusion_sim.errors import RunError
from diffusion_sim.observed.network_effects import peer_hazard_ratio
from diffusion_sim.observed.study import Study
from diffusion_sim.results.reported_run import followed_families
from diffusion_sim.setup.country import build_country

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.results.reported_run import ReportedRun

FOLLOWED_MONTHS, YEAR = 72, 12
FEWEST = 10
"""A study is made of what spread: innovations with fewer adopters are not followed."""
NOT_SIMULATED_AGAIN = UserNetwork((), ())
"""What a study would be simulated on; these come from a simulation."""


def simulated_studies(
    run: ReportedRun, *, months: int = FOLLOWED_MONTHS, period: int = YEAR, fewest: int = FEWEST
) -> list[Study]:
    """Return a study of each family that at least ``fewest`` municipalities used within some months of its first use.

    Parameters
    ----------
    months
        For how long each is followed.
    period
        Months of one period; the first use is in period 1, which is not explained.
    """
    uses, places = run.family_uses, run.context.places
    contact = build_country(run.context.scenario).contact
    ties = csr_array((contact.weights, contact.indices, contact.indptr), shape=(len(places), len(places)))
    ids = tuple(str(place.code) for place in places)
    table = pd.DataFrame({"id": ids, "name": [place.name for place in places]}, dtype=str)
    studies = []
    for family, first, last in zip(*followed_families(run, months), strict=True):
        since = uses.since[first:last]
        times = np.full(len(places), np.nan)
        times[uses.place[first:last]] = np.where(since < months, since // period + 1, np.nan)
        if (~np.isnan(times)).sum() >= fewest:
            studies.append(_study(f"family {family}", ids, table, ties, times, months // period))
    return studies


def _study(
    name: str, ids: tuple[str, ...], table: pd.DataFrame, ties: csr_array, times: NDArray[np.float64], periods: int
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
        return peer_hazard_ratio(studies).ratio if studies else float("nan")
    except RunError:
        return float("nan")
