"""numpy over all replications at once: a matrix of who has adopted, times who is tied to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import task

if TYPE_CHECKING:
    from collections.abc import Callable

NAME, PACKAGE, KEEPS = "numpy, all replications at once", "numpy", "curve"


def _si(adopted: np.ndarray, _: np.ndarray, ties: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chances = 1.0 - (1.0 - task.SI_CHANCE) ** np.arange(task.NODES, dtype=np.float32)
    return rng.random(adopted.shape, dtype=np.float32) < chances[(adopted @ ties).astype(np.intp)]


def _cascade(_: np.ndarray, new: np.ndarray, ties: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chances = 1.0 - (1.0 - task.CASCADE_CHANCE) ** np.arange(task.NODES, dtype=np.float32)
    return rng.random(new.shape, dtype=np.float32) < chances[(new @ ties).astype(np.intp)]


def _threshold(adopted: np.ndarray, _: np.ndarray, ties: np.ndarray, __: np.random.Generator) -> np.ndarray:
    return adopted @ ties >= np.float32(task.THRESHOLD) * ties.sum(axis=0) - np.float32(1e-5)


def _run(rule: Callable[..., np.ndarray], replications: int) -> np.ndarray:
    ties, rng = nx.to_numpy_array(task.graph(), nodelist=range(task.NODES), dtype=np.float32), np.random.default_rng()
    adopted = np.zeros((replications, task.NODES), dtype=np.float32)
    np.put_along_axis(adopted, np.array(task.first_adopters(replications)), 1.0, axis=1)
    new = adopted
    curve = np.empty((replications, task.STEPS + 1))
    curve[:, 0] = task.FIRST_ADOPTERS
    for step in range(1, task.STEPS + 1):
        if new.any() or rule is _si:
            new = (rule(adopted, new, ties, rng) & (adopted == 0.0)).astype(np.float32)
            adopted = adopted + new
        curve[:, step] = adopted.sum(axis=1)
    return curve[:, -1]


TASKS = {
    "si": lambda replications: _run(_si, replications),
    "cascade": lambda replications: _run(_cascade, replications),
    "threshold": lambda replications: _run(_threshold, replications),
}
