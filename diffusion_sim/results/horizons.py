"""What a policy changes by the end of each reported year, in all, by region and by size of the municipality; and at what cost.

Stocks are compared as they stand, all else added up since the first reported month. What each municipality has come to,
and what it cost, follows from the dates of its cases: the cost of work and of running is the complexity of the projects
under way times the month's rate, which the kroner of the month and the complexity of all tell. The state pays for prizes
and portal: both are shared among all inhabitants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.codes import Mode
from diffusion_sim.results.dictionary import label_of
from diffusion_sim.results.intervals import PairedDifference, mean_interval, paired_difference, ratio_of_means
from diffusion_sim.results.record import GRANTS, MONTHLY, NEVER, SPENT, STOCKS, is_one_of
from diffusion_sim.results.run_tables import MODES, TOTALS
from diffusion_sim.results.survival import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.paired_replications import Pair
    from diffusion_sim.results.reported_run import ReportedRun

    Values = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

MONTHS_PER_YEAR = 12
ALL = "all"
THIRDS = ("smallest third", "middle third", "largest third")
STATE = ("dkk_prizes", "dkk_portal")
"""Kroner that the state spends."""
_WORK = {
    "dkk_development": (Mode.OWN, Mode.INSPIRED), "dkk_adaptation": (Mode.ADAPT,), "dkk_copying": (Mode.COPY,),
}  # fmt: skip
"""Kroner of development, and the modes that they are spent on."""
STOCK = ("in_use", "in_use_reused")
SERIES = (
    "adopted", "implemented", *(f"implemented_{mode}" for mode in MODES), "implemented_reused", "in_use", "in_use_reused",
    "duplicated", "lost_when_funding_ended", "dkk_total",
)  # fmt: skip
"""What is followed, stocks as they stand and all else added up since the first reported month."""


class Group(NamedTuple):
    """Some municipalities."""

    by: str
    among: str
    members: Flags


def groups_of(places: Sequence[Place]) -> list[Group]:
    """Return the regions, and thirds by inhabitants where these are known; a single group is none."""
    regions = np.array([place.region for place in places])
    groups = [Group("region", str(name), regions == name) for name in dict.fromkeys(regions.tolist()) if name]
    people = np.array([place.population for place in places])
    thirds: list[Group] = []
    if len(places) >= len(THIRDS) and people.all():
        rank = np.argsort(np.argsort(people, kind="stable"), kind="stable") * len(THIRDS) // len(places)
        thirds = [Group("size", name, rank == number) for number, name in enumerate(THIRDS)]
    return (groups if len(groups) > 1 else []) + thirds


def series_by_place(run: ReportedRun) -> Values:
    """Return shape (SERIES, places, whole reported years)."""
    months = run.end - run.first
    flows = _flows(run)
    by_month = {name: _counted(run, *flow) for name, flow in flows.items()}
    by_month["dkk_total"] = sum(costs_by_place(run).values(), np.zeros((len(run.context.places), months)))
    used, left = run.cases["implemented"] != NEVER, np.full(run.cases.size, NEVER)
    for month in ("ended", "outdated"):
        came = run.cases[month]
        left = np.where((came != NEVER) & ((left == NEVER) | (came < left)), came, left)
    by_month["in_use"] = _stock(run, used, "implemented", left)
    by_month["in_use_reused"] = _stock(run, used & run.reuse, "implemented", left)
    told = [by_month[name] if name in STOCK else by_month[name].cumsum(axis=1) for name in SERIES]
    return np.stack(told)[:, :, MONTHS_PER_YEAR - 1 :: MONTHS_PER_YEAR]


def _flows(run: ReportedRun) -> dict[str, tuple[Flags, str]]:
    """Return which cases count, and by which month."""
    mode, done = run.cases["mode"], run.implemented
    return {
        "adopted": (run.in_window(run.cases["adopted"]), "adopted"),
        "implemented": (done, "implemented"),
        **{f"implemented_{name}": (done & (mode == number), "implemented") for name, number in MODES.items()},
        "implemented_reused": (done & run.reuse, "implemented"),
        "duplicated": (run.duplicated, "decided"),
        "lost_when_funding_ended": (
            run.in_window(run.cases["ended"]) & is_one_of(run.cases["end"], LOST), "ended",
        ),
    }  # fmt: skip


def _counted(run: ReportedRun, counted: Flags, month: str, weights: Values | None = None) -> Values:
    """Count cases (or sum weights) by place and reported month; what comes before the first counts in it."""
    months, places = run.end - run.first, len(run.context.places)
    when = np.maximum(run.cases[month][counted] - run.first, 0)
    at = run.place_rows[counted] * months + when
    chosen = None if weights is None else weights[counted]
    return np.bincount(at, chosen, minlength=places * months).reshape(places, months).astype(np.float64)


def _stock(
    run: ReportedRun, begun: Flags, start: str, left: npt.NDArray[np.signedinteger], weights: Values | None = None
) -> Values:
    """Count cases (or sum weights) at the end of each reported month: from ``start`` until the month ``left``."""
    months, places = run.end - run.first, len(run.context.places)
    gone = begun & (left != NEVER) & (left < run.end)
    come = _counted(run, begun, start, weights)
    at = run.place_rows[gone] * months + np.maximum(left[gone] - run.first, 0)
    chosen = None if weights is None else weights[gone]
    lost = np.bincount(at, chosen, minlength=places * months).reshape(places, months)
    return (come - lost).cumsum(axis=1)


def costs_by_place(run: ReportedRun) -> dict[str, Values]:
    """Return each kind of public cost by place and reported month, in DKK of 2014, not discounted.

    Over all places they add up to the columns of the monthly table.
    """
    shares = {kind: _share(effort) for kind, effort in _efforts(run).items()}
    return {
        kind: run.column(kind) * (run.inhabitant_shares[:, np.newaxis] if kind in STATE else shares[kind])
        for kind in SPENT
    }


def _efforts(run: ReportedRun) -> dict[str, Values]:
    """Return the complexity under way, by place and reported month."""
    cases, complexity = run.cases, run.record.solutions["complexity"][run.cases["solution"]]
    made = np.where(cases["developed"] != NEVER, cases["developed"], cases["ended"])
    done = np.where(cases["implemented"] != NEVER, cases["implemented"], cases["ended"])
    begun = cases["adopted"] != NEVER
    efforts = {
        kind: _stock(run, begun & is_one_of(cases["mode"], modes), "adopted", made, complexity)
        for kind, modes in _WORK.items()
    }
    efforts["dkk_implementation"] = _stock(run, cases["developed"] != NEVER, "developed", done, complexity)
    efforts["dkk_running"] = _stock(run, cases["implemented"] != NEVER, "implemented", cases["ended"], complexity)
    return efforts


def _share(effort: Values) -> Values:
    """Return what each place has of all in each month."""
    total = effort.sum(axis=0)
    return np.divide(effort, total, out=np.zeros_like(effort), where=total > 0.0)


def state_money(run: ReportedRun) -> Values:
    """Return what the state pays in each reported month, in DKK of 2014: prizes, portal, and grants, a transfer."""
    return np.sum([run.column(kind) for kind in (*STATE, GRANTS)], axis=0)


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
