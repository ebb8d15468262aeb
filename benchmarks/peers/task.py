"""The common task: three kinds of contagion on one small world, 100 synchronous steps, five random first adopters.

The graph is networkx's connected_watts_strogatz_graph(98, 6, 0.1, seed=98), kept in ``scenarios/small_world_edges.csv``.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np

SCENARIOS = Path(__file__).parents[1] / "scenarios"
NODES, STEPS, FIRST_ADOPTERS = 98, 100, 5
SI_CHANCE, CASCADE_CHANCE, THRESHOLD = 0.005, 0.15, 0.30
"""Chance a step of each adopted neighbour; single chance of each new adopter; share of the neighbours."""


@cache
def graph() -> nx.Graph:
    """Return the small world, nodes counted from 0."""
    with (SCENARIOS / "small_world_edges.csv").open(encoding="utf-8") as lines:
        pairs = [(int(row["source"]) - 1, int(row["target"]) - 1) for row in csv.DictReader(lines)]
    small_world = nx.Graph()
    small_world.add_nodes_from(range(NODES))
    small_world.add_edges_from(pairs)
    return small_world


def first_adopters(replications: int) -> list[list[int]]:
    """Draw five nodes for each replication, all at once, which is quickest in Python."""
    noise = np.random.default_rng().random((replications, NODES))
    return np.argpartition(noise, FIRST_ADOPTERS, axis=1)[:, :FIRST_ADOPTERS].tolist()
