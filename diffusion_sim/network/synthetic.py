"""Graphs that follow a known recipe, over any places: for reference models and for comparison with Denmark."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.network.graph import build_graph
from diffusion_sim.places import Place, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SyntheticKind = Literal["complete", "ring", "watts_strogatz", "erdos_renyi", "barabasi_albert"]

SYNTHETIC_LAYER = "ties"


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
