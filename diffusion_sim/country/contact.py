"""How much of its contact each municipality has with each other one: the graph folded into one weight a pair."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, get_args

import numpy as np

from diffusion_sim.country.graphs import graph_layers, graph_ties
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

Normalisation = Literal["share", "count"]
Element = TypeVar("Element", np.int64, np.float64)

_WEIGHT_OF: dict[str, Callable[[NeighbourShare], float]] = {
    "share": lambda neighbour: on_grid(neighbour.share),
    "count": lambda _: 1.0,
}


class Contact(NamedTuple):
    """One neighbour of a place."""

    code: int
    weight: float
    layer: str
    """The layer that contributes most to the weight."""


@dataclass(frozen=True, eq=False)
class ContactWeights:
    """Directed weights in compressed rows (CSR), one row for each place in the order of codes; arrays are read-only.

    Row ``i`` is what place ``codes[i]`` hears from: its neighbours are ``indices[indptr[i]:indptr[i + 1]]``.
    """

    codes: NDArray[np.int64]
    """Codes of the n places, ascending."""
    indptr: NDArray[np.int64]
    """Start of each row, and the end of the last: n + 1."""
    indices: NDArray[np.int64]
    """Row number of each neighbour, ascending within a row: m."""
    weights: NDArray[np.float64]
    """Weight of each neighbour, above 0, no unit: m. A multiple of 2**-20, or 1 where ties are counted."""
    layers: NDArray[np.int64]
    """Index into ``layer_names`` of the layer that contributes most (the first of equals): m."""
    layer_names: tuple[str, ...]
    """Layers with a weight above 0, sorted."""

    def contacts_of(self, code: int) -> tuple[Contact, ...]:
        """Return the neighbours of one place, by code."""
        row = int(np.searchsorted(self.codes, code))
        if row == len(self.codes) or self.codes[row] != code:
            raise InputError("network", f"there is no place with code {code}")
        part = slice(int(self.indptr[row]), int(self.indptr[row + 1]))
        columns = zip(
            self.codes[self.indices[part]].tolist(),
            self.weights[part].tolist(),
            self.layers[part].tolist(),
            strict=True,
        )
        return tuple(Contact(neighbour, weight, self.layer_names[layer]) for neighbour, weight, layer in columns)


def contact_weights(
    graph: nx.MultiGraph[int],
    layer_weights: Mapping[str, float],
    *,
    normalisation: Normalisation = "share",
    isolated: Isolated = "refuse",
) -> ContactWeights:
    r"""Fold the layers of a graph into one directed weight for each pair that is tied.

    With :math:`a_{ijl}` the weight of the tie on layer l and :math:`w_l` the weight of the layer, ``share`` gives

    .. math:: \hat w_{ij} = \frac{\sum_l w_l\, a_{ijl} / \sum_k a_{ikl}}{\sum_{l \text{ with a tie of } i} w_l}

    Contact is thus a budget of one for each place: one without a ferry spends that part on its other ties. ``count``
    lets every tied pair weigh exactly 1, however many layers it is tied on, for models in which each neighbour
    contributes separately.

    Parameters
    ----------
    graph
        From :func:`build_graph`.
    layer_weights
        Relative weight of each layer (>= 0, no unit); layers left out weigh 0.
    normalisation
        ``share`` or ``count``.
    isolated
        ``refuse`` places without a tie on any layer that has weight, or ``allow`` them: they hear from nobody.

    Raises
    ------
    InputError
        A layer does not exist, a weight is negative or no number, or a place is isolated.

    Notes
    -----
    Shares are rounded to multiples of 2**-20, half to even, but never to 0. A row with m neighbours therefore sums to
    1 within m * 2**-20, not to the last bit. Sums before the rounding are correctly rounded (:func:`math.fsum`), so
    the order in which ties were given leaves no trace.
    """
    if normalisation not in _WEIGHT_OF:
        raise InputError("normalisation", f"found {normalisation!r}", did_you_mean(str(normalisation), _WEIGHT_OF))
    positive = _positive_weights(graph, layer_weights)
    ties = _ties_by_place(graph, positive)
    refuse_isolated(isolated, [f"{graph.nodes[code]['name']} ({code})" for code in ties if not ties[code]])
    rows = {code: neighbour_shares(layers, positive) if layers else () for code, layers in ties.items()}
    return _compress(rows, tuple(positive), normalisation)


def _positive_weights(graph: nx.MultiGraph[int], layer_weights: Mapping[str, float]) -> dict[str, float]:
    """Return the layers with a weight above 0, sorted by name."""
    known = graph_layers(graph)
    for layer, weight in layer_weights.items():
        if not (weight >= 0 and math.isfinite(weight)):
            raise InputError(f"weight of layer {layer!r}", f"found {weight}", "valid: a finite number, 0 or above")
        if weight > 0 and layer not in known:
            raise InputError(f"weight of layer {layer!r}", "the network has no such layer", did_you_mean(layer, known))
    return {layer: float(layer_weights[layer]) for layer in sorted(layer_weights) if layer_weights[layer] > 0}


def _ties_by_place(
    graph: nx.MultiGraph[int], layer_weights: Mapping[str, float]
) -> dict[int, dict[str, dict[int, float]]]:
    """Return place -> layer -> neighbour -> weight, places in the order of their codes."""
    ties: dict[int, dict[str, dict[int, float]]] = {code: {} for code in sorted(graph)}
    for tie in graph_ties(graph):
        if tie.layer in layer_weights:
            ties[tie.code_a].setdefault(tie.layer, {})[tie.code_b] = tie.weight
            ties[tie.code_b].setdefault(tie.layer, {})[tie.code_a] = tie.weight
    return ties


def _compress(
    rows: Mapping[int, tuple[NeighbourShare, ...]], layer_names: tuple[str, ...], normalisation: Normalisation
) -> ContactWeights:
    weight_of = _WEIGHT_OF[normalisation]
    neighbours = [neighbour for row in rows.values() for neighbour in row]
    position = {code: index for index, code in enumerate(rows)}
    layer_index = {layer: index for index, layer in enumerate(layer_names)}
    return ContactWeights(
        codes=_frozen(np.array(list(rows), dtype=np.int64)),
        indptr=_frozen(np.cumsum([0, *map(len, rows.values())], dtype=np.int64)),
        indices=_frozen(np.array([position[neighbour.code] for neighbour in neighbours], dtype=np.int64)),
        weights=_frozen(np.array([weight_of(neighbour) for neighbour in neighbours], dtype=np.float64)),
        layers=_frozen(np.array([layer_index[neighbour.layer] for neighbour in neighbours], dtype=np.int64)),
        layer_names=layer_names,
    )


def _frozen(array: NDArray[Element]) -> NDArray[Element]:
    array.flags.writeable = False
    return array


Key = TypeVar("Key")

WEIGHT_STEPS = 2**20
"""Weights are multiples of 1 / WEIGHT_STEPS, so that sums of them are exact in any order."""


class NeighbourShare(NamedTuple):
    """What one neighbour gets of a place's contact."""

    code: int
    share: float
    """Part of the budget, above 0 and at most 1; not yet on the grid."""
    layer: str
    """The layer that contributes most; the first by name of equals."""


