"""The data say what their sources say; expected values are those published in denmark/SOURCES.md."""

from __future__ import annotations

from collections import Counter
from datetime import date

import networkx as nx
import pytest

from diffusion_sim import denmark

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
