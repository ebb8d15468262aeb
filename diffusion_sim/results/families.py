"""Families: a solution and all that others took from it, so that spread counts what was copied, adapted and inspired together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.record import NEVER

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

    Whole = npt.NDArray[np.int64]


class FamilyUse(NamedTuple):
    """First use of a family in one municipality, one row for each pair of the two; sorted by family, then month."""

    family: Whole
    place: Whole
    month: Whole


def first_uses(run: ReportedRun) -> FamilyUse:
    """Return when each municipality first used something of each family, from the start of the burn-in."""
    used = np.flatnonzero((run.cases["implemented"] != NEVER) & (run.cases["implemented"] < run.end))
    family = run.families[run.cases["solution"][used]]
    place, month = run.place_rows[used].astype(np.int64), run.cases["implemented"][used].astype(np.int64)
    order = np.lexsort((month, place, family))
    pair = family[order] * len(run.context.places) + place[order]
    kept = order[np.flatnonzero(np.diff(pair, prepend=-1))]
    kept = kept[np.lexsort((place[kept], month[kept], family[kept]))]
    return FamilyUse(family[kept], place[kept], month[kept])


def followed_families(run: ReportedRun, uses: FamilyUse, months: int) -> list[tuple[int, int, int]]:
    """Return the families that can be followed for so long: row of the first solution, and where its uses begin and end.

    Those whose first use was at most as long before the reported months, and at least as long before the end. A scenario's
    own innovations are not among them.
    """
    firsts = np.flatnonzero(np.diff(uses.family, prepend=-1))
    begun = uses.month[firsts]
    kept = (begun >= run.first - months) & (begun + months <= run.end)
    kept &= run.record.solutions["innovation"][uses.family[firsts]] < 0
    ends = np.append(firsts[1:], uses.family.size)
    return [
        (int(uses.family[first]), int(first), int(end)) for first, end in zip(firsts[kept], ends[kept], strict=True)
    ]


def reach_within(run: ReportedRun, months: int, *, municipal: bool) -> npt.NDArray[np.float64]:
    """Return which share of municipalities used something of each family within some months of its first use, in per cent.

    Parameters
    ----------
    months
        For how long each is followed (:func:`followed_families`).
    municipal
        Families that a municipality began, else those that came from outside.
    """
    uses, reached = first_uses(run), []
    for family, first, end in followed_families(run, uses, months):
        if (run.record.solutions["origin"][family] > 0) == municipal:
            reached.append(int((uses.month[first:end] < uses.month[first] + months).sum()))
    return 100.0 * np.array(reached, dtype=np.float64) / len(run.context.places)
