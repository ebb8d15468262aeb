"""The same ties between other places: what a network would be if only the numbers of ties were kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.network.graph import build_graph, graph_layers, graph_places, graph_ties

if TYPE_CHECKING:
    import networkx as nx

    from diffusion_sim.places import Tie

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
