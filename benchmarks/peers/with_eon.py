"""EoN (Epidemics on Networks): event-driven in continuous time, or by generations; no record of every step."""

from __future__ import annotations

from typing import Any

import numpy as np
import task

NAME, PACKAGE, KEEPS = "EoN", "EoN", "times of events"
AT_ONCE = 1000.0
"""Rate a step at which a node whose threshold is reached adopts."""


def _si(replications: int) -> np.ndarray:
    import EoN  # noqa: PLC0415

    rate, graph = -np.log1p(-task.SI_CHANCE), task.graph()
    runs = (
        EoN.fast_SIR(graph, rate, 0.0, initial_infecteds=seeds, tmax=task.STEPS)
        for seeds in task.first_adopters(replications)
    )
    return np.array([infected[-1] for _, _, infected, _ in runs])


def _cascade(replications: int) -> np.ndarray:
    import EoN  # noqa: PLC0415

    graph = task.graph()
    runs = (
        EoN.basic_discrete_SIR(graph, task.CASCADE_CHANCE, initial_infecteds=seeds)
        for seeds in task.first_adopters(replications)
    )
    return np.array([recovered[-1] for _, _, _, recovered in runs])


def _rate(graph: Any, node: int, status: dict[int, str], _: Any) -> float:  # noqa: ANN401 - EoN has no types
    if status[node] == "I":
        return 0.0
    number = sum(status[other] == "I" for other in graph[node])
    return AT_ONCE if number >= task.THRESHOLD * graph.degree(node) else 0.0


def _influenced(graph: Any, node: int, status: dict[int, str], _: Any) -> set[int]:  # noqa: ANN401
    return {other for other in graph[node] if status[other] == "S"}


def _threshold(replications: int) -> np.ndarray:
    import EoN  # noqa: PLC0415

    graph, finals = task.graph(), []
    for seeds in task.first_adopters(replications):
        start = {node: "I" if node in seeds else "S" for node in graph}
        _, _, infected = EoN.Gillespie_complex_contagion(
            graph, _rate, lambda *_: "I", _influenced, start, ("S", "I"), tmax=task.STEPS
        )
        finals.append(infected[-1])
    return np.array(finals)


TASKS = {"si": _si, "cascade": _cascade, "threshold": _threshold}
