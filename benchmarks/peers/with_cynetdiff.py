"""CyNetDiff, compiled: one call runs one cascade to its end; it keeps who adopted, not when nor from whom."""

from __future__ import annotations

import numpy as np
import task

NAME, PACKAGE, KEEPS = "CyNetDiff, a call a run", "cynetdiff", "final number"


def _runs(seeds_of_runs: list[list[int]]) -> np.ndarray:
    model = _model()
    finals = []
    for seeds in seeds_of_runs:
        model.set_seeds(seeds)
        model.advance_until_completion()
        finals.append(model.get_num_activated_nodes())
    return np.array(finals)


def _model() -> object:
    from cynetdiff.utils import networkx_to_ic_model  # noqa: PLC0415

    model, _ = networkx_to_ic_model(task.graph(), activation_prob=task.CASCADE_CHANCE)
    return model


def _cascade(replications: int) -> np.ndarray:
    return _runs(task.first_adopters(replications))


TASKS = {"cascade": _cascade}
