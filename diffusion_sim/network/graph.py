"""The collaboration graph: municipalities as nodes, one kind of tie a layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx

from diffusion_sim.errors import InputError
from diffusion_sim.places import Place, Tie

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

LARGEST_CODE = 2**32 - 1


def build_graph(places: Iterable[Place], ties: Iterable[Tie], layers: Iterable[str] = ()) -> nx.MultiGraph[int]:
    """Join places and ties into a multigraph.

    Parameters
    ----------
    places
        The nodes. Node names are the codes; name, region, population and the rest are node attributes.
    ties
        The edges. The edge key is the layer, the edge attribute ``weight`` (> 0, no unit) its strength on that layer.
    layers
        Layers that exist even if no tie is on them, so that giving one weight is no misspelling.

    Returns
    -------
    networkx.MultiGraph
        Nodes in the order of their codes, edges in the order of codes and layers, whatever the order they came in.
        ``graph.graph["layers"]`` names the layers, sorted.

    Raises
    ------
    InputError
        A code is out of range, unknown or used twice, a tie joins a place to itself or stands there twice on one
        layer, or a weight is not a positive number.

    Examples
    --------
    >>> from diffusion_sim import denmark, network
    >>> country = denmark.load()
    >>> ties = denmark.ties(country, ["land_border", "ferry"], year=2014)
    >>> graph = network.build_graph(country.places, ties)
    >>> graph.nodes[825]["name"]
    'Læsø'
    >>> [(graph.nodes[code]["name"], list(layers)) for code, layers in graph.adj[825].items()]
    [('Frederikshavn', ['ferry'])]
    """
    graph: nx.MultiGraph[int] = nx.MultiGraph()
    _add_places(graph, places)
    for tie in sorted(map(_lower_code_first, ties)):
        check_tie(tie, graph)
        if graph.has_edge(tie.code_a, tie.code_b, key=tie.layer):
            raise InputError(_where(tie), "is given twice", "give each pair once on a layer; ties have no direction")
        graph.add_edge(tie.code_a, tie.code_b, key=tie.layer, weight=tie.weight)
    graph.graph["layers"] = tuple(layers)
    graph.graph["layers"] = graph_layers(graph)
    return graph


def graph_layers(graph: nx.MultiGraph[int]) -> tuple[str, ...]:
    """Name the layers of a graph, sorted: those it was built with and those that have a tie."""
    return tuple(sorted({*graph.graph.get("layers", ()), *(layer for _, _, layer in graph.edges(keys=True))}))


def graph_ties(graph: nx.MultiGraph[int]) -> Iterator[Tie]:
    """Read the ties back from a graph, checked, sorted by codes and layer."""
    edges = graph.edges(keys=True, data="weight", default=math.nan)
    for tie in sorted(_lower_code_first(Tie(*edge)) for edge in edges):
        check_tie(tie, graph)
        yield tie


def graph_places(graph: nx.MultiGraph[int]) -> tuple[Place, ...]:
    """Read the places back from a graph that :func:`build_graph` made, sorted by code."""
    fields = Place._fields[1:]
    return tuple(Place(code, *(graph.nodes[code][field] for field in fields)) for code in sorted(graph))


def ties_among(places: Iterable[Place], ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Keep the ties whose two ends are both among the places, in their order."""
    codes = {place.code for place in places}
    return tuple(tie for tie in ties if tie.code_a in codes and tie.code_b in codes)


def check_tie(tie: Tie, codes: Container[int]) -> None:
    """Refuse a tie with an unknown end, with one place at both ends, or without a positive weight."""
    for code in (tie.code_a, tie.code_b):
        if code not in codes:
            raise InputError(_where(tie), f"there is no place with code {code}", "give ties between the places only")
    if tie.code_a == tie.code_b:
        raise InputError(_where(tie), "joins a place to itself", "give ties between two different places")
    if not (tie.weight > 0 and math.isfinite(tie.weight)):
        raise InputError(_where(tie), f"has the weight {tie.weight}", "valid: a finite number above 0")


def _add_places(graph: nx.MultiGraph[int], places: Iterable[Place]) -> None:
    for place in sorted(places):
        if not 0 < place.code <= LARGEST_CODE:
            raise InputError(f"place {place.name!r}", f"has the code {place.code}", f"valid: 1 to {LARGEST_CODE}")
        if place.code in graph:
            raise InputError(
                f"places {graph.nodes[place.code]['name']!r} and {place.name!r}",
                f"both have the code {place.code}",
                "give each place a code of its own",
            )
        attributes = place._asdict()
        graph.add_node(attributes.pop("code"), **attributes)
    if not graph:
        raise InputError("network", "has no places", "give at least one")


def _lower_code_first(tie: Tie) -> Tie:
    return tie if tie.code_a <= tie.code_b else tie._replace(code_a=tie.code_b, code_b=tie.code_a)


def _where(tie: Tie) -> str:
    return f"tie {tie.code_a}-{tie.code_b} on layer {tie.layer!r}"
