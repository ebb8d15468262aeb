"""Layers that follow from the places themselves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.country import denmark
from diffusion_sim.country.graphs import synthetic_places
from diffusion_sim.country.layers import place_ties, region_ties, size_likeness_ties
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.country.places import Place

DANES = denmark.load().places


def places_of(populations: list[int]) -> list[Place]:
    return [
        place._replace(population=population)
        for place, population in zip(synthetic_places(len(populations)), populations, strict=True)
    ]


def neighbours(places: list[Place], nearest: int) -> dict[int, set[int]]:
    pairs = [tie[:2] for tie in size_likeness_ties(places, nearest)]
    return {place.code: {b if a == place.code else a for a, b in pairs if place.code in (a, b)} for place in places}


def test_all_pairs_within_a_region_are_tied_and_none_across() -> None:
    regions = {place.code: place.region for place in DANES}
    ties = region_ties(DANES)
    assert len(ties) == sum(math.comb(size, 2) for size in (29, 17, 22, 19, 11))
    assert all(regions[tie.code_a] == regions[tie.code_b] and tie.weight == 1 for tie in ties)


def test_places_without_a_region_have_no_tie_through_it() -> None:
    assert region_ties(synthetic_places(5)) == ()


def test_the_largest_cities_are_alike_in_size() -> None:
    codes = {place.name: place.code for place in DANES}
    pairs = {tie[:2] for tie in size_likeness_ties(DANES, 5)}
    largest = sorted(codes[name] for name in ("København", "Aarhus", "Aalborg", "Odense"))
    assert {(a, b) for a in largest for b in largest if a < b} <= pairs


def test_likeness_is_of_ratios_not_of_differences() -> None:
    tiny, small, large = places_of([10, 100, 300])
    assert neighbours([tiny, small, large], 1)[large.code] == {small.code}
    assert neighbours([tiny, small, large], 1)[small.code] == {large.code, tiny.code}  # 300/100 is nearer than 100/10


@given(st.lists(st.integers(1, 50), min_size=2, max_size=15), st.integers(1, 6))
def test_each_place_is_tied_to_places_none_nearer_is_left_out(populations: list[int], nearest: int) -> None:
    places = places_of(populations)
    found = neighbours(places, nearest)
    for place in places:
        distances = sorted(
            abs(math.log(place.population / other.population)) for other in places if other.code != place.code
        )
        reach = distances[min(nearest, len(distances)) - 1]
        within = {
            other.code
            for other in places
            if other.code != place.code and abs(math.log(place.population / other.population)) < reach - 1e-9
        }
        assert within <= found[place.code]
        assert len(found[place.code]) >= min(nearest, len(places) - 1)


def test_equally_large_places_are_tied_to_those_next_in_code_not_all_to_the_first() -> None:
    found = neighbours(places_of([7] * 10), 2)
    assert max(len(others) for others in found.values()) <= 4
    assert found[5] == {4, 6}


def test_the_order_of_places_leaves_no_trace() -> None:
    assert size_likeness_ties(DANES[::-1], 5) == size_likeness_ties(DANES, 5)
    assert region_ties(DANES[::-1]) == region_ties(DANES)


def test_few_places_are_all_tied() -> None:
    assert len(size_likeness_ties(DANES[:4], 5)) == math.comb(4, 2)


def test_both_layers_come_in_the_order_asked_for() -> None:
    ties = place_ties(DANES, ["size_likeness", "region"], likeness_nearest=3)
    assert ties == size_likeness_ties(DANES, 3) + region_ties(DANES)


def test_likeness_in_size_needs_sizes() -> None:
    with pytest.raises(InputError, match=r"layer 'size_likeness': Place 1 \(1\) has no population; give every place"):
        place_ties(synthetic_places(3), ["size_likeness"])


def test_the_number_of_nearest_must_be_positive() -> None:
    with pytest.raises(InputError, match="found 0 nearest places; valid: 1 or more"):
        size_likeness_ties(DANES, 0)


def test_an_unknown_layer_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"layer 'regions': .*; did you mean region\?"):
        place_ties(DANES, ["regions"])
