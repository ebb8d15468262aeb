"""Graphs by recipe: the right numbers of ties, the same graph for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from diffusion_sim import denmark, network
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    import networkx as nx


def degrees(graph: nx.MultiGraph) -> list[int]:
    return [degree for _, degree in graph.degree()]


def pairs(graph: nx.MultiGraph) -> set[tuple[int, int]]:
    return {tie[:2] for tie in network.graph_ties(graph)}


def test_numbered_places_lie_on_a_square_of_tiles() -> None:
    places = network.synthetic_places(10)
    assert [place.code for place in places] == list(range(1, 11))
    assert (places[0].name, places[0].region, places[0].population) == ("Place 1", "", 0)
    assert len({(place.tile_row, place.tile_column) for place in places}) == 10
    assert max(max(place.tile_row, place.tile_column) for place in places) == 3
    assert (places[9].tile_row, places[9].tile_column) == (2, 1)


def test_a_complete_graph_ties_every_pair() -> None:
    assert degrees(network.synthetic_graph("complete", 98)) == [97] * 98


def test_a_ring_ties_the_nearest_on_both_sides() -> None:
    graph = network.synthetic_graph("ring", 10, degree=4)
    assert set(graph[1]) == {9, 10, 2, 3}
    assert degrees(graph) == [4] * 10


def test_watts_strogatz_keeps_the_number_of_ties_and_without_rewiring_it_is_the_ring() -> None:
    assert network.synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=0.1).number_of_edges() == 294
    unrewired = network.synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=0.0)
    assert pairs(unrewired) == pairs(network.synthetic_graph("ring", 98, degree=6))
    rewired = network.synthetic_graph("watts_strogatz", 98, degree=6, rewiring_probability=1.0)
    assert len(pairs(rewired) & pairs(unrewired)) < 60


def test_erdos_renyi_has_the_mean_degree() -> None:
    means = [np.mean(degrees(network.synthetic_graph("erdos_renyi", 98, degree=6, seed=seed))) for seed in range(40)]
    standard_error = (2 * 6 * (1 - 6 / 97) / 98 / 40) ** 0.5
    assert abs(np.mean(means) - 6) < 4 * standard_error


def test_barabasi_albert_ties_each_new_place_to_half_the_degree_and_has_hubs() -> None:
    graph = network.synthetic_graph("barabasi_albert", 98, degree=6)
    assert graph.number_of_edges() == (98 - 3) * 3
    assert min(degrees(graph)) >= 1
    assert max(degrees(graph)) > 15


@pytest.mark.parametrize("kind", ["watts_strogatz", "erdos_renyi", "barabasi_albert"])
def test_the_seed_decides_the_graph_and_nothing_else_does(kind: str) -> None:
    first = network.synthetic_graph(kind, 60, seed=3)
    random.seed(1)
    state = random.getstate()
    np.random.seed(1)  # noqa: NPY002 (the generator that must be left alone)
    assert pairs(network.synthetic_graph(kind, 60, seed=3)) == pairs(first)
    assert random.getstate() == state
    assert pairs(network.synthetic_graph(kind, 60, seed=4)) != pairs(first)


def test_a_recipe_may_be_laid_over_the_danish_municipalities() -> None:
    danes = denmark.load().places
    graph = network.synthetic_graph("watts_strogatz", danes)
    assert graph.nodes[740]["name"] == "Silkeborg"
    assert pairs(network.synthetic_graph("watts_strogatz", danes[::-1])) == pairs(graph)
    assert network.contact_weights(graph, {"ties": 1.0}).layer_names == ("ties",)


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
        network.synthetic_graph(kind, **{"places": 10, **changes})


def test_a_synthetic_country_needs_places() -> None:
    with pytest.raises(InputError, match="found 0 places; valid: 1 or more"):
        network.synthetic_graph("complete", 0)


def danish_graph() -> nx.MultiGraph:
    country = denmark.load()
    ties = denmark.ties(country, denmark.DANISH_LAYERS, 2014) + network.region_ties(country.places)
    return network.build_graph(country.places, ties)


def layer_degrees(graph: nx.MultiGraph) -> Counter[tuple[int, str]]:
    return Counter((code, tie.layer) for tie in network.graph_ties(graph) for code in tie[:2])


def test_rewiring_keeps_each_municipalitys_number_of_ties_on_each_layer() -> None:
    before = danish_graph()
    after = network.rewired_graph(before)
    assert layer_degrees(after) == layer_degrees(before)
    assert list(after.nodes(data=True)) == list(before.nodes(data=True))
    assert Counter(tie[2:] for tie in network.graph_ties(after)) == Counter(
        tie[2:] for tie in network.graph_ties(before)
    )


def test_rewiring_leaves_few_of_the_old_land_borders_and_the_graph_it_was_given() -> None:
    before = danish_graph()
    old = [tie[:2] for tie in network.graph_ties(before) if tie.layer == "land_border"]
    new = [tie[:2] for tie in network.graph_ties(network.rewired_graph(before)) if tie.layer == "land_border"]
    assert len(set(old) & set(new)) < 0.2 * len(old)
    assert [tie[:2] for tie in network.graph_ties(before) if tie.layer == "land_border"] == old


def test_rewiring_is_decided_by_its_seed_and_each_layer_draws_for_itself() -> None:
    graph = danish_graph()
    assert pairs(network.rewired_graph(graph, seed=2)) == pairs(network.rewired_graph(graph, seed=2))
    assert pairs(network.rewired_graph(graph, seed=2)) != pairs(network.rewired_graph(graph, seed=3))
    country = denmark.load()
    alone = network.build_graph(country.places, denmark.ties(country, ["land_border"], 2014))
    with_others = [tie for tie in network.graph_ties(network.rewired_graph(graph)) if tie.layer == "land_border"]
    assert list(network.graph_ties(network.rewired_graph(alone))) == with_others


def test_no_swaps_or_a_complete_graph_change_nothing() -> None:
    graph = danish_graph()
    complete = network.synthetic_graph("complete", 8)
    assert list(network.graph_ties(network.rewired_graph(graph, swaps_per_tie=0))) == list(network.graph_ties(graph))
    assert pairs(network.rewired_graph(complete)) == pairs(complete)


def test_all_graphs_with_the_same_degrees_come_equally_often() -> None:
    ring = network.synthetic_graph("ring", 5, degree=2)  # 4! / 2 = 12 cycles through 5 places
    runs = 1200
    seen = Counter(frozenset(pairs(network.rewired_graph(ring, seed))) for seed in range(runs))
    chi_squared = sum((count - runs / 12) ** 2 / (runs / 12) for count in seen.values())
    assert len(seen) == 12
    assert chi_squared < 31.3  # 99.9 % of the chi-squared distribution with 11 degrees of freedom


def test_a_senseless_number_of_swaps_is_refused() -> None:
    with pytest.raises(InputError, match="swaps per tie: found -1; valid: from 0 to 1000"):
        network.rewired_graph(danish_graph(), swaps_per_tie=-1)
