"""Which collaboration bodies count in which year; expected values from denmark/SOURCES.md."""

from __future__ import annotations

from collections import Counter

import pytest

from diffusion_sim import denmark
from diffusion_sim.denmark.memberships import counts_in

VIBORG, HADERSLEV = 791, 510

ONLY_THEIR_REGIONAL_COUNCIL = {
    "Frederiksberg",
    "Ballerup",
    "Høje-Taastrup",
    "Furesø",
    "Helsingør",
    "Hillerød",
    "Hørsholm",
    "Rudersdal",
    "Egedal",
    "Frederikssund",
    "Køge",
    "Halsnæs",
    "Solrød",
    "Gribskov",
    "Bornholm",
}


def membership(first: int | None, last: int | None, active_2014: str) -> denmark.Membership:
    return denmark.Membership("A body", 101, "city_network", first, last, active_2014, "verified")


def test_there_are_364_memberships_of_45_bodies() -> None:
    memberships = denmark.load().memberships
    assert len(memberships) == 364
    assert len({row.body for row in memberships}) == 45


def test_what_is_known_of_2014_is_as_published() -> None:
    memberships = denmark.load().memberships
    assert Counter(row.active_2014 for row in memberships) == {
        "yes": 211,
        "likely": 52,
        "uncertain": 23,
        "planned": 6,
        "no": 72,
    }
    assert Counter(row.status for row in memberships) == {"verified": 359, "from general knowledge": 5}


def test_viborg_joined_business_region_aarhus_in_2016() -> None:
    members = {year: denmark.bodies(year)["Business Region Aarhus"] for year in (2014, 2015, 2016)}
    assert [len(members[year]) for year in (2014, 2015, 2016)] == [11, 11, 12]
    assert set(members[2016]) - set(members[2014]) == {VIBORG}


def test_haderslev_joined_the_triangle_region_in_2016() -> None:
    assert len(denmark.bodies(2014)["Trekantområdet Danmark"]) == 6
    assert HADERSLEV in denmark.bodies(2016)["Trekantområdet Danmark"]


@pytest.mark.parametrize(
    ("body", "first_year", "members"),
    [
        ("Business Region North Denmark", 2015, 11),
        ("Business Region MidtVest", 2016, 7),
        ("Greater Copenhagen", 2015, 46),
    ],
)
def test_later_business_regions_do_not_exist_before_they_began(body: str, first_year: int, members: int) -> None:
    assert body not in denmark.bodies(first_year - 1)
    assert len(denmark.bodies(first_year)[body]) == members


def test_the_free_municipality_experiment_ended_with_2015() -> None:
    assert len(denmark.bodies(2015)["Frikommuneforsøg I"]) == 9
    assert "Frikommuneforsøg I" not in denmark.bodies(2016)


def test_the_food_partnership_of_the_report_has_its_six_municipalities() -> None:
    names = {place.code: place.name for place in denmark.load().places}
    members = denmark.bodies(2014)["Madkulturen kommunepartnerskab (Mad mellem mennesker)"]
    report_page_11 = {"Hjørring", "Holbæk", "Holstebro", "Hvidovre", "Ringkøbing-Skjern", "Roskilde"}
    assert {names[code] for code in members} == report_page_11


def test_the_regional_councils_repeat_the_regions() -> None:
    for region in {place.region for place in denmark.load().places}:
        codes = tuple(place.code for place in denmark.load().places if place.region == region)
        assert denmark.bodies(2014)[f"KKR {region}"] == codes


def test_fifteen_municipalities_are_known_only_by_their_regional_council() -> None:
    known = {code for body, codes in denmark.bodies(2014).items() if not body.startswith("KKR") for code in codes}
    alone = {place.name for place in denmark.load().places if place.code not in known}
    assert alone == ONLY_THEIR_REGIONAL_COUNCIL


def test_both_end_years_count_and_unknown_ends_are_open() -> None:
    dated = membership(2010, 2012, "no")
    assert [year for year in range(2008, 2015) if counts_in(dated, year)] == [2010, 2011, 2012]
    assert all(counts_in(membership(None, None, "likely"), year) for year in (1990, 2014, 2030))


def test_a_planned_body_counts_from_the_year_after_2014() -> None:
    planned = membership(2014, None, "planned")
    assert [counts_in(planned, year) for year in (2013, 2014, 2015)] == [False, False, True]


def test_an_uncertain_membership_counts_in_no_year() -> None:
    assert not any(counts_in(membership(None, None, "uncertain"), year) for year in (2013, 2014, 2015))
