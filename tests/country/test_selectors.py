"""Municipalities can be named as people name them."""

from __future__ import annotations

import re
import unicodedata

import pytest

from diffusion_sim.country import denmark
from diffusion_sim.country.graphs import synthetic_places
from diffusion_sim.country.selectors import find_municipalities, find_place
from diffusion_sim.errors import InputError

DANES = denmark.load().places
BODIES = denmark.bodies(2014)


def found(*selectors: str | int) -> frozenset[int]:
    return find_municipalities(selectors, DANES, BODIES)


@pytest.mark.parametrize("place", DANES, ids=lambda place: place.name)
def test_every_municipality_is_found_by_name_and_by_code(place: object) -> None:
    assert found(place.name) == found(place.code) == found(str(place.code)) == {place.code}


@pytest.mark.parametrize(
    "spelling",
    ["Aarhus", "aarhus", "ÅRHUS", "Århus Kommune", " Aarhus  kommune ", unicodedata.normalize("NFD", "Århus"), "0751"],
)
def test_aarhus_may_be_spelled_in_many_ways(spelling: str) -> None:
    assert found(spelling) == {751}


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("Koebenhavn", 101), ("LAESOE", 825), ("Faaborg-Midtfyn", 430), ("Fåborg Midtfyn", 430), ("hoeje taastrup", 169)],
)
def test_danish_letters_may_be_written_out(spelling: str, code: int) -> None:
    assert found(spelling) == {code}


def test_a_region_stands_for_its_municipalities() -> None:
    assert found("region:Midtjylland") == {place.code for place in DANES if place.region == "Midtjylland"}
    assert found("Region: sjaelland") == {place.code for place in DANES if place.region == "Sjælland"}


def test_a_body_stands_for_its_members_of_the_year() -> None:
    assert len(found("body:Business Region Aarhus")) == 11
    assert len(find_municipalities(["body:business region århus"], DANES, denmark.bodies(2016))) == 12


def test_selectors_add_up() -> None:
    assert found("Silkeborg", 740, "body:Forpligtende samarbejde Samsø-Odder") == {740, 741, 727}
    assert found() == frozenset()


def test_one_selector_needs_no_list() -> None:
    assert find_municipalities("Silkeborg", DANES, BODIES) == {740}
    assert find_municipalities(740, DANES, BODIES) == {740}


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("Silkeburg", "did you mean Silkeborg"),
        ("AALBROG", "did you mean Aalborg?"),
        ("region:Midtjyland", "did you mean region:Midtjylland"),
        ("body:Business Region", "did you mean body:Business Region Aarhus"),
        ("regon:Midtjylland", "did you mean region:Midtjylland"),
        ("999", "valid codes lie between 101 and 860"),
        (0, "valid codes lie between 101 and 860"),
        ("", "valid: Aabenraa, Aalborg"),
        (True, "valid: a name, a code, region:... or body:..."),
        (7.5, "valid: a name, a code, region:... or body:..."),
    ],
)
def test_an_unknown_selector_is_refused_with_a_hint(selector: object, hint: str) -> None:
    with pytest.raises(InputError, match=rf"prize\.winners: found {re.escape(repr(selector))}.*{re.escape(hint)}"):
        find_municipalities([selector], DANES, BODIES, where="prize.winners")


def test_a_body_that_had_no_members_in_the_year_is_refused() -> None:
    with pytest.raises(InputError, match="found 'body:Business Region MidtVest'"):
        found("body:Business Region MidtVest")


def test_members_that_are_not_among_the_places_are_left_out() -> None:
    fewer = [place for place in DANES if place.name in ("Samsø", "Silkeborg")]
    assert find_municipalities(["body:Business Region Aarhus"], fewer, BODIES) == {740, 741}
    with pytest.raises(InputError, match="found 'body:Udvikling Fyn'"):
        find_municipalities(["body:Udvikling Fyn"], fewer, BODIES)


def test_a_name_of_several_places_asks_for_an_id() -> None:
    twins = [place._replace(name="Nyby") for place in synthetic_places(2)]
    with pytest.raises(InputError, match="found 'nyby', which is the name of several places; give an id: 1, 2"):
        find_municipalities(["nyby"], twins, {})


def test_one_place_is_found_by_name_code_or_the_users_own_id_and_never_the_first_of_several() -> None:
    places = [place._replace(name=name, own_id=own) for place, name, own in zip(
        synthetic_places(3), ("Nykøbing", "Nykøbing", "A\u030arup"), ("0100", "N2", "x"), strict=True)]  # fmt: skip
    asked = ("1", 1, "0100", "N2", "Årup", "ÅRUP kommune")
    assert [find_place(places, one).code for one in asked] == [1, 1, 1, 2, 3, 3]
    with pytest.raises(InputError, match="found 'nykøbing', which is the name of several places; give an id: 0100, N2"):
        find_place(places, "nykøbing")
