"""What municipalities have come to by the end of each reported year, and what it cost, from the dates of their cases.

The cost of work and of running is the complexity of the projects under way times the month's rate, which the kroner of
the month and the complexity of all tell. The state pays for prizes and portal: both are shared among all inhabitants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.codes import Mode
from diffusion_sim.results.record import GRANTS, NEVER, SPENT, is_one_of
from diffusion_sim.results.survival import LOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.reported_run import ReportedRun

    Values = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

MONTHS_PER_YEAR = 12
ALL = "all"
THIRDS = ("smallest third", "middle third", "largest third")
STATE = ("dkk_prizes", "dkk_portal")
"""Kroner that the state spends."""
_MODES = {"copy": Mode.COPY, "adapt": Mode.ADAPT, "inspired": Mode.INSPIRED, "own": Mode.OWN}
_WORK = {
    "dkk_development": (Mode.OWN, Mode.INSPIRED), "dkk_adaptation": (Mode.ADAPT,), "dkk_copying": (Mode.COPY,),
}  # fmt: skip
"""Kroner of development, and the modes that they are spent on."""
STOCK = ("in_use", "in_use_reused")
SERIES = (
    "adopted", "implemented", *(f"implemented_{mode}" for mode in _MODES), "implemented_reused", "in_use", "in_use_reused",
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
        **{f"implemented_{name}": (done & (mode == number), "implemented") for name, number in _MODES.items()},
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
