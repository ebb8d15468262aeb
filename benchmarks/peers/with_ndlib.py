"""NDlib: models of its own, stepped by ``iteration_bunch``; its first step returns the start."""

from __future__ import annotations

import numpy as np
import task

NAME, PACKAGE, KEEPS = "NDlib", "ndlib", "curve"


def _run(model: str, replications: int, **settings: float) -> np.ndarray:
    import future.utils  # noqa: F401, PLC0415 - NDlib uses it without importing it
    import ndlib.models.epidemics as epidemics  # noqa: PLC0415, PLR0402
    from ndlib.models.ModelConfig import Configuration  # noqa: PLC0415

    graph, finals = task.graph(), []
    for seeds in task.first_adopters(replications):
        configured = Configuration()
        configured.add_model_initial_configuration("Infected", seeds)
        for name, value in settings.items():
            if name == "beta":
                configured.add_model_parameter(name, value)
            elif model == "ThresholdModel":
                configured.add_node_set_configuration(name, dict.fromkeys(graph, value))
            else:
                configured.add_edge_set_configuration(name, dict.fromkeys(graph.edges(), value))
        simulated = getattr(epidemics, model)(graph)
        simulated.set_initial_status(configured)
        curve = [
            task.NODES - step["node_count"][0] for step in simulated.iteration_bunch(task.STEPS + 1, node_status=False)
        ]
        finals.append(curve[-1])
    return np.array(finals)


TASKS = {
    "si": lambda replications: _run("SIModel", replications, beta=task.SI_CHANCE),
    "cascade": lambda replications: _run("IndependentCascadesModel", replications, threshold=task.CASCADE_CHANCE),
    "threshold": lambda replications: _run("ThresholdModel", replications, threshold=task.THRESHOLD),
}
