"""How far families came: a solution and all that others took from it, so that spread counts copies, adaptations and what it inspired."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun


class Followed(NamedTuple):
    """Families, one row each: the row of the first solution, and where its uses begin and end in ``run.family_uses``."""

    family: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


def followed_families(run: ReportedRun, months: int) -> Followed:
    """Return the families that can be followed for so many months.

    Those whose first use was at most as long before the reported months, and at least as long before the end. A scenario's
    own innovations are not among them.
    """
    uses = run.family_uses
    first = np.flatnonzero(np.diff(uses.family, prepend=-1))
    family, end, begun = uses.family[first], np.append(first[1:], uses.family.size), uses.month[first]
    kept = (begun >= run.first - months) & (begun + months <= run.end)
    kept &= run.record.solutions["innovation"][family] < 0
    return Followed(family[kept], first[kept], end[: first.size][kept])


def reach_within(run: ReportedRun, months: int, *, municipal: bool) -> npt.NDArray[np.float64]:
    """Return which share of municipalities used something of each family within some months of its first use, in per cent.

    Parameters
    ----------
    months
        For how long each is followed (:func:`followed_families`).
    municipal
        Families that a municipality began, else those that came from outside.
    """
    family, first, end = followed_families(run, months)
    in_time = np.append(0, np.cumsum(run.family_uses.since < months))
    reached = (in_time[end] - in_time[first])[(run.record.solutions["origin"][family] > 0) == municipal]
    return 100.0 * reached / len(run.context.places)
