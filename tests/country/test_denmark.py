"""The data say what their sources say, and ties and bodies follow from them; expected values from country/SOURCES.md."""

from __future__ import annotations

from collections import Counter
from datetime import date

import networkx as nx
import pytest

from diffusion_sim.country import denmark
from diffusion_sim.country.denmark import counts_in
from diffusion_sim.country.layers import danish_ties
from diffusion_sim.errors import InputError

NAMES = {place.code: place.name for place in denmark.load().places}


def graph_of(*kinds: str) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from(pair[:2] for pair in denmark.load().neighbours if pair.kind in kinds)
    return graph


def test_there_are_98_municipalities_sorted_by_code() -> None:
    codes = [place.code for place in denmark.load().places]
    assert len(codes) == 98
    assert codes == sorted(set(codes))


def test_the_five_regions_have_their_municipalities() -> None:
    assert Counter(place.region for place in denmark.load().places) == {
        "Hovedstaden": 29,
        "Sjælland": 17,
        "Syddanmark": 22,
        "Midtjylland": 19,
        "Nordjylland": 11,
    }


def test_the_population_adds_up_to_the_national_figure() -> None:
    christianso = 90
    assert sum(place.population for place in denmark.load().places) == 5_627_145 == 5_627_235 - christianso


@pytest.mark.parametrize(
    ("code", "name", "population"),
    [(101, "København", 569_557), (825, "Læsø", 1_808), (751, "Aarhus", 323_893), (740, "Silkeborg", 89_633)],
)
def test_known_municipalities_have_their_population_of_2014(code: int, name: str, population: int) -> None:
    place = next(place for place in denmark.load().places if place.code == code)
    assert (place.name, place.population) == (name, population)


def test_areas_add_up() -> None:
    assert sum(place.area_km2 for place in denmark.load().places) == pytest.approx(42_943.1, abs=0.05)


def test_positions_are_the_label_points_which_lie_on_land() -> None:
    copenhagen = denmark.load().places[0]
    assert (copenhagen.longitude, copenhagen.latitude) == (12.4938, 55.70398)


def test_neighbours_are_186_by_land_6_by_fixed_link_and_15_by_ferry() -> None:
    assert Counter(pair.kind for pair in denmark.load().neighbours) == {"land": 186, "bridge_tunnel": 6, "ferry": 15}


def test_only_land_borders_have_a_length_and_the_shortest_is_glostrup_herlev() -> None:
    pairs = denmark.load().neighbours
    assert {pair.kind for pair in pairs if pair.shared_border_m is None} == {"bridge_tunnel", "ferry"}
    shortest = min((pair for pair in pairs if pair.shared_border_m), key=lambda pair: pair.shared_border_m)
    assert (NAMES[shortest.code_a], NAMES[shortest.code_b], shortest.shared_border_m) == ("Glostrup", "Herlev", 269)


@pytest.mark.parametrize(
    ("kinds", "parts"),
    [(["land"], 11), (["land", "bridge_tunnel"], 6), (["land", "bridge_tunnel", "ferry"], 1)],
)
def test_links_and_ferries_join_the_islands(kinds: list[str], parts: int) -> None:
    assert nx.number_connected_components(graph_of(*kinds)) == parts


def test_the_whole_country_has_the_degrees_and_distances_that_were_published() -> None:
    graph = graph_of("land", "bridge_tunnel", "ferry")
    degrees = [degree for _, degree in graph.degree()]
    assert (min(degrees), max(degrees)) == (1, 9)
    assert sum(degrees) / 98 == pytest.approx(4.22, abs=0.005)
    assert nx.diameter(graph) == 16
    assert nx.average_shortest_path_length(graph) == pytest.approx(6.13, abs=0.005)


def test_every_municipality_has_a_tile_of_its_own_on_14_rows_and_20_columns() -> None:
    tiles = {(place.tile_row, place.tile_column) for place in denmark.load().places}
    assert len(tiles) == 98
    assert {row for row, _ in tiles} == set(range(14))
    assert (min(column for _, column in tiles), max(column for _, column in tiles)) == (0, 19)


def test_116_land_borders_are_borders_of_tiles_and_172_touch_at_a_corner() -> None:
    tiles = {place.code: (place.tile_row, place.tile_column) for place in denmark.load().places}
    steps = Counter()
    for pair in denmark.load().neighbours:
        if pair.kind == "land":
            down, across = (abs(a - b) for a, b in zip(tiles[pair.code_a], tiles[pair.code_b], strict=True))
            steps["edge"] += down + across == 1
            steps["corner"] += max(down, across) == 1
    assert steps == {"edge": 116, "corner": 172}


def test_elections_are_those_of_2001_to_2025() -> None:
    assert denmark.load().elections == (
        date(2001, 11, 20),
        date(2005, 11, 15),
        date(2009, 11, 17),
        date(2013, 11, 19),
        date(2017, 11, 21),
        date(2021, 11, 16),
        date(2025, 11, 18),
    )


def test_elections_fall_on_the_third_tuesday_of_november_as_the_act_says() -> None:
    tuesday = 1
    assert all(day.month == 11 and day.weekday() == tuesday and 15 <= day.day <= 21 for day in denmark.load().elections)


def test_the_data_are_read_once_and_cannot_be_changed() -> None:
    assert denmark.load() is denmark.load()
    with pytest.raises(AttributeError):
        denmark.load().places = ()  # type: ignore[misc]


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


DENMARK = denmark.load()


def body_weights(year: int) -> dict[tuple[int, int], float]:
    return {tie[:2]: tie.weight for tie in danish_ties(DENMARK, ["bodies"], year)}


def test_each_kind_of_neighbour_is_a_layer_of_ties_that_weigh_one() -> None:
    ties = danish_ties(DENMARK, ["land_border", "fixed_link", "ferry"], 2014)
    assert Counter(tie.layer for tie in ties) == {"land_border": 186, "fixed_link": 6, "ferry": 15}
    assert {tie.weight for tie in ties} == {1.0}


def test_a_tie_through_bodies_weighs_the_number_of_bodies_shared() -> None:
    horsens, hedensted = 615, 766
    shared = [
        body
        for body, members in denmark.bodies(2014).items()
        if {horsens, hedensted} <= set(members) and not body.startswith("KKR")
    ]
    assert "Business Region Aarhus" in shared
    assert body_weights(2014)[horsens, hedensted] == len(shared)


def test_the_regional_councils_tie_nobody_because_the_regions_do() -> None:
    ballerup, bornholm = 151, 400  # both in Hovedstaden, without another body that is known
    assert not [pair for pair in body_weights(2014) if ballerup in pair or bornholm in pair]


def test_ties_through_bodies_follow_the_year() -> None:
    copenhagen, naestved = 101, 370
    assert (copenhagen, naestved) not in body_weights(2014)
    assert body_weights(2015)[copenhagen, naestved] == 1  # Greater Copenhagen


@pytest.mark.parametrize("year", [2005, 2014, 2025])
def test_ties_are_sorted_distinct_and_have_the_lower_code_first(year: int) -> None:
    pairs = list(body_weights(year))
    assert pairs == sorted(set(pairs))
    assert all(code_a < code_b for code_a, code_b in pairs)


def test_an_unknown_layer_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"'ferries'.*did you mean ferry\?"):
        danish_ties(DENMARK, ["ferries"], 2014)
