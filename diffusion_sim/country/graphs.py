"""The graph of ties: municipalities as nodes, one kind of tie a layer; built from data, rewired, or by a known recipe."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx

from diffusion_sim.country.places import Place, Tie
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

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
    >>> from diffusion_sim.country import denmark, layers
    >>> country = denmark.load()
    >>> ties = layers.danish_ties(country, ["land_border", "ferry"], year=2014)
    >>> graph = build_graph(country.places, ties)
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


SyntheticKind = Literal["complete", "ring", "watts_strogatz", "erdos_renyi", "barabasi_albert"]

SYNTHETIC_LAYER = "ties"
MOST_TIES, MOST_PLACES_BY_PAIRS = 2_000_000, 10_000
"""What fits into the memory of a laptop, and into some seconds."""


class _Recipe(NamedTuple):
    size: int
    degree: int
    rewiring_probability: float
    seed: int


def synthetic_places(number: int) -> tuple[Place, ...]:
    """Return places with the codes 1 to ``number`` on a square tile grid, without region, population or area."""
    if number < 1:
        raise InputError("network", f"found {number} places", "valid: 1 or more")
    width = math.isqrt(number - 1) + 1
    return tuple(_numbered_place(index, width) for index in range(number))


def synthetic_graph(
    kind: SyntheticKind,
    places: Sequence[Place] | int,
    degree: int = 6,
    rewiring_probability: float = 0.1,
    seed: int = 1,
) -> nx.MultiGraph[int]:
    """Build a synthetic graph with the one layer ``ties``, every tie of weight 1.

    Parameters
    ----------
    kind
        ``complete``; ``ring`` (each place tied to the degree / 2 nearest on either side); ``watts_strogatz`` (a ring
        whose ties are rewired, Watts & Strogatz 1998); ``erdos_renyi`` (each pair tied with probability
        degree / (n - 1)); ``barabasi_albert`` (each new place ties itself to degree / 2 others, preferring the well
        tied, Barabasi & Albert 1999).
    places
        The nodes, taken in the order of their codes; or how many numbered places to make.
    degree
        Ties of a place: exact on a ring, a mean on Watts-Strogatz and Erdos-Renyi, nearly the mean on
        Barabasi-Albert; without effect on a complete graph. Even, except for Erdos-Renyi.
    rewiring_probability
        Chance that a tie is rewired; for Watts-Strogatz only.
    seed
        The same seed gives the same graph; no other random number is used or disturbed.

    Raises
    ------
    InputError
        The kind does not exist, or the degree or the probability does not fit.
    """
    nodes = synthetic_places(places) if isinstance(places, int) else tuple(sorted(places))
    recipe = _Recipe(len(nodes), degree, rewiring_probability, seed)
    if kind not in _GRAPHS:
        raise InputError("network kind", f"found {kind!r}", did_you_mean(str(kind), _GRAPHS))
    _check(kind, recipe)
    ties = [Tie(nodes[a].code, nodes[b].code, SYNTHETIC_LAYER, 1.0) for a, b in _GRAPHS[kind](recipe).edges()]
    return build_graph(nodes, ties, layers=[SYNTHETIC_LAYER])


_GRAPHS: Mapping[str, Callable[[_Recipe], nx.Graph[int]]] = {
    "complete": lambda recipe: nx.complete_graph(recipe.size),
    "ring": lambda recipe: nx.circulant_graph(recipe.size, [*range(1, recipe.degree // 2 + 1)]),
    "watts_strogatz": lambda recipe: nx.watts_strogatz_graph(
        recipe.size, recipe.degree, recipe.rewiring_probability, seed=recipe.seed
    ),
    "erdos_renyi": lambda recipe: nx.gnp_random_graph(recipe.size, recipe.degree / (recipe.size - 1), seed=recipe.seed),
    "barabasi_albert": lambda recipe: nx.barabasi_albert_graph(recipe.size, recipe.degree // 2, seed=recipe.seed),
}


def _check(kind: str, recipe: _Recipe) -> None:
    ties = recipe.size * (recipe.size - 1 if kind == "complete" else recipe.degree) // 2
    if ties > MOST_TIES or (kind == "erdos_renyi" and recipe.size > MOST_PLACES_BY_PAIRS):
        found = f"{recipe.size:,} places with {ties:,} ties"
        valid = (
            f"valid: at most {MOST_TIES:,} ties; erdos_renyi, which looks at each pair: {MOST_PLACES_BY_PAIRS:,} places"
        )
        raise InputError(f"{kind} network", found, valid)
    if kind == "complete":
        return
    where, fewest = f"degree of a {kind} network", 2 if kind == "erdos_renyi" else 3
    if recipe.size < fewest:
        raise InputError(f"places of a {kind} network", f"found {recipe.size}", f"valid: {fewest} or more")
    if not 1 <= recipe.degree < recipe.size:
        raise InputError(where, f"found {recipe.degree}", f"valid: from 1 to {recipe.size - 1}, one less than places")
    if kind != "erdos_renyi" and recipe.degree % 2:
        raise InputError(where, f"found {recipe.degree}", "valid: an even number, half of the ties to either side")
    if not 0 <= recipe.rewiring_probability <= 1:
        raise InputError("rewiring probability", f"found {recipe.rewiring_probability}", "valid: from 0 to 1")


def _numbered_place(index: int, width: int) -> Place:
    row, column = divmod(index, width)
    return Place(
        code=index + 1,
        name=f"Place {index + 1}",
        region="",
        population=0,
        area_km2=0.0,
        longitude=float(column),
        latitude=float(-row),
        tile_row=row,
        tile_column=column,
    )


_LARGEST_SWAPS_PER_TIE = 1000


def rewired_graph(graph: nx.MultiGraph[int], seed: int = 1, swaps_per_tie: float = 10.0) -> nx.MultiGraph[int]:
    """Rewire each layer of a graph at random, so that every place keeps its number of ties on it.

    Two ties a-b and c-d become a-d and c-b, again and again; a swap that would join a place to itself or double a
    tie is skipped but counted, so that in the long run every graph with these degrees is equally likely (Maslov &
    Sneppen 2002). How many attempts it takes is not known in general: on the Danish layers more than ten a tie leave
    no fewer of the old pairs; Milo et al. 2003 found a hundred more than adequate. A tie takes its weight along.

    Parameters
    ----------
    graph
        From :func:`build_graph`; it is left as it is. A complete layer stays as it is.
    seed
        The same seed gives the same graph; each layer draws from a sequence of its own.
    swaps_per_tie
        Attempted swaps for each tie of a layer.

    Raises
    ------
    InputError
        ``swaps_per_tie`` is negative or above 1000.
    """
    if not 0 <= swaps_per_tie <= _LARGEST_SWAPS_PER_TIE:
        raise InputError("swaps per tie", f"found {swaps_per_tie}", f"valid: from 0 to {_LARGEST_SWAPS_PER_TIE}")
    layers: dict[str, list[Tie]] = {layer: [] for layer in graph_layers(graph)}
    for tie in graph_ties(graph):
        layers[tie.layer].append(tie)
    for layer, ties in layers.items():
        # A text seed is hashed by the generator itself, the same in every process.
        generator = random.Random(f"{seed} {layer}")  # noqa: S311 (a simulation, no secret)
        _swap_ends(ties, round(swaps_per_tie * len(ties)), generator)
    return build_graph(graph_places(graph), [tie for ties in layers.values() for tie in ties], layers)


def _swap_ends(ties: list[Tie], attempts: int, generator: random.Random) -> None:
    """Swap the ends of randomly chosen ties of one layer, in place."""
    tied = {frozenset(tie[:2]) for tie in ties}
    for _ in range(attempts):
        first, second = generator.randrange(len(ties)), generator.randrange(len(ties))
        a, b = ties[first][:2]
        c, d = ties[second][:2] if generator.random() < 0.5 else ties[second][1::-1]  # noqa: PLR2004 (a fair coin)
        if len({a, b, c, d}) < 4 or {frozenset((a, d)), frozenset((c, b))} & tied:  # noqa: PLR2004 (four ends)
            continue
        tied -= {frozenset((a, b)), frozenset((c, d))}
        tied |= {frozenset((a, d)), frozenset((c, b))}
        ties[first] = ties[first]._replace(code_a=a, code_b=d)
        ties[second] = ties[second]._replace(code_a=c, code_b=b)
