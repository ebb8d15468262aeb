"""Who takes part and who is tied to whom: Denmark, a synthetic country, or the user's own files."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from diffusion_sim.country import denmark
from diffusion_sim.country.contact import contact_weights
from diffusion_sim.country.graphs import (
    SyntheticKind,
    build_graph,
    graph_places,
    rewired_graph,
    synthetic_graph,
    synthetic_places,
)
from diffusion_sim.country.layers import DANISH_LAYERS, PLACE_LAYERS, danish_ties, place_ties
from diffusion_sim.country.own_network import read_edges, read_graphml
from diffusion_sim.exact import log
from diffusion_sim.mechanisms.context_fit import REGION_DISTANCE, context_distance
from diffusion_sim.scenario.time_and_network import weight_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from diffusion_sim.country.contact import ContactWeights
    from diffusion_sim.country.places import Place
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.time_and_network import Network

    Graph = nx.MultiGraph[int]

LAND_BORDER = "land_border"
YEAR = 2014
"""Collaboration bodies count as they were in this year (country/SOURCES.md)."""
NAMED_LAYERS = (*DANISH_LAYERS, *PLACE_LAYERS)


class Country(NamedTuple):
    """Places in order of code, their graph, and what depends on them."""

    places: tuple[Place, ...]
    graph: Graph
    """Frozen, since replications share it."""
    contact: ContactWeights
    bodies: Mapping[str, tuple[int, ...]]
    elections: tuple[date, ...]
    checksums: Mapping[str, str]
    near: frozenset[tuple[int, int]]
    """Pairs of codes, both ways, that share a land border."""
    log_population: tuple[float, ...]
    """0 where population is unknown."""
    notes: tuple[str, ...] = ()
    """Sentences on how the user's own files were read."""

    def distance(self, row: int, other: int) -> float:
        """Return the context distance between two places, by row."""
        here, there = self.log_population[row], self.log_population[other]
        same = self.places[row].region == self.places[other].region
        gap = here - there if here > 0.0 and there > 0.0 else 0.0
        return context_distance(gap, 0.0 if same else REGION_DISTANCE)


def build_country(scenario: Scenario) -> Country:
    """Build the country of a scenario; its data and ties are checked on the way."""
    return _from_files(scenario.network) if scenario.network.whose == "file" else _kept(scenario.network)


@lru_cache(maxsize=4)
def _kept(n: Network) -> Country:
    """Build a country, or give the one built before: the points of a sweep and the sides of a comparison share it."""
    if n.whose == "synthetic":
        return _country(n, _recipe(n, synthetic_places(n.size)))
    data = denmark.load()
    graph = _danish_graph() if n.has_danish_ties else _recipe(n, data.places)
    if n.kind == "rewired":
        graph = rewired_graph(graph, n.graph_seed)
    country = _country(n, graph)
    return country._replace(bodies=denmark.bodies(YEAR), elections=data.elections, checksums=data.checksums)


def _from_files(n: Network) -> Country:
    """Build a country from the user's files, which may have changed since the last time."""
    return _of_contents(n, tuple(map(_digest, (n.edges_file, n.nodes_file))))


def _digest(file: str) -> bytes:
    """Return what tells one content from another; nothing where there is none, which reading refuses."""
    try:
        return sha256(Path(file).read_bytes()).digest()
    except OSError:
        return b""


@lru_cache(maxsize=4)
def _of_contents(n: Network, _digests: tuple[bytes, ...]) -> Country:
    """Build a country, or give the one built before from files with the same content."""
    if n.edges_file.endswith(".graphml"):
        own = read_graphml(n.edges_file, n.isolated, n.repeated_ties)
    else:
        own = read_edges(n.edges_file, n.nodes_file, n.isolated, n.repeated_ties)
    country = _country(n, build_graph(own.places, own.ties))
    return country._replace(notes=own.notes)


def _recipe(n: Network, places: tuple[Place, ...]) -> Graph:
    kind: SyntheticKind = n.kind  # type: ignore[assignment]  # the other kinds were dealt with before
    return synthetic_graph(kind, places, n.degree, n.rewiring_probability, n.graph_seed)


def _danish_graph() -> Graph:
    data = denmark.load()
    ties = [
        *danish_ties(data, DANISH_LAYERS, YEAR),
        *place_ties(data.places, PLACE_LAYERS),
    ]
    return build_graph(data.places, ties, layers=NAMED_LAYERS)


def _country(n: Network, graph: Graph) -> Country:
    """Work out what depends on a graph; bodies, elections and checksums are Denmark's only."""
    weights = {layer: weight_of(n, layer) for layer in graph.graph["layers"]}
    places = graph_places(graph)
    borders = [(a, b) for a, b, layer in graph.edges(keys=True) if layer == LAND_BORDER]
    return Country(
        places=places,
        graph=nx.freeze(graph),
        contact=contact_weights(graph, weights, normalisation=n.normalisation, isolated=n.isolated),
        bodies={},
        elections=(),
        checksums={},
        near=frozenset(borders) | frozenset((b, a) for a, b in borders),
        log_population=tuple(log(float(p.population)) if p.population > 0 else 0.0 for p in places),
    )
