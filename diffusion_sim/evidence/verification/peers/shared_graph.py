"""The graph that every peer gets, and our engine on it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import networkx as nx

from diffusion_sim.evidence.verification.contagion import contagion, network_files
from diffusion_sim.evidence.verification.observing import cases_of, users_after

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from diffusion_sim.evidence.verification.check import Setup

SIZE, NEIGHBOURS, REWIRED, FIRST = 98, 6, 0.1, 5
PEER_RUNS_PER_REPLICATION = 0.1
"""Peers are slow: they run a tenth as often as our engine."""


@cache
def small_world() -> nx.Graph[int]:
    """Return a connected Watts-Strogatz graph of 98 nodes with six neighbours, a tenth of the ties rewired."""
    graph: nx.Graph[int] = nx.connected_watts_strogatz_graph(SIZE, NEIGHBOURS, REWIRED, seed=1)
    return graph


def first_adopters() -> list[int]:
    """Return five nodes spread over the ring."""
    return [round(number * SIZE / FIRST) for number in range(FIRST)]


def our_users(setup: Setup, months: int, **rule: Any) -> NDArray[np.int64]:  # noqa: ANN401
    """Return the users after the last month in each of our runs."""
    graph = small_world()
    nodes = [{"id": node + 1} for node in graph]
    files = network_files(setup.folder / "small_world", nodes, [(a + 1, b + 1) for a, b in graph.edges()])
    seeds = [{"name": "fashion", "first_adopters": [str(node + 1) for node in first_adopters()]}]
    runs = cases_of(contagion(seeds, months, **rule, **files), setup, setup.replications)
    return users_after(runs, months)[:, months]


def peer_runs(setup: Setup) -> int:
    """Return how often a peer runs."""
    return max(20, round(setup.replications * PEER_RUNS_PER_REPLICATION))
