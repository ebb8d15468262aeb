"""What a policy changes by the end of each reported year, in all, by region and by size of the municipality; and at what cost.

Stocks are compared as they stand, all else added up since the first reported month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.dictionary import label_of
from diffusion_sim.results.intervals import PairedDifference, mean_interval, paired_difference, ratio_of_means
from diffusion_sim.results.municipal_series import (
    ALL,
    MONTHS_PER_YEAR,
    SERIES,
    STOCK,
    costs_by_place,
    groups_of,
    series_by_place,
    state_money,
)
from diffusion_sim.results.record import MONTHLY, STOCKS
from diffusion_sim.results.run_tables import TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.paired_replications import Pair
    from diffusion_sim.results.reported_run import ReportedRun

    Values = npt.NDArray[np.float64]

ASKED_MONTHS = (60, 120)
"""Horizons at which cost per additional implementation is told, where the run is as long; else its end."""
COLUMNS = ("by", "among", "measure", "label", "unit", "kind", "months", *PairedDifference._fields)


def differences_by_horizon(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return paired differences at the end of each whole reported year."""
    rows = [*_national(pairs), *_by_group(pairs)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _national(pairs: Sequence[Pair]) -> Iterator[tuple[object, ...]]:
    a, b = (np.stack([_to_date(pair[side]) for pair in pairs]) for side in (0, 1))
    for column, measure in enumerate((*MONTHLY, *TOTALS)):
        is_stock = measure in STOCKS or measure in STOCK
        yield from _rows((ALL, ALL), measure, a[:, :, column], b[:, :, column], is_stock=is_stock)


def _to_date(run: ReportedRun) -> Values:
    """Return shape (whole reported years, columns and totals)."""
    reported = run.record.monthly[run.first : run.end]
    totals = [reported[:, [MONTHLY.index(part) for part in parts]].sum(axis=1) for parts in TOTALS.values()]
    wide = np.column_stack([reported, *totals])
    values = np.cumsum(wide, axis=0)
    stocks = [at for at, name in enumerate((*MONTHLY, *TOTALS)) if name in STOCKS or name in STOCK]
    values[:, stocks] = wide[:, stocks]
    return values[MONTHS_PER_YEAR - 1 :: MONTHS_PER_YEAR]


def _by_group(pairs: Sequence[Pair]) -> Iterator[tuple[object, ...]]:
    groups = groups_of(pairs[0][0].context.places)
    if not groups:
        return
    members = np.stack([group.members for group in groups]).astype(np.float64)
    a, b = (np.stack([_in_groups(pair[side], members) for pair in pairs]) for side in (0, 1))
    for row, group in enumerate(groups):
        for column, measure in enumerate(SERIES):
            sides = a[:, column, row], b[:, column, row]
            yield from _rows((group.by, group.among), measure, *sides, is_stock=measure in STOCK)


def _in_groups(run: ReportedRun, members: Values) -> Values:
    """Return shape (SERIES, groups, years)."""
    return np.einsum("gp,spy->sgy", members, series_by_place(run))


def _rows(
    group: tuple[str, str], measure: str, a: Values, b: Values, *, is_stock: bool
) -> Iterator[tuple[object, ...]]:
    """Yield a row for each year; ``a`` and ``b`` have shape (replications, years)."""
    label, unit, _ = label_of("municipalities" if measure == "lost_when_funding_ended" else "monthly", measure)
    told = (label, unit if is_stock else unit.replace(" per month", ""), "stock" if is_stock else "cumulative flow")
    for year in range(a.shape[1]):
        yield (*group, measure, *told, MONTHS_PER_YEAR * (year + 1), *paired_difference(a[:, year], b[:, year]))


def cost_effectiveness(pairs: Sequence[Pair], months: Sequence[int] = ()) -> pd.DataFrame:
    """Return additional implementations, additional cost and the ratio of both, in all and by group, at some horizons.

    Parameters
    ----------
    months
        Horizons, at most the reported months; 60 and 120 where the run is as long, else its end.

    Returns
    -------
    pandas.DataFrame
        Columns by, among, months, additional, cost (million DKK), cost_per_additional (thousand DKK),
        state_cost_per_additional (of prizes, portal and grants; in all only), each with _low and _high, and replications.
    """
    run = pairs[0][0]
    length = run.end - run.first
    asked = months or [month for month in ASKED_MONTHS if month <= length] or [length]
    groups = groups_of(run.context.places)
    members = np.stack([np.ones(len(run.context.places)), *(group.members for group in groups)]).astype(np.float64)
    names = [(ALL, ALL), *((group.by, group.among) for group in groups)]
    a, b = (np.stack([_bills(pair[side], members, asked) for pair in pairs]) for side in (0, 1))
    rows = [
        (*name, month, *_effectiveness((b - a)[:, :, row, at]))
        for row, name in enumerate(names)
        for at, month in enumerate(asked)
    ]
    ends = [f"{name}{end}" for name in ("additional", "cost", "cost_per_additional", "state_cost_per_additional")
            for end in ("", "_low", "_high")]  # fmt: skip
    return pd.DataFrame(rows, columns=["by", "among", "months", *ends, "replications"])


def _bills(run: ReportedRun, members: Values, months: Sequence[int]) -> Values:
    """Return shape (implemented, all kroner, the state's; groups, all first; horizons); discounted, in million DKK."""
    done = run.cases["implemented"][run.implemented] - run.first
    places = run.place_rows[run.implemented]
    count = members.shape[1]
    implemented = np.stack([np.bincount(places[done < month], minlength=count) for month in months], axis=1)
    all_kroner = sum(costs_by_place(run).values(), np.zeros((count, run.end - run.first)))
    spent = (all_kroner * run.discount_factors / 1e6).cumsum(axis=1)
    at = np.array(months) - 1
    state = np.full((len(members), len(months)), np.nan)
    state[0] = (state_money(run) * run.discount_factors / 1e6).cumsum()[at]
    return np.stack([members @ implemented, members @ spent[:, at], state])


def _effectiveness(differences: Values) -> tuple[float, ...]:
    """Return means and intervals of what is added, what it costs, and the ratios; shape (3, replications) transposed."""
    additional, cost, state = differences.T
    told = mean_interval(additional)
    in_thousands = [tuple(1000.0 * value for value in ratio_of_means(dkk, additional)) for dkk in (cost, state)]
    return (*told[:3], *mean_interval(cost)[:3], *in_thousands[0], *in_thousands[1], told.known)
