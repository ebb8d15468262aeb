"""Ties that only the Danish data know: borders, links, ferries and shared bodies.

Being in the same region and being alike in size need no Danish facts; they are in ``diffusion_sim.network``.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from diffusion_sim.denmark.memberships import REGIONAL_COUNCIL, members_by_body
from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.places import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diffusion_sim.denmark.country import Denmark

_KIND_OF_LAYER = {"land_border": "land", "fixed_link": "bridge_tunnel", "ferry": "ferry"}

DANISH_LAYERS = (*_KIND_OF_LAYER, "bodies")


def ties(denmark: Denmark, layers: Iterable[str], year: int) -> tuple[Tie, ...]:
    """Return the ties on some of the Danish layers, in the order of the layers and then of the codes.

    Parameters
    ----------
    denmark
        The data, from :func:`diffusion_sim.denmark.load`.
    layers
        Any of ``land_border``, ``fixed_link``, ``ferry`` (each tie weighs 1) and ``bodies`` (a tie weighs as many as
        the bodies that both sit in).
    year
        The year whose bodies count. The KKR bodies never count here: they repeat the regions.

    Raises
    ------
    InputError
        A layer is not one of these.
    """
    return tuple(tie for layer in layers for tie in _layer_ties(denmark, layer, year))


def _layer_ties(denmark: Denmark, layer: str, year: int) -> Iterator[Tie]:
    if layer in _KIND_OF_LAYER:
        return _neighbour_ties(denmark, layer)
    if layer == "bodies":
        return _body_ties(denmark, year)
    raise InputError(f"layer {layer!r}", "is not a layer of the Danish data", did_you_mean(layer, DANISH_LAYERS))


def _neighbour_ties(denmark: Denmark, layer: str) -> Iterator[Tie]:
    kind = _KIND_OF_LAYER[layer]
    return (Tie(pair.code_a, pair.code_b, layer, 1.0) for pair in denmark.neighbours if pair.kind == kind)


def _body_ties(denmark: Denmark, year: int) -> Iterator[Tie]:
    members = members_by_body((row for row in denmark.memberships if row.kind != REGIONAL_COUNCIL), year)
    shared = Counter(pair for codes in members.values() for pair in combinations(codes, 2))
    return (Tie(code_a, code_b, "bodies", float(count)) for (code_a, code_b), count in sorted(shared.items()))
