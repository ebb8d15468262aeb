"""Who takes part and how far apart they are."""

from __future__ import annotations

import math

import pytest

from diffusion_sim.country import denmark
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup


@pytest.fixture(scope="module")
def danish() -> Setup:
    return build_setup(Scenario())


def row(of: Setup, name: str) -> int:
    return [place.name for place in of.places].index(name)


def test_denmark_has_its_98_municipalities_in_the_order_of_their_codes(danish: Setup) -> None:
    codes = [place.code for place in danish.places]
    assert len(codes) == 98
    assert codes == sorted(codes)


def test_context_distance_is_unlikeness_in_size_and_a_step_between_regions(danish: Setup) -> None:
    """Skanderborg and Horsens lie in one region, Silkeborg and Odense do not; populations of 2014 from the data."""
    population = {place.name: place.population for place in denmark.load().places}
    c = danish.country
    near = c.distance(row(danish, "Skanderborg"), row(danish, "Horsens"))
    assert near == pytest.approx(abs(math.log(population["Skanderborg"] / population["Horsens"])))
    far = c.distance(row(danish, "Silkeborg"), row(danish, "Odense"))
    assert far == pytest.approx(abs(math.log(population["Silkeborg"] / population["Odense"])) + 0.3)


def test_distance_is_symmetric_and_zero_to_oneself(danish: Setup) -> None:
    c = danish.country
    assert all(c.distance(a, b) == c.distance(b, a) for a in range(0, 98, 7) for b in range(0, 98, 5))
    assert all(c.distance(a, a) == 0.0 for a in range(98))


def test_land_neighbours_are_known_both_ways(danish: Setup) -> None:
    code = {place.name: place.code for place in danish.places}
    near = danish.country.near
    assert (code["Skanderborg"], code["Horsens"]) in near
    assert (code["Horsens"], code["Skanderborg"]) in near
    assert (code["Skanderborg"], code["København"]) not in near
    assert not any(a == b for a, b in near)


@pytest.mark.parametrize("kind", ["complete", "ring", "watts_strogatz", "erdos_renyi", "barabasi_albert"])
def test_a_synthetic_graph_may_carry_danes_or_numbered_places(kind: str) -> None:
    of_danes = {"network.kind": kind, "network.isolated": "allow"}
    danes = build_setup(Scenario().with_changes(of_danes))
    numbered = build_setup(Scenario().with_changes(of_danes | {"network.places": "synthetic", "network.size": 30}))
    assert [p.code for p in danes.places] == [p.code for p in denmark.load().places]
    assert [p.code for p in numbered.places] == list(range(1, 31))


def test_places_of_unknown_size_and_region_are_all_alike() -> None:
    w = build_setup(Scenario().with_changes(
        {"network.kind": "complete", "network.places": "synthetic", "network.size": 5}
    ))  # fmt: skip
    assert {w.country.distance(a, b) for a in range(5) for b in range(5)} == {0.0}


def test_rewiring_keeps_the_municipalities_and_their_number_of_ties() -> None:
    plain, rewired = (build_setup(Scenario().with_changes({"network.kind": kind})) for kind in ("denmark", "rewired"))
    assert plain.places == rewired.places
    assert set(map(tuple, plain.country.graph.edges())) != set(map(tuple, rewired.country.graph.edges()))


def test_problems_have_their_fields_and_given_innovations_one_each() -> None:
    w = build_setup(Scenario().with_changes({
        "problems.fields": ["A", "B"], "problems.per_field": 2, "innovations": [{"name": "x"}, {"name": "y"}]
    }))  # fmt: skip
    assert w.problem_fields == (0, 0, 1, 1, 2, 3)
    assert w.drawn_problems == 4
