"""Places and ties become a graph, or a sentence says why not."""

from __future__ import annotations

import doctest
import math
import random

import networkx as nx
import pytest

from diffusion_sim import denmark, network
from diffusion_sim.errors import InputError
from diffusion_sim.network import graph as graph_module
from diffusion_sim.places import Tie

PLACES = network.synthetic_places(4)


def test_nodes_are_codes_that_carry_what_is_known_of_the_place() -> None:
    graph = network.build_graph(denmark.load().places, [])
    assert list(graph) == [place.code for place in denmark.load().places]
    assert graph.nodes[740]["name"] == "Silkeborg"
    assert graph.nodes[740]["region"] == "Midtjylland"
    assert graph.nodes[740]["population"] == 89_633


def test_a_pair_may_be_tied_on_several_layers_each_with_its_weight() -> None:
    graph = network.build_graph(PLACES, [Tie(1, 2, "road", 1.0), Tie(2, 1, "club", 3.0)])
    assert {layer: data["weight"] for layer, data in graph[1][2].items()} == {"road": 1.0, "club": 3.0}
    assert graph.graph["layers"] == ("club", "road")


def test_the_order_of_places_and_ties_leaves_no_trace() -> None:
    ties = list(denmark.ties(denmark.load(), denmark.DANISH_LAYERS, 2014))
    places = list(denmark.load().places)
    expected = network.build_graph(places, ties)
    generator = random.Random(5)
    generator.shuffle(places)
    generator.shuffle(ties)
    turned = [tie._replace(code_a=tie.code_b, code_b=tie.code_a) for tie in ties]
    shuffled = network.build_graph(places, turned)
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
        network.build_graph(PLACES, [Tie(1, 2, "road", 1.0), tie])


@pytest.mark.parametrize("code", [0, -1, 2**32])
def test_a_code_that_cannot_address_draws_is_refused(code: int) -> None:
    with pytest.raises(InputError, match=rf"place 'Place 1': has the code {code}; valid: 1 to 4294967295"):
        network.build_graph([PLACES[0]._replace(code=code)], [])


def test_two_places_with_one_code_are_refused() -> None:
    with pytest.raises(InputError, match="'Elsewhere' and 'Place 1': both have the code 1"):
        network.build_graph([PLACES[0], PLACES[0]._replace(name="Elsewhere")], [])


def test_a_network_needs_places() -> None:
    with pytest.raises(InputError, match="network: has no places"):
        network.build_graph([], [])


def test_places_and_ties_can_be_read_back() -> None:
    ties = denmark.ties(denmark.load(), ["ferry", "land_border"], 2014)
    graph = network.build_graph(denmark.load().places, ties)
    assert network.graph_places(graph) == denmark.load().places
    assert tuple(network.graph_ties(graph)) == tuple(sorted(ties))


def test_a_tie_added_by_hand_is_checked_as_well() -> None:
    graph = network.build_graph(PLACES, [])
    graph.add_edge(1, 2, key="road")
    with pytest.raises(InputError, match="tie 1-2 on layer 'road': has the weight nan"):
        list(network.graph_ties(graph))


def test_removing_places_removes_their_ties_only() -> None:
    ties = [Tie(1, 2, "road", 1.0), Tie(2, 3, "road", 1.0), Tie(1, 3, "road", 2.0)]
    assert network.ties_among([PLACES[0], PLACES[2]], ties) == (Tie(1, 3, "road", 2.0),)


def test_the_example_in_the_documentation_holds() -> None:
    result = doctest.testmod(graph_module)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_graph_is_one_that_networkx_understands() -> None:
    graph = network.build_graph(PLACES, [Tie(1, 2, "road", 1.0), Tie(2, 3, "road", 1.0)])
    assert nx.shortest_path(graph, 1, 3) == [1, 2, 3]
