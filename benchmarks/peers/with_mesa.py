"""Mesa: agents that decide on the last step and then adopt, and a data collector for the curve."""

from __future__ import annotations

import mesa
import numpy as np
import task

NAME, PACKAGE, KEEPS = "Mesa", "mesa", "curve"


class Node(mesa.Agent):
    """One node; it adopts when its rule says so."""

    def __init__(self, model: Contagion) -> None:
        super().__init__(model)
        self.adopted, self.new, self.wants = False, False, False
        self.neighbours: list[Node] = []

    def decide(self) -> None:
        """Look at the neighbours as they were at the end of the last step."""
        self.wants = not self.adopted and self.model.rule(self)

    def commit(self) -> None:
        """Adopt what was decided."""
        self.new = self.wants
        self.adopted = self.adopted or self.wants


class Contagion(mesa.Model):
    """One replication."""

    def __init__(self, rule: str, seeds: list[int]) -> None:
        super().__init__()
        self.rule = getattr(self, rule)
        nodes = [Node(self) for _ in range(task.NODES)]
        for node, neighbours in task.graph().adjacency():
            nodes[node].neighbours = [nodes[other] for other in neighbours]
        for seed in seeds:
            nodes[seed].adopted = nodes[seed].new = True
        self.users = mesa.DataCollector({"users": lambda model: sum(node.adopted for node in model.agents)})
        self.users.collect(self)

    def si(self, node: Node) -> bool:
        """Each adopted neighbour passes it on with a chance."""
        number = sum(other.adopted for other in node.neighbours)
        return number > 0 and self.random.random() < 1.0 - (1.0 - task.SI_CHANCE) ** number

    def cascade(self, node: Node) -> bool:
        """Each new adopter has one chance."""
        return any(other.new and self.random.random() < task.CASCADE_CHANCE for other in node.neighbours)

    def threshold(self, node: Node) -> bool:
        """Enough neighbours have adopted."""
        return sum(other.adopted for other in node.neighbours) >= task.THRESHOLD * len(node.neighbours)

    def step(self) -> None:
        """Let all decide, then adopt."""
        self.agents.do("decide")
        self.agents.do("commit")
        self.users.collect(self)


def _run(rule: str, replications: int) -> np.ndarray:
    finals = []
    for seeds in task.first_adopters(replications):
        model = Contagion(rule, seeds)
        for _ in range(task.STEPS):
            model.step()
        finals.append(model.users.model_vars["users"][-1])
    return np.array(finals)


TASKS = {rule: lambda replications, rule=rule: _run(rule, replications) for rule in ("si", "cascade", "threshold")}
