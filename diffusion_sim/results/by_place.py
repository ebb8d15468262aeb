"""Figures of single municipalities, in relation to their inhabitants, and what chance does to them.

Chance: intervals for many places at once, and the split of the variance between places and replications.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import fdtri, stdtrit

from diffusion_sim.results.intervals import CONFIDENCE, mean_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.reported_run import ReportedRun

    Numbers = npt.NDArray[np.float64]

FEWEST = 12
"""Replications below which nothing is told from chance. Where chance is as likely to help as to harm, that all of n replications
go the same way has a probability of 2 ** (1 - n); for one of 98 places to stand out wrongly in less than 5 % of maps, n must be 12."""


def half_width(sd: Numbers, replications: int, looks: int = 1) -> Numbers:
    """Return half of the 95 % interval of means over replications, by Student's t.

    Parameters
    ----------
    sd
        Standard deviations between replications (n - 1).
    looks
        For how many means at once the interval holds with 95 %, by Bonferroni's inequality.
    """
    if replications < 2:  # noqa: PLR2004 - a spread needs two
        return np.full_like(sd, np.inf)
    quantile = float(stdtrit(replications - 1, 1.0 - (1.0 - CONFIDENCE) / (2 * max(looks, 1))))
    half: Numbers = quantile * sd / np.sqrt(replications)
    return half


def stands_out(mean: Numbers, half: Numbers, replications: int) -> npt.NDArray[np.bool_]:
    """Return where an interval about a mean excludes 0."""
    if replications < FEWEST:
        return np.zeros(mean.shape, dtype=np.bool_)
    return np.abs(mean) > half


def moments(total: Numbers, squares: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return mean and standard deviation (n - 1) from sums of whole numbers and of their squares."""
    mean = total / count
    spread = np.maximum(squares - total * mean, 0.0) / max(count - 1, 1)
    return mean, np.sqrt(spread)


def beyond_chance(values: Numbers) -> npt.NDArray[np.bool_]:
    """Return which places differ from the mean of all by more than chance explains, all at once; values by replication and place."""
    return beyond_zero(values - values.mean(axis=1, keepdims=True))


def beyond_zero(values: Numbers) -> npt.NDArray[np.bool_]:
    """Return which places' values, e.g. differences, are not 0 by more than chance explains, all at once."""
    replications, places = values.shape
    sd = values.std(axis=0, ddof=1) if replications > 1 else np.zeros(places)
    return stands_out(values.mean(axis=0), half_width(sd, replications, places), replications)


class Split(NamedTuple):
    """The variance of a figure over places and replications, taken apart; NaN where there is nothing to say."""

    mean: float
    between_sd: float
    """Standard deviation between places, without what chance adds; then its 95 % interval."""
    between_low: float
    between_high: float
    chance_sd: float
    """Standard deviation by chance of one place in one replication; what moves all places alike is left out."""
    standard_error: float
    """By how much chance moves the mean of a place over all replications."""


def split_variance(values: Numbers) -> Split:
    """Take the variance between places apart from that of chance, by mean squares; values by replication and place.

    Place and replication are random effects. The interval is exact for the ratio of the variances, where all are normal.
    """
    replications = len(values)
    beyond = values - values.mean(axis=1, keepdims=True)
    sd = beyond.std(axis=0, ddof=1) if replications > 1 else np.full(beyond.shape[1], np.nan)
    return split_of_means(values.mean(axis=0), pooled_sd(sd), replications)


def pooled_sd(sd: Numbers) -> Numbers:
    """Return the standard deviation of chance from those of each place about the mean of all places; places come first."""
    pooled: Numbers = np.sqrt((sd**2).sum(axis=0) / max(len(sd) - 1, 1))
    return pooled


def split_of_means(means: Numbers, chance_sd: float | Numbers, replications: int) -> Split:
    """Take the variance between places apart, from their means over replications and the standard deviation of chance."""
    places, chance, mean = len(means), float(chance_sd) ** 2, float(means.mean())
    if min(replications, places) < 2:  # noqa: PLR2004 - a spread needs two
        return Split(mean, *(float("nan"),) * 5)
    between, freedom = replications * float(means.var(ddof=1)), (places - 1) * (replications - 1)
    high, low = (float(fdtri(places - 1, freedom, p)) for p in (0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2))
    best, least, most = (float(np.sqrt(max(between / f - chance, 0.0) / replications)) for f in (1.0, low, high))
    return Split(mean, best, least, most, float(np.sqrt(chance)), float(np.sqrt(chance / replications)))


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


def with_own_ids(table: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    """Add the user's own id behind the column of codes, where places have such."""
    ids = {place.code: place.own_id for place in places}
    if any(ids.values()):
        table.insert(list(table.columns).index("code") + 1, "id", table["code"].map(ids))
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
