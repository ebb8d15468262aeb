"""Figures of single municipalities with what chance does to them, and in relation to their inhabitants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.chance_variation import Split, beyond_chance, split_variance
from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.reported_run import ReportedRun

MUNICIPAL = (
    "aware", "adopted", "implemented", "implemented_copy", "implemented_adapt", "implemented_inspired", "implemented_own",
    "in_use", "in_use_reused", "lost_when_funding_ended", "gave_up", "duplicated", "prizes", "reused_by_others",
    "net_benefit_in_use",
)  # fmt: skip
"""Columns of the municipalities table that are told and compared place by place."""
PER = 10_000
"""Inhabitants."""


def replicated(table: pd.DataFrame, measure: str, places: int) -> npt.NDArray[np.float64]:
    """Return one column of the municipalities table by replication and place; a replication with a gap is left out."""
    values = table[measure].to_numpy(dtype=np.float64).reshape(-1, places)
    known: npt.NDArray[np.float64] = values[~np.isnan(values).any(axis=1)]
    return known if len(known) else np.full((1, places), np.nan)


def place_means(table: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    """Return each measure of each place: mean, 95 % interval, per 10,000 inhabitants, and whether it is more than chance."""
    rows = []
    for measure in MUNICIPAL:
        values = replicated(table, measure, len(places))
        for place, column, clear in zip(places, values.T, beyond_chance(values), strict=True):
            told = mean_interval(column)
            per = PER * told.mean / place.population if place.population else np.nan
            rows.append((place.code, place.name, place.region, place.population, measure, *told, per, bool(clear)))
    ends = ["mean", "low", "high", "sd", "replications", "per_10000", "beyond_chance"]
    return with_own_ids(pd.DataFrame(rows, columns=["code", "name", "region", "population", "measure", *ends]), places)


def with_own_ids(table: pd.DataFrame, places: Sequence[Place], code: str = "code", name: str = "id") -> pd.DataFrame:
    """Add the user's own id behind a column of codes, where places have such."""
    ids = {place.code: place.own_id for place in places}
    if any(ids.values()):
        table.insert(list(table.columns).index(code) + 1, name, table[code].map(ids))
    return table


def variation(table: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    """Return how far places differ in each measure, and how far chance moves one of them."""
    people = sum(place.population for place in places) if all(place.population for place in places) else np.nan
    rows = []
    for measure in MUNICIPAL:
        values = replicated(table, measure, len(places))
        split = split_variance(values)
        per = PER * split.mean * len(places) / people
        rows.append((measure, *split, per, int(beyond_chance(values).sum()), len(values)))
    return pd.DataFrame(rows, columns=["measure", *Split._fields, "per_10000", "beyond_chance", "replications"])


def implemented_by_place(runs: Sequence[ReportedRun]) -> npt.NDArray[np.float64]:
    """Return what each place implemented in the window, by replication and place."""
    count = len(runs[0].context.places)
    return np.array([np.bincount(run.place_rows[run.implemented], minlength=count) for run in runs], dtype=np.float64)
