"""Who copied whom, counted over all worlds of a side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.reuse import reuses_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.result import Result

Pair = tuple[int, int]
"""Codes of the one who was copied and of the one who copied."""
_MOST = 10_000_000
"""Above every code of a municipality."""


def times_copied(result: Result) -> Counter[Pair]:
    """Return how often a world, on average, one reused what it had heard of from the other."""
    keys = [_keys(result, number) for number in range(len(result.runs))]
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    worlds = len(result.runs)
    return Counter({
        (int(pair) // _MOST, int(pair) % _MOST): int(count) / worlds
        for pair, count in zip(pairs, counts, strict=True)
    })  # fmt: skip


def _keys(result: Result, number: int) -> npt.NDArray[np.int64]:
    run = result.runs[number]
    reuses = reuses_of(run)
    keys: npt.NDArray[np.int64] = reuses.teacher.astype(np.int64) * _MOST + run.cases["code"][reuses.rows]
    return keys


def partners(times: Counter[Pair], code: int, most: int) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Return whom a municipality copied most, and who copied it most, each with how often."""
    copied = [(pair[0], count) for pair, count in times.items() if pair[1] == code]
    copies = [(pair[1], count) for pair, count in times.items() if pair[0] == code]
    return tuple(sorted(one, key=lambda item: (-item[1], item[0]))[:most] for one in (copied, copies))  # type: ignore[return-value]
