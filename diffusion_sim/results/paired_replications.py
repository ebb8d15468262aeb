"""One replication under two policies: which solutions and cases it has under both, and what a policy changes in it.

A solution's id is its address, and the same under every policy; so "the same solution" needs no guessing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from diffusion_sim.codes import Mode
from diffusion_sim.results.labels import labels_in
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.reported_run import ReportedRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Ids = npt.NDArray[np.uint64]
Pair = tuple[ReportedRun, ReportedRun]
"""A replication under policy A and under policy B."""
_WORDS = {"both": "both", "left_only": "only A", "right_only": "only B"}


def labelled_solutions(pair: Pair) -> pd.DataFrame:
    """Return one row for each solution that exists in a replication under either policy."""
    return _labelled(pair, _solutions, ["replication", "id"])


def labelled_cases(pair: Pair) -> pd.DataFrame:
    """Return one row for each municipality and solution that met under either policy."""
    return _labelled(pair, _cases, ["replication", "code", "id"])


def _labelled(pair: Pair, table: Callable[[ReportedRun], pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    of_a, of_b = map(table, pair)
    joined = of_a.merge(of_b, on=keys, how="outer", suffixes=("_a", "_b"), indicator="exists")
    joined["exists"] = joined["exists"].astype(str).map(_WORDS)
    joined = joined.sort_values(keys, ignore_index=True)
    return joined.assign(id=[f"{number:016x}" for number in joined["id"]])


def _solutions(run: ReportedRun) -> pd.DataFrame:
    used = run.cases["implemented"] != NEVER
    uptakes = np.bincount(run.cases["solution"][used], minlength=run.record.solutions.size)
    return pd.DataFrame(
        {
            "replication": run.record.replication,
            "id": run.record.solutions["id"],
            "uptakes": pd.array(uptakes, dtype="Int32"),
        }
    )


def _cases(run: ReportedRun) -> pd.DataFrame:
    """Return the cases with types that can be missing, because the other policy may not have them."""
    cases = run.cases
    modes = np.array([Mode(number).name.lower() for number in range(len(Mode))])
    return pd.DataFrame(
        {
            "replication": run.record.replication,
            "code": cases["code"],
            "id": run.record.solutions["id"][cases["solution"]],
            "aware": pd.array(cases["aware"] - run.first, dtype="Int32"),
            "mode": modes[cases["mode"]],
            "implemented": pd.array(run.implemented, dtype="boolean"),
        }
    )


def _ids(run: ReportedRun, code: int, mark: npt.NDArray[np.bool_]) -> Ids:
    """Return the ids of the solutions of one municipality's marked cases."""
    ids: Ids = run.record.solutions["id"][run.cases["solution"][mark & (run.cases["code"] == code)]]
    return np.unique(ids)


class OnlyUnder(NamedTuple):
    """Ids of solutions that exist under both policies of one replication, and that a municipality uses under one only."""

    b: Ids
    a: Ids


def only_under(pair: Pair, code: int) -> OnlyUnder:
    """Return what one municipality implemented in the reported months under one policy and never under the other."""
    a, b = pair
    return OnlyUnder(_first_not_second(b, a, code), _first_not_second(a, b, code))


def _first_not_second(first: ReportedRun, second: ReportedRun, code: int) -> Ids:
    used, ever = _ids(first, code, first.implemented), _ids(second, code, second.cases["implemented"] != NEVER)
    there = np.isin(used, second.record.solutions["id"])
    kept: Ids = used[there & ~np.isin(used, ever)]
    return kept


def uptake_by_solution(pairs: Sequence[Pair], code: int) -> pd.DataFrame:
    """Return one row for each solution that a municipality uses under one of two policies only, in some replication.

    Returns
    -------
    pandas.DataFrame
        Columns id (hexadecimal), label, replications (in which it exists under both policies), only_b_share and only_a_share
        (of these replications: used under that policy only), replication (number of the first replication in which it is used
        under one only); most frequent first.
    """
    differing = [only_under(pair, code) for pair in pairs]
    gained, forgone = (Counter(np.concatenate(side).tolist()) for side in zip(*differing, strict=True))
    found = np.array(sorted(gained.keys() | forgone.keys()), dtype=np.uint64)
    replications = sum((_exists(pair, found) for pair in pairs), np.zeros(found.size, dtype=np.int64))
    labels, first = _introduced(pairs, differing)
    rows = [
        (f"{one:016x}", labels[one], int(number), gained[one] / number, forgone[one] / number, first[one])
        for one, number in zip(found.tolist(), replications, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["id", "label", "replications", "only_b_share", "only_a_share", "replication"])
    often = table["replications"] * (table["only_b_share"] + table["only_a_share"])
    return table.loc[often.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _exists(pair: Pair, ids: Ids) -> npt.NDArray[np.int64]:
    return np.logical_and(*(np.isin(ids, run.record.solutions["id"]) for run in pair)).astype(np.int64)


def _introduced(pairs: Sequence[Pair], differing: Sequence[OnlyUnder]) -> tuple[dict[int, str], dict[int, int]]:
    """Return each solution's label, and the first replication in which it is used under one policy only."""
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
