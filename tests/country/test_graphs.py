"""Graphs: built from ties in any order, read back whole, rewired with degrees kept, made by recipe."""

from __future__ import annotations

import doctest
import math
import random
from collections import Counter

import networkx as nx
import numpy as np
import pytest

from diffusion_sim.country import denmark, graphs
from diffusion_sim.country.contact import contact_weights
from diffusion_sim.country.graphs import (
    build_graph,
    graph_places,
    graph_ties,
    rewired_graph,
    synthetic_graph,
    synthetic_places,
)
from diffusion_sim.country.layers import DANISH_LAYERS, danish_ties, region_ties
from diffusion_sim.country.places import Tie
from diffusion_sim.errors import InputError

PLACES = synthetic_places(4)


def test_nodes_are_codes_that_carry_what_is_known_of_the_place() -> None:
    graph = build_graph(denmark.load().places, [])
    assert list(graph) == [place.code for place in denmark.load().places]
    assert graph.nodes[740]["name"] == "Silkeborg"
    assert graph.nodes[740]["region"] == "Midtjylland"
    assert graph.nodes[740]["population"] == 89_633


def test_a_pair_may_be_tied_on_several_layers_each_with_its_weight() -> None:
    graph = build_graph(PLACES, [Tie(1, 2, "road", 1.0), Tie(2, 1, "club", 3.0)])
    assert {layer: data["weight"] for layer, data in graph[1][2].items()} == {"road": 1.0, "club": 3.0}
    assert graph.graph["layers"] == ("club", "road")


def test_the_order_of_places_and_ties_leaves_no_trace() -> None:
    ties = list(danish_ties(denmark.load(), DANISH_LAYERS, 2014))
    places = list(denmark.load().places)
    expected = build_graph(places, ties)
    generator = random.Random(5)
    generator.shuffle(places)
    generator.shuffle(ties)
    turned = [tie._replace(code_a=tie.code_b, code_b=tie.code_a) for tie in ties]
    shuffled = build_graph(places, turned)
    assert list(shuffled.nodes(data=True)) == list(expected.nodes(data=True))
    assert list(shuffled.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        (Tie(1, 9, "road", 1.0), r"tie 1-9 on layer 'road': there is no place with code 9"),
        (Tie(3, 3, "road", 1.0), r"tie 3-3 on layer 'road': joins a place to itself"),
        (Tie(2, 1, "road", 1.0), r"tie 1-2 on layer 'road': is given twice; give each pair once"),
        (Tie(1, 3, "road", 0.0), r"tie 1-3 on layer 'road': has the weight 0.0; valid: a finite number above 0"),
        (Tie(1, 3, "road", -1.0), r"has the weight -1.0"),
        (Tie(1, 3, "road", math.inf), r"has the weight inf"),
        (Tie(1, 3, "road", math.nan), r"has the weight nan"),
    ],
)
def test_a_tie_that_cannot_be_is_named(tie: Tie, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        build_graph(PLACES, [Tie(1, 2, "road", 1.0), tie])


@pytest.mark.parametrize("code", [0, -1, 2**32])
def test_a_code_that_cannot_address_draws_is_refused(code: int) -> None:
    with pytest.raises(InputError, match=rf"place 'Place 1': has the code {code}; valid: 1 to 4294967295"):
        build_graph([PLACES[0]._replace(code=code)], [])


def test_two_places_with_one_code_are_refused() -> None:
    with pytest.raises(InputError, match="'Elsewhere' and 'Place 1': both have the code 1"):
        build_graph([PLACES[0], PLACES[0]._replace(name="Elsewhere")], [])


def test_a_network_needs_places() -> None:
    with pytest.raises(InputError, match="network: has no places"):
        build_graph([], [])


def test_places_and_ties_can_be_read_back() -> None:
    ties = danish_ties(denmark.load(), ["ferry", "land_border"], 2014)
    graph = build_graph(denmark.load().places, ties)
    assert graph_places(graph) == denmark.load().places
    assert tuple(graph_ties(graph)) == tuple(sorted(ties))


def test_a_tie_added_by_hand_is_checked_as_well() -> None:
    graph = build_graph(PLACES, [])
    graph.add_edge(1, 2, key="road")
    with pytest.raises(InputError, match="tie 1-2 on layer 'road': has the weight nan"):
        list(graph_ties(graph))


def test_the_example_in_the_documentation_holds() -> None:
    result = doctest.testmod(graphs)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_graph_is_one_that_networkx_understands() -> None:
    graph = build_graph(PLACES, [Tie(1, 2, "road", 1.0), Tie(2, 3, "road", 1.0)])
    assert nx.shortest_path(graph, 1, 3) == [1, 2, 3]


def degrees(graph: nx.MultiGraph) -> list[int]:
    return [degree for _, degree in graph.degree()]


def pairs(graph: nx.MultiGraph) -> set[tuple[int, int]]:
    return {tie[:2] for tie in graph_ties(graph)}


def test_numbered_places_lie_on_a_square_of_tiles() -> None:
    places = synthetic_places(10)
    assert [place.code for place in places] == list(range(1, 11))
    assert (places[0].name, places[0].region, places[0].population) == ("Place 1", "", 0)
    assert len({(place.tile_row, place.tile_column) for place in places}) == 10
    assert max(max(place.tile_row, place.tile_column) for place in places) == 3
    assert (places[9].tile_row, places[9].tile_column) == (2, 1)


def test_a_complete_graph_ties_every_pair() -> None:
    assert degrees(synthetic_graph("complete", 98)) == [97] * 98


def test_a_ring_ties_the_nearest_on_both_sides() -> None:
    graph = synthetic_graph("ring", 10, degree=4)
    assert set(graph[1]) == {9, 10, 2, 3}
    assert degrees(graph) == [4] * 10


def test_watts_strogatz_keeps_the_number_of_ties_and_without_rewiring_it_is_the_ring() -> None:
    assert synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=0.1).number_of_edges() == 294
    unrewired = synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=0.0)
    assert pairs(unrewired) == pairs(synthetic_graph("ring", 98, degree=6))
    rewired = synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=1.0)
    assert len(pairs(rewired) & pairs(unrewired)) < 60


