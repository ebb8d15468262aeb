"""One municipality, solution by solution: in what share of worlds it uses each only because of a policy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.results.labels import labels_in
from diffusion_sim.results.paired.labels import ever_used, used_in_window

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

    Ids = npt.NDArray[np.uint64]
    Pair = tuple[ReportedRun, ReportedRun]


class OnlyUnder(NamedTuple):
    """Ids of solutions that exist under both policies of one world, and that a municipality uses under one only."""

    b: Ids
    a: Ids


def only_under(pair: Pair, code: int) -> OnlyUnder:
    """Return what one municipality puts to use in the reported months under one policy and never under the other."""
    a, b = pair
    return OnlyUnder(_first_not_second(b, a, code), _first_not_second(a, b, code))


def _first_not_second(first: ReportedRun, second: ReportedRun, code: int) -> Ids:
    used = used_in_window(first, code)
    there = np.isin(used, second.record.solutions["id"])
    kept: Ids = used[there & ~np.isin(used, ever_used(second, code))]
    return kept


def uptake_by_solution(pairs: Sequence[Pair], code: int) -> pd.DataFrame:
    """Return one row for each solution that a municipality uses under one of two policies only, in some world.

    Returns
    -------
    pandas.DataFrame
        Columns id (hexadecimal), label, worlds (in which it exists under both policies), only_b_share and only_a_share
        (of these worlds: used under that policy only), world (number of the first replication in which it is used
        under one only); most frequent first.
    """
    differing = [only_under(pair, code) for pair in pairs]
    gained, forgone = (Counter(np.concatenate(side).tolist()) for side in zip(*differing, strict=True))
    found = np.array(sorted(gained.keys() | forgone.keys()), dtype=np.uint64)
    worlds = sum((_exists(pair, found) for pair in pairs), np.zeros(found.size, dtype=np.int64))
    labels, first = _introduced(pairs, differing)
    rows = [
        (f"{one:016x}", labels[one], int(number), gained[one] / number, forgone[one] / number, first[one])
        for one, number in zip(found.tolist(), worlds, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["id", "label", "worlds", "only_b_share", "only_a_share", "world"])
    often = table["worlds"] * (table["only_b_share"] + table["only_a_share"])
    return table.loc[often.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _exists(pair: Pair, ids: Ids) -> npt.NDArray[np.int64]:
    return np.logical_and(*(np.isin(ids, run.record.solutions["id"]) for run in pair)).astype(np.int64)


def _introduced(pairs: Sequence[Pair], differing: Sequence[OnlyUnder]) -> tuple[dict[int, str], dict[int, int]]:
    """Return each solution's label, and the first world in which it is used under one policy only."""
    labels: dict[int, str] = {}
    first: dict[int, int] = {}
    for (_, run), only in zip(pairs, differing, strict=True):
        ids = np.concatenate(only)
        rows = np.flatnonzero(np.isin(run.record.solutions["id"], ids))
        named = dict(zip(run.record.solutions["id"][rows].tolist(), labels_in(run, rows), strict=True))
        for one in ids.tolist():
            labels.setdefault(one, named[one])
            first.setdefault(one, run.record.replication)
    return labels, first
