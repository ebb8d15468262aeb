"""Contact is a budget of one a place, shared out over layers and neighbours, on a grid on which sums are exact."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.country import denmark
from diffusion_sim.country.contact import Contact, ContactWeights, contact_weights
from diffusion_sim.country.graphs import build_graph, graph_ties, synthetic_places
from diffusion_sim.country.layers import DANISH_LAYERS, PLACE_LAYERS, danish_ties, place_ties
from diffusion_sim.country.places import Place, Tie
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    import random

STEP = 2.0**-20
DENMARK = denmark.load()
WEIGHTS = {
    "land_border": 1.0,
    "fixed_link": 1.0,
    "ferry": 0.5,
    "region": 1.5,
    "bodies": 1.0,
    "size_likeness": 0.5,
}


def ties_of_denmark(places: tuple[Place, ...] = DENMARK.places) -> tuple[Tie, ...]:
    codes = {place.code for place in places}
    danish = danish_ties(DENMARK, DANISH_LAYERS, 2014)
    return tuple(tie for tie in danish if tie.code_a in codes and tie.code_b in codes) + place_ties(
        places, PLACE_LAYERS
    )


def contacts(ties: list[Tie], layer_weights: dict[str, float], number: int = 4, **options: str) -> ContactWeights:
    graph = build_graph(synthetic_places(number), ties, layer_weights)
    return contact_weights(graph, layer_weights, **{"isolated": "allow", **options})


def row_sums(weights: ContactWeights) -> list[float]:
    return [sum(contact.weight for contact in weights.contacts_of(int(code))) for code in weights.codes]


@st.composite
def small_networks(draw: st.DrawFn) -> list[Tie]:
    pairs = st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda pair: pair[0] < pair[1])
    keys = draw(st.sets(st.tuples(pairs, st.sampled_from(["a", "b", "c"])), max_size=25))
    positive = st.floats(1e-300, 1e300)
    return [Tie(*pair, layer, draw(positive)) for pair, layer in sorted(keys)]


def test_contact_is_shared_by_weight_on_one_layer() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0), Tie(1, 3, "a", 3.0)], {"a": 1.0})
    assert weights.contacts_of(1) == (Contact(2, 0.25, "a"), Contact(3, 0.75, "a"))


def test_layers_share_the_budget_by_their_weights() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0), Tie(1, 3, "b", 1.0), Tie(1, 4, "b", 1.0)], {"a": 2.0, "b": 6.0})
    assert [contact[:2] for contact in weights.contacts_of(1)] == [(2, 0.25), (3, 0.375), (4, 0.375)]


def test_a_layer_with_many_ties_does_not_drown_one_with_few() -> None:
    ties = [Tie(1, other, "many", 1.0) for other in range(2, 12)] + [Tie(1, 12, "few", 1.0)]
    weights = contacts(ties, {"many": 1.0, "few": 1.0}, number=12)
    assert weights.contacts_of(1)[-1] == Contact(12, 0.5, "few")


def test_a_place_without_a_ferry_spends_that_part_on_its_other_ties() -> None:
    weights = contacts([Tie(1, 2, "land", 1.0), Tie(1, 3, "ferry", 1.0)], {"land": 1.0, "ferry": 1.0})
    assert weights.contacts_of(1) == (Contact(2, 0.5, "land"), Contact(3, 0.5, "ferry"))
    assert weights.contacts_of(2) == (Contact(1, 1.0, "land"),)


def test_weights_may_differ_between_the_two_directions() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0), Tie(1, 3, "a", 1.0)], {"a": 1.0})
    assert weights.contacts_of(1)[0].weight == 0.5
    assert weights.contacts_of(2)[0].weight == 1.0


def test_several_layers_on_one_pair_add_up_and_the_strongest_is_named() -> None:
    ties = [Tie(1, 2, "a", 1.0), Tie(1, 2, "b", 1.0), Tie(1, 3, "b", 1.0)]
    weights = contacts(ties, {"a": 1.0, "b": 1.0})
    assert weights.contacts_of(1) == (Contact(2, 0.75, "a"), Contact(3, 0.25, "b"))


def test_of_equally_strong_layers_the_first_by_name_is_named() -> None:
    weights = contacts([Tie(1, 2, "b", 1.0), Tie(1, 2, "a", 1.0)], {"b": 1.0, "a": 1.0})
    assert weights.layer_names == ("a", "b")
    assert weights.contacts_of(1) == (Contact(2, 1.0, "a"),)


def test_a_layer_without_weight_gives_no_contact() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0), Tie(1, 3, "b", 1.0)], {"a": 1.0, "b": 0.0})
    assert weights.layer_names == ("a",)
    assert [contact.code for contact in weights.contacts_of(1)] == [2]


def test_thirds_are_rounded_to_the_nearest_step() -> None:
    weights = contacts([Tie(1, other, "a", 1.0) for other in (2, 3, 4)], {"a": 1.0})
    assert {contact.weight for contact in weights.contacts_of(1)} == {349_525 * STEP}  # 2**20 / 3 = 349525.33


def test_half_steps_are_rounded_to_even() -> None:
    ties = [Tie(1, 2, "a", 2.0**21 - 4), Tie(1, 3, "a", 1.0), Tie(1, 4, "a", 3.0)]
    weights = contacts(ties, {"a": 1.0}).contacts_of(1)
    assert [contact.weight / STEP for contact in weights[1:]] == [1.0, 2.0]  # 0.5 lifted from 0, 1.5 to even


def test_a_positive_weight_never_becomes_zero() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0), Tie(1, 3, "a", 1e-9)], {"a": 1.0})
    assert weights.contacts_of(1)[1].weight == STEP


def test_rows_are_compressed_in_the_order_of_codes() -> None:
    weights = contacts([Tie(2, 4, "a", 1.0), Tie(1, 4, "a", 1.0)], {"a": 1.0})
    assert weights.codes.tolist() == [1, 2, 3, 4]
    assert weights.indptr.tolist() == [0, 1, 2, 2, 4]
    assert weights.indices.tolist() == [3, 3, 0, 1]
    assert weights.weights.tolist() == [1.0, 1.0, 0.5, 0.5]
    assert weights.layers.tolist() == [0, 0, 0, 0]


def test_arrays_have_their_types_and_cannot_be_written() -> None:
    weights = contacts([Tie(1, 2, "a", 1.0)], {"a": 1.0})
    integers = (weights.codes, weights.indptr, weights.indices, weights.layers)
    assert {array.dtype for array in integers} == {np.dtype(np.int64)}
    assert weights.weights.dtype == np.float64
    assert not any(array.flags.writeable for array in (*integers, weights.weights))


def test_counted_ties_weigh_one_each_on_however_many_layers() -> None:
    ties = [Tie(1, 2, "a", 5.0), Tie(1, 2, "b", 1.0), Tie(1, 3, "a", 0.5)]
    weights = contacts(ties, {"a": 1.0, "b": 2.0}, normalisation="count")
    assert [contact.weight for contact in weights.contacts_of(1)] == [1.0, 1.0]
    assert [contact.layer for contact in weights.contacts_of(1)] == ["b", "a"]


@given(small_networks(), st.tuples(*[st.floats(0, 1e300)] * 3))
def test_every_tied_place_has_a_budget_of_one_on_the_grid(ties: list[Tie], by_layer: tuple[float, ...]) -> None:
    weights = contacts(ties, dict(zip("abc", by_layer, strict=True)), number=6)
    steps = weights.weights / STEP
    assert np.array_equal(steps, np.rint(steps))
    assert (weights.weights > 0).all()
    for code, total in zip(weights.codes, row_sums(weights), strict=True):
        neighbours = len(weights.contacts_of(int(code)))
        assert abs(total - min(neighbours, 1)) <= neighbours * STEP


@given(small_networks(), st.randoms(use_true_random=False))
def test_the_order_in_which_ties_and_layers_come_leaves_no_trace(ties: list[Tie], generator: random.Random) -> None:
    layer_weights = {"a": 1.0, "b": 0.3, "c": 0.7}
    shuffled = generator.sample(ties, len(ties))
    turned = dict(reversed(layer_weights.items()))
    first, second = contacts(ties, layer_weights, number=6), contacts(shuffled, turned, number=6)
    assert first.layer_names == second.layer_names
    for name in ("codes", "indptr", "indices", "weights", "layers"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


@given(small_networks())
def test_who_is_tied_hears_and_is_heard(ties: list[Tie]) -> None:
    weights = contacts(ties, {"a": 1.0, "b": 0.3, "c": 0.7}, number=6)
    heard = {(int(code), contact.code) for code in weights.codes for contact in weights.contacts_of(int(code))}
    assert heard == {pair for tie in ties for pair in (tie[:2], tie[1::-1])}


def test_shares_agree_with_exact_arithmetic_on_the_danish_network() -> None:
    graph = build_graph(DENMARK.places, ties_of_denmark(), WEIGHTS)
    weights = contact_weights(graph, WEIGHTS)
    silkeborg = {layer: {} for layer in WEIGHTS}
    for tie in graph_ties(graph):
        if 740 in tie[:2]:
            silkeborg[tie.layer][tie.code_a + tie.code_b - 740] = Fraction(tie.weight)
    present = {layer: ties for layer, ties in silkeborg.items() if ties}
    budget = sum(Fraction(WEIGHTS[layer]) for layer in present)
    for contact in weights.contacts_of(740):
        exact = sum(
            Fraction(WEIGHTS[layer]) * ties.get(contact.code, 0) / sum(ties.values()) for layer, ties in present.items()
        )
        assert abs(Fraction(contact.weight) - exact / budget) <= Fraction(1, 2**21) + Fraction(1, 2**50)


def test_sums_of_danish_weights_are_exact_in_any_order() -> None:
    graph = build_graph(DENMARK.places, ties_of_denmark(), WEIGHTS)
    values = contact_weights(graph, WEIGHTS).weights.tolist()
    assert sum(values) == sum(reversed(values)) == math.fsum(values)


def test_removing_a_municipality_leaves_the_rows_of_those_not_tied_to_it() -> None:
    weights = {layer: WEIGHTS[layer] for layer in WEIGHTS if layer != "size_likeness"}
    fewer = tuple(place for place in DENMARK.places if place.name != "Silkeborg")
    whole = contact_weights(build_graph(DENMARK.places, ties_of_denmark(), WEIGHTS), weights)
    without = contact_weights(build_graph(fewer, ties_of_denmark(fewer), WEIGHTS), weights)
    tied = {contact.code for contact in whole.contacts_of(740)}
    untouched = [place.code for place in fewer if place.code not in tied]
    assert len(untouched) > 50
    for code in untouched:
        assert without.contacts_of(code) == whole.contacts_of(code)
    for code in tied:
        assert 740 not in {contact.code for contact in without.contacts_of(code)}


def test_isolated_places_are_named() -> None:
    ties = danish_ties(DENMARK, ["land_border"], 2014)
    graph = build_graph(DENMARK.places, ties, WEIGHTS)
    with pytest.raises(
        InputError, match=r"7 places have no tie .*: Bornholm \(400\), Langeland \(482\), .*Læsø \(825\)"
    ):
        contact_weights(graph, {"land_border": 1.0, "ferry": 1.0})


def test_isolated_places_may_be_allowed_and_then_hear_from_nobody() -> None:
    ties = danish_ties(DENMARK, ["land_border"], 2014)
    graph = build_graph(DENMARK.places, ties)
    weights = contact_weights(graph, {"land_border": 1.0}, isolated="allow")
    assert weights.contacts_of(825) == ()
    assert len(weights.indptr) == 99


def test_a_country_without_any_ties_is_allowed_on_request() -> None:
    weights = contacts([], {})
    assert weights.indptr.tolist() == [0, 0, 0, 0, 0]
    assert weights.weights.dtype == np.float64


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf])
def test_a_layer_weight_must_be_a_number_of_0_or_above(weight: float) -> None:
    with pytest.raises(InputError, match=rf"weight of layer 'a': found {weight}; valid: a finite number, 0 or above"):
        contacts([Tie(1, 2, "a", 1.0)], {"a": weight})


def test_weight_for_a_layer_that_does_not_exist_is_refused() -> None:
    graph = build_graph(DENMARK.places, ties_of_denmark())
    with pytest.raises(InputError, match=r"'land_boarder': the network has no such layer; did you mean land_border\?"):
        contact_weights(graph, {"land_boarder": 1.0})


@pytest.mark.parametrize(("option", "value"), [("normalisation", "sum"), ("isolated", "ignore")])
def test_options_are_named_when_wrong(option: str, value: str) -> None:
    with pytest.raises(InputError, match=f"{option}: found '{value}'; valid: "):
        contacts([Tie(1, 2, "a", 1.0)], {"a": 1.0}, **{option: value})


def test_contacts_of_an_unknown_place_are_refused() -> None:
    with pytest.raises(InputError, match="there is no place with code 99"):
        contacts([Tie(1, 2, "a", 1.0)], {"a": 1.0}).contacts_of(99)