def test_erdos_renyi_has_the_mean_degree() -> None:
    means = [np.mean(degrees(synthetic_graph("erdos_renyi", 98, degree=6, seed=seed))) for seed in range(40)]
    standard_error = (2 * 6 * (1 - 6 / 97) / 98 / 40) ** 0.5
    assert abs(np.mean(means) - 6) < 4 * standard_error


def test_barabasi_albert_ties_each_new_place_to_half_the_degree_and_has_hubs() -> None:
    graph = synthetic_graph("barabasi_albert", 98, degree=6)
    assert graph.number_of_edges() == (98 - 3) * 3
    assert min(degrees(graph)) >= 1
    assert max(degrees(graph)) > 15


@pytest.mark.parametrize("kind", ["watts_strogatz", "erdos_renyi", "barabasi_albert"])
def test_the_seed_decides_the_graph_and_nothing_else_does(kind: str) -> None:
    first = synthetic_graph(kind, 60, seed=3)
    random.seed(1)
    state = random.getstate()
    np.random.seed(1)  # noqa: NPY002 (the generator that must be left alone)
    assert pairs(synthetic_graph(kind, 60, seed=3)) == pairs(first)
    assert random.getstate() == state
    assert pairs(synthetic_graph(kind, 60, seed=4)) != pairs(first)