def neighbour_shares(
    ties: Mapping[str, Mapping[int, float]], layer_weights: Mapping[str, float]
) -> tuple[NeighbourShare, ...]:
    """Share out the contact of one place.

    Parameters
    ----------
    ties
        Layer -> code of the neighbour -> weight of the tie; layers without a tie of this place are absent.
    layer_weights
        Weight of each of these layers, above 0.
    """
    budget = shares({layer: layer_weights[layer] for layer in ties})
    parts: dict[int, dict[str, float]] = {}
    for layer in sorted(ties):
        for code, share in shares(ties[layer]).items():
            parts.setdefault(code, {})[layer] = budget[layer] * share
    return tuple(
        NeighbourShare(code, math.fsum(parts[code].values()), max(parts[code], key=parts[code].__getitem__))
        for code in sorted(parts)
    )


def shares(weights: Mapping[Key, float]) -> dict[Key, float]:
    """Scale positive weights to sum 1, without overflow and whatever their order."""
    largest = max(weights.values())
    scaled = {key: weight / largest for key, weight in weights.items()}
    total = math.fsum(scaled.values())
    return {key: weight / total for key, weight in scaled.items()}


def on_grid(share: float) -> float:
    """Round to a multiple of 2**-20, half to even, but never to 0."""
    return max(1, round(share * WEIGHT_STEPS)) / WEIGHT_STEPS


Isolated = Literal["refuse", "allow"]

_SHOWN = 10


def refuse_isolated(isolated: Isolated, descriptions: Sequence[str], where: str = "network") -> None:
    """Raise an InputError that names the isolated places, unless they are allowed.

    Parameters
    ----------
    isolated
        ``refuse`` or ``allow``.
    descriptions
        One for each isolated place, such as ``Læsø (825)``.
    where
        The file, or ``network``.
    """
    if isolated not in get_args(Isolated):
        raise InputError("isolated", f"found {isolated!r}", "valid: refuse, allow")
    if descriptions and isolated == "refuse":
        shown = ", ".join(descriptions[:_SHOWN]) + (", ..." if len(descriptions) > _SHOWN else "")
        found = "1 place has" if len(descriptions) == 1 else f"{len(descriptions)} places have"
        raise InputError(
            where,
            f"{found} no tie on any layer with a weight above 0: {shown}",
            'add a tie, give weight to a layer that reaches them, or set isolated to "allow"',
        )
