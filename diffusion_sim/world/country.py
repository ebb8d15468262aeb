"""Who takes part and who is tied to whom: Denmark, a synthetic country, or the user's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim import denmark, network
from diffusion_sim.exact import log
from diffusion_sim.rules.fit import context_distance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import networkx as nx

    from diffusion_sim.network import ContactWeights
    from diffusion_sim.places import Place
    from diffusion_sim.scenario import Scenario

    Graph = nx.MultiGraph[int]

LAND_BORDER = "land_border"
NAMED_LAYERS = (*denmark.DANISH_LAYERS, *network.PLACE_LAYERS)


class Country(NamedTuple):
    """Places in order of code, their graph, and what hangs on them."""

    places: tuple[Place, ...]
    graph: Graph
    contact: ContactWeights
    bodies: Mapping[str, tuple[int, ...]]
    elections: tuple[date, ...]
    checksums: Mapping[str, str]
    near: frozenset[tuple[int, int]]
    """Pairs of codes, both ways, that share a land border."""
    log_population: tuple[float, ...]
    """0 where population is unknown."""
    region_distance: float

    def distance(self, row: int, other: int) -> float:
        """Return the context distance between two places, by row."""
        here, there = self.log_population[row], self.log_population[other]
        same = self.places[row].region == self.places[other].region
        gap = here - there if here > 0.0 and there > 0.0 else 0.0
        return context_distance(gap, 0.0 if same else self.region_distance)


def build_country(scenario: Scenario) -> Country:
    """Build the country of a scenario; its data and ties are checked on the way."""
    n = scenario.network
    if n.kind == "file":
        own = _own_files(scenario)
        return _country(scenario, network.build_graph(own.places, own.ties), {}, (), {})
    if n.places == "synthetic" and n.kind not in {"denmark", "rewired"}:
        return _country(scenario, _recipe(scenario, network.synthetic_places(n.size)), {}, (), {})
    data = denmark.load()
    graph = _danish_graph(scenario) if n.kind in {"denmark", "rewired"} else _recipe(scenario, data.places)
    if n.kind == "rewired":
        graph = network.rewired_graph(graph, n.graph_seed)
    return _country(scenario, graph, denmark.bodies(n.year), data.elections, data.checksums)


def _own_files(scenario: Scenario) -> network.UserNetwork:
    n = scenario.network
    if n.edges_file.endswith(".graphml"):
        return network.read_graphml(n.edges_file, n.isolated, n.repeated_ties)
    return network.read_edges(n.edges_file, n.nodes_file, n.isolated, n.repeated_ties)


def _recipe(scenario: Scenario, places: tuple[Place, ...]) -> Graph:
    n = scenario.network
    kind: network.SyntheticKind = n.kind  # type: ignore[assignment]  # the other kinds were dealt with before
    return network.synthetic_graph(kind, places, n.degree, n.rewiring_probability, n.graph_seed)


def _danish_graph(scenario: Scenario) -> Graph:
    data, n = denmark.load(), scenario.network
    ties = [
        *denmark.ties(data, denmark.DANISH_LAYERS, n.year),
        *network.place_ties(data.places, network.PLACE_LAYERS, n.likeness_nearest),
    ]
    return network.build_graph(data.places, ties, layers=NAMED_LAYERS)


def _country(
    scenario: Scenario,
    graph: Graph,
    bodies: Mapping[str, tuple[int, ...]],
    elections: tuple[date, ...],
    checksums: Mapping[str, str],
) -> Country:
    n = scenario.network
    weights = {layer: float(getattr(n, f"weight_{layer}", n.weight_other)) for layer in graph.graph["layers"]}
    places = network.graph_places(graph)
    borders = [(a, b) for a, b, layer in graph.edges(keys=True) if layer == LAND_BORDER]
    return Country(
        places=places,
        graph=graph,
        contact=network.contact_weights(graph, weights, normalisation=n.normalisation, isolated=n.isolated),
        bodies=bodies,
        elections=elections,
        checksums=checksums,
        near=frozenset(borders) | frozenset((b, a) for a, b in borders),
        log_population=tuple(log(float(p.population)) if p.population > 0 else 0.0 for p in places),
        region_distance=scenario.solutions.region_distance,
    )
