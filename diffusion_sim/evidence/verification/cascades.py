"""Independent cascades on small graphs: all sizes with their exact chances (Kempe, Kleinberg & Tardos 2003)."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.contagion import contagion, network_files
from diffusion_sim.evidence.verification.judging import by_distribution
from diffusion_sim.evidence.verification.observing import cases_of
from diffusion_sim.evidence.verification.reference import reference_results

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAPHS: dict[str, nx.Graph[Any]] = {
    "path3_seed_end": nx.path_graph(3),
    "triangle": nx.complete_graph(3),
    "cycle4": nx.cycle_graph(4),
    "K4": nx.complete_graph(4),
}
PLANTED = {"0.1": 0.125, "0.5": 0.55}
"""A chance that is a quarter, or a tenth, too high."""
AT_ONCE = 30
"""Cascades in one world, each a solution of its own; three for each replication asked for."""
WORLDS_PER_REPLICATION = 0.1


def exact_sizes(graph: str, probability: str) -> NDArray[np.float64]:
    """Return the exact chance of each final size, from 1 up, as the reference has it."""
    distribution = reference_results()["IC_exact"][graph][probability]["dist"]
    return np.array([distribution[str(size)] for size in range(1, len(GRAPHS[graph]) + 1)])


def enumerated_sizes(graph: nx.Graph[Any], probability: float) -> NDArray[np.float64]:
    """Return the exact chances of final sizes from all ways in which ties can be live, from node 0."""
    edges = list(graph.edges())
    chances = np.zeros(len(graph))
    for live in product([False, True], repeat=len(edges)):
        kept: nx.Graph[Any] = nx.Graph([edge for edge, on in zip(edges, live, strict=True) if on])
        kept.add_node(0)
        chance = float(np.prod([probability if on else 1 - probability for on in live]))
        chances[len(nx.node_connected_component(kept, 0)) - 1] += chance
    return chances


def final_sizes(setup: Setup, graph: str, probability: float) -> NDArray[np.int64]:
    """Run cascades from node 0, many at once; return how many had each size from 1 up."""
    g = GRAPHS[graph]
    nodes = [{"id": node + 1} for node in g]
    files = network_files(setup.folder / graph, nodes, [(a + 1, b + 1) for a, b in g.edges()])
    seeds = [{"name": f"fashion {number}", "first_adopters": ["1"]} for number in range(AT_ONCE)]
    scenario = contagion(seeds, months=len(g) + 1, awareness__form="one_shot",
                         awareness__one_shot_probability=probability, **files)  # fmt: skip
    worlds = max(1, round(setup.replications * WORLDS_PER_REPLICATION))
    sizes = [
        np.bincount(cases["solution"][cases["operating"] >= 0], minlength=AT_ONCE)
        for cases in cases_of(scenario, setup, worlds)
    ]
    return np.bincount(np.concatenate(sizes) - 1, minlength=len(g))


def _check(graph: str, probability: str, setup: Setup) -> Finding:
    planted = enumerated_sizes(GRAPHS[graph], PLANTED[probability])
    return by_distribution(final_sizes(setup, graph, float(probability)), exact_sizes(graph, probability), planted)


def checks() -> list[Check]:
    """Return a check for each graph and chance."""
    return [
        Check(
            f"Cascade, {graph.removesuffix('_seed_end')}, {probability}",
            "Kempe, Kleinberg & Tardos 2003; all live ties enumerated",
            partial(_check, graph, probability),
            {"awareness.one_shot_probability": PLANTED[probability]},
            f"p = {PLANTED[probability]}",
        )
        for graph, probability in product(GRAPHS, PLANTED)
    ]
