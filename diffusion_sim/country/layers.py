"""Kinds of ties, one a layer: those that follow from what places are, and those that only the Danish data know."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from diffusion_sim.country.denmark import REGIONAL_COUNCIL, members_by_body
from diffusion_sim.country.places import Place, Tie
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diffusion_sim.country.denmark import Denmark

PLACE_LAYERS = ("region", "size_likeness")
NEAREST_IN_SIZE = 5
"""How many of those nearest in population each is tied to: assumption; likeness in size: Shipan & Volden 2008."""


def place_ties(
    places: Sequence[Place], layers: Iterable[str], likeness_nearest: int = NEAREST_IN_SIZE
) -> tuple[Tie, ...]:
    """Return the ties on ``region`` or ``size_likeness``, or both, in the order of the layers and then of the codes."""
    return tuple(tie for layer in layers for tie in _layer_ties(places, layer, likeness_nearest))


def region_ties(places: Iterable[Place]) -> tuple[Tie, ...]:
    """Tie every two places of one region, with weight 1; places without a region are left out."""
    by_region: dict[str, list[int]] = {}
    for place in sorted(places):
        if place.region:
            by_region.setdefault(place.region, []).append(place.code)
    pairs = sorted(pair for codes in by_region.values() for pair in combinations(codes, 2))
    return tuple(Tie(code_a, code_b, "region", 1.0) for code_a, code_b in pairs)


def size_likeness_ties(places: Sequence[Place], nearest: int) -> tuple[Tie, ...]:
    """Tie each place to those nearest in log population, with weight 1.

    A tie holds if either place is among the other's nearest, so some have more ties than ``nearest``. Of equally near
    places the nearest in the order of (population, code) comes first. Distances are compared as exact ratios, not as
    logarithms, so the result is the same on every machine.

    Raises
    ------
    InputError
        ``nearest`` is below 1, or a place has no population.
    """
    if nearest < 1:
        raise InputError("size_likeness", f"found {nearest} nearest places", "valid: 1 or more")
    for place in places:
        if place.population < 1:
            raise InputError(
                "layer 'size_likeness'",
                f"{place.name} ({place.code}) has no population",
                "give every place its population, or this layer the weight 0",
            )
    ordered = sorted(places, key=lambda place: (place.population, place.code))
    pairs = {_pair(place, other) for rank, place in enumerate(ordered) for other in _alike(ordered, rank, nearest)}
    return tuple(Tie(code_a, code_b, "size_likeness", 1.0) for code_a, code_b in sorted(pairs))


def _layer_ties(places: Sequence[Place], layer: str, likeness_nearest: int) -> tuple[Tie, ...]:
    if layer == "region":
        return region_ties(places)
    if layer == "size_likeness":
        return size_likeness_ties(places, likeness_nearest)
    raise InputError(f"layer {layer!r}", "does not follow from the places", did_you_mean(layer, PLACE_LAYERS))


def _alike(ordered: Sequence[Place], rank: int, nearest: int) -> Iterator[Place]:
    """Yield the nearest to the place of a rank; none of them can be more than ``nearest`` ranks away."""
    window = range(max(0, rank - nearest), min(len(ordered), rank + nearest + 1))
    others = sorted(
        (_distance(ordered[rank], ordered[other]), abs(other - rank), other) for other in window if other != rank
    )
    return (ordered[other] for _, _, other in others[:nearest])


def _distance(place: Place, other: Place) -> Fraction:
    """Return the ratio of the larger population to the smaller, which orders as the distance of their logarithms."""
    return Fraction(max(place.population, other.population), min(place.population, other.population))


def _pair(place: Place, other: Place) -> tuple[int, int]:
    return (place.code, other.code) if place.code < other.code else (other.code, place.code)


_KIND_OF_LAYER = {"land_border": "land", "fixed_link": "bridge_tunnel", "ferry": "ferry"}

DANISH_LAYERS = (*_KIND_OF_LAYER, "bodies")


def danish_ties(denmark: Denmark, layers: Iterable[str], year: int) -> tuple[Tie, ...]:
    """Return the ties on some of the Danish layers, in the order of the layers and then of the codes.

    Parameters
    ----------
    denmark
        The data, from :func:`diffusion_sim.country.denmark.load`.
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
    return tuple(tie for layer in layers for tie in _danish_layer(denmark, layer, year))


def _danish_layer(denmark: Denmark, layer: str, year: int) -> Iterator[Tie]:
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
