"""AgentPy: agents that decide on the last step and then adopt; the curve is recorded by the model."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import task

NAME, PACKAGE, KEEPS = "AgentPy", "agentpy", "curve"


def _si(node: Any) -> bool:  # noqa: ANN401 - AgentPy has no types
    number = sum(other.adopted for other in node.neighbours)
    return number > 0 and node.model.random.random() < 1.0 - (1.0 - task.SI_CHANCE) ** number


def _cascade(node: Any) -> bool:  # noqa: ANN401
    return any(other.new and node.model.random.random() < task.CASCADE_CHANCE for other in node.neighbours)


def _threshold(node: Any) -> bool:  # noqa: ANN401
    return sum(other.adopted for other in node.neighbours) >= task.THRESHOLD * len(node.neighbours)


RULES = {"si": _si, "cascade": _cascade, "threshold": _threshold}


@cache
def _contagion() -> Any:  # noqa: ANN401 - its classes are made where the package is there
    import agentpy as ap  # noqa: PLC0415

    class Node(ap.Agent):
        def setup(self) -> None:
            self.adopted, self.new, self.wants, self.neighbours = False, False, False, []

        def decide(self) -> None:
            self.wants = not self.adopted and RULES[self.p.rule](self)

        def commit(self) -> None:
            self.new = self.wants
            self.adopted = self.adopted or self.wants

    class Contagion(ap.Model):
        def setup(self) -> None:
            self.nodes = ap.AgentList(self, task.NODES, Node)
            nodes = list(self.nodes)
            for node, neighbours in task.graph().adjacency():
                nodes[node].neighbours = [nodes[other] for other in neighbours]
            for seed in self.p.seeds:
                nodes[seed].adopted = nodes[seed].new = True

        def step(self) -> None:
            self.nodes.decide()
            self.nodes.commit()

        def update(self) -> None:
            self.record("users", sum(node.adopted for node in self.nodes))

    return Contagion


def _run(rule: str, replications: int) -> np.ndarray:
    finals = []
    for seeds in task.first_adopters(replications):
        model = _contagion()({"rule": rule, "seeds": seeds, "steps": task.STEPS})
        model.run(display=False)
        finals.append(model.log["users"][-1])
    return np.array(finals)


TASKS = {rule: lambda replications, rule=rule: _run(rule, replications) for rule in RULES}