def test_a_recipe_may_be_laid_over_the_danish_municipalities() -> None:
    danes = denmark.load().places
    graph = synthetic_graph("watts_strogatz", danes)
    assert graph.nodes[740]["name"] == "Silkeborg"
    assert pairs(synthetic_graph("watts_strogatz", danes[::-1])) == pairs(graph)
    assert contact_weights(graph, {"ties": 1.0}).layer_names == ("ties",)


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("small_world", {}, r"network kind: found 'small_world'; valid: barabasi_albert, complete"),
        ("watts_strogats", {}, r"did you mean watts_strogatz\?"),
        ("ring", {"degree": 5}, "degree of a ring network: found 5; valid: an even number"),
        ("ring", {"places": 1}, "places of a ring network: found 1; valid: 3 or more"),
        ("watts_strogatz", {"places": 2}, "places of a watts_strogatz network: found 2; valid: 3 or more"),
        ("erdos_renyi", {"places": 1}, "places of a erdos_renyi network: found 1; valid: 2 or more"),
        ("ring", {"degree": 10}, "degree of a ring network: found 10; valid: from 1 to 9"),
        ("erdos_renyi", {"degree": 0}, "degree of a erdos_renyi network: found 0; valid: from 1 to 9"),
        ("watts_strogatz", {"rewiring_probability": 1.5}, r"rewiring probability: found 1\.5; valid: from 0 to 1"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused(kind: str, changes: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        synthetic_graph(kind, **{"places": 10, **changes})


def test_a_synthetic_country_needs_places() -> None:
    with pytest.raises(InputError, match="found 0 places; valid: 1 or more"):
        synthetic_graph("complete", 0)


def danish_graph() -> nx.MultiGraph:
    country = denmark.load()
    ties = danish_ties(country, DANISH_LAYERS, 2014) + region_ties(country.places)
    return build_graph(country.places, ties)


def layer_degrees(graph: nx.MultiGraph) -> Counter[tuple[int, str]]:
    return Counter((code, tie.layer) for tie in graph_ties(graph) for code in tie[:2])


def test_rewiring_keeps_each_municipalitys_number_of_ties_on_each_layer() -> None:
    before = danish_graph()
    after = rewired_graph(before)
    assert layer_degrees(after) == layer_degrees(before)
    assert list(after.nodes(data=True)) == list(before.nodes(data=True))
    assert Counter(tie[2:] for tie in graph_ties(after)) == Counter(tie[2:] for tie in graph_ties(before))


def test_rewiring_leaves_few_of_the_old_land_borders_and_the_graph_it_was_given() -> None:
    before = danish_graph()
    old = [tie[:2] for tie in graph_ties(before) if tie.layer == "land_border"]
    new = [tie[:2] for tie in graph_ties(rewired_graph(before)) if tie.layer == "land_border"]
    assert len(set(old) & set(new)) < 0.2 * len(old)
    assert [tie[:2] for tie in graph_ties(before) if tie.layer == "land_border"] == old


def test_rewiring_is_decided_by_its_seed_and_each_layer_draws_for_itself() -> None:
    graph = danish_graph()
    assert pairs(rewired_graph(graph, seed=2)) == pairs(rewired_graph(graph, seed=2))
    assert pairs(rewired_graph(graph, seed=2)) != pairs(rewired_graph(graph, seed=3))
    country = denmark.load()
    alone = build_graph(country.places, danish_ties(country, ["land_border"], 2014))
    with_others = [tie for tie in graph_ties(rewired_graph(graph)) if tie.layer == "land_border"]
    assert list(graph_ties(rewired_graph(alone))) == with_others


def test_no_swaps_or_a_complete_graph_change_nothing() -> None:
    graph = danish_graph()
    complete = synthetic_graph("complete", 8)
    assert list(graph_ties(rewired_graph(graph, swaps_per_tie=0))) == list(graph_ties(graph))
    assert pairs(rewired_graph(complete)) == pairs(complete)


def test_all_graphs_with_the_same_degrees_come_equally_often() -> None:
    ring = synthetic_graph("ring", 5, degree=2)  # 4! / 2 = 12 cycles through 5 places
    runs = 1200
    seen = Counter(frozenset(pairs(rewired_graph(ring, seed))) for seed in range(runs))
    chi_squared = sum((count - runs / 12) ** 2 / (runs / 12) for count in seen.values())
    assert len(seen) == 12
    assert chi_squared < 31.3  # 99.9 % of the chi-squared distribution with 11 degrees of freedom


def test_a_senseless_number_of_swaps_is_refused() -> None:
    with pytest.raises(InputError, match="swaps per tie: found -1; valid: from 0 to 1000"):
        rewired_graph(danish_graph(), swaps_per_tie=-1)


@pytest.mark.parametrize(
    ("kind", "size", "degree"), [("complete", 3000, 2), ("ring", 100_000, 1000), ("erdos_renyi", 20_000, 2)]
)
def test_a_graph_that_no_memory_holds_is_refused_before_it_is_built(kind: str, size: int, degree: int) -> None:
    with pytest.raises(InputError, match="places with .* ties; valid: at most 2,000,000 ties"):
        synthetic_graph(kind, [*synthetic_places(size)], degree)
