"""One place's contact, a budget of one, shared out over its layers and then over its neighbours on each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

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
