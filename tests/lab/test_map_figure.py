"""The map is coloured like the figures, its month is told as people say it; borders and names of regions, and arrows beside each other."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import to_rgb

from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.lab.catalogue import DENMARK
from diffusion_sim.lab.map_figure import (
    DIVERGING,
    LEVELS,
    MapFigure,
    arrow,
    difference_scale,
    level_scale,
    region_borders,
    region_names,
    tile_area,
)
from diffusion_sim.lab.map_view import Player
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.plots.maps import difference_scale as figure_difference_scale
from diffusion_sim.plots.maps import level_scale as figure_level_scale
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup


def test_a_difference_has_the_colours_of_the_figures() -> None:
    figures = colormaps["PuOr_r"]
    for share, colour in ((0.0, DIVERGING[0]), (0.5, DIVERGING[5]), (1.0, DIVERGING[-1])):
        np.testing.assert_allclose(to_rgb(colour), figures(share)[:3], atol=0.01)


def test_a_difference_without_negative_values_still_has_white_at_zero() -> None:
    assert difference_scale(np.array([0.0, 0.2, 0.5])) == (-0.5, 0.5, DIVERGING)
    assert difference_scale(np.zeros(3)) == (-1.0, 1.0, DIVERGING)
    assert DIVERGING[len(DIVERGING) // 2] == "#f7f7f7"


def test_levels_go_from_the_least_to_the_most() -> None:
    assert level_scale(np.array([2.0, 5.0])) == (2.0, 5.0, LEVELS)
    assert level_scale(np.zeros(3)) == (0.0, 1.0, LEVELS)


def test_the_figures_do_the_same() -> None:
    scale, colours = figure_difference_scale(0.2, 0.5)
    assert (scale.vmin, scale(0.0), scale.vmax) == (-0.5, 0.5, 0.5)
    assert colours.name == "PuOr_r"
    assert figure_level_scale(0.0, 0.5)[1].name == "YlGnBu"


@pytest.mark.parametrize(("language", "last"), [("en", "December 2023"), ("da", "december 2023")])
@pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
def test_months_have_names(language: str, last: str) -> None:
    player = Player(LANGUAGES[language], language, lambda: None, lambda: None)
    player.begin("2014-03")
    player.period("2014-01", 120)
    assert list(player.slider.options)[-1] == last
    assert (player.month, player.name) == (2, "2014-03")


PLACES = build_setup(Scenario()).places


@pytest.fixture(scope="module", params=["tiles", "outlines"])
def figure(request: pytest.FixtureRequest) -> MapFigure:
    outlines = read_outlines(DENMARK, PLACES)[0] if request.param == "outlines" else ()
    return MapFigure(PLACES, outlines, lambda _code: None, "da")


def distance(spot: tuple[float, float], ring: np.ndarray) -> float:
    """Return how far a place is from the box about a ring."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    return float(np.hypot(*(np.clip(spot, low, high) - spot)))


def test_the_border_of_two_tiles_is_the_side_that_they_share() -> None:
    tiles = [tile_area("A", (0.0, 0.0)), tile_area("B", (1.0, 0.0)), tile_area("A", (0.0, 1.0))]
    assert region_borders(tiles) == ([[0.5, 0.5]], [[-0.5, 0.5]])


def test_there_is_a_border_on_land_between_the_regions_that_have_one(figure: MapFigure) -> None:
    """Between Jutland's three and between the two of Zealand; the Great Belt parts the others."""
    xs, ys = region_borders(figure.areas)
    corners = {(area.region, tuple(point)) for area in figure.areas for ring in area.rings for point in ring.tolist()}
    found = set()
    for line in zip(xs, ys, strict=True):
        ends = [(line[0][at], line[1][at]) for at in (0, 1)]
        found.add(tuple(sorted(r for r in {p.region for p in PLACES} if all((r, end) in corners for end in ends))))
    pairs = {one for one in found if len(one) == 2}
    expected = {("Midtjylland", "Nordjylland"), ("Midtjylland", "Syddanmark"), ("Hovedstaden", "Sjælland")}
    assert expected <= pairs
    assert ("Sjælland", "Syddanmark") not in pairs


def test_each_region_is_named_once_where_it_covers_nothing_and_its_own_is_nearest(figure: MapFigure) -> None:
    names = dict(region_names(figure.areas, {place.region: place.region for place in PLACES}))
    assert set(names) == {place.region for place in PLACES}
    for region, spot in names.items():
        away = {
            r: min(distance(spot, ring) for one in figure.areas if one.region == r for ring in one.rings) for r in names
        }
        assert min(away, key=away.__getitem__) == region
        inside = [
            (ring.min(axis=0) < spot).all() and (ring.max(axis=0) > spot).all()
            for area in figure.areas for ring in area.rings
        ]  # fmt: skip
        assert not any(inside)


def test_a_region_that_finds_no_place_is_left_out() -> None:
    assert list(region_names([tile_area("A", (0.0, 0.0))], {"A": "a name too long for the map"})) == []
    assert list(region_names([], {"A": "A"})) == []


def test_arrows_there_and_back_lie_beside_each_other() -> None:
    there, back = arrow((0.0, 0.0), (2.0, 0.0), 1.0), arrow((2.0, 0.0), (0.0, 0.0), 1.0)
    assert there == ((0.3, -0.13), (1.7, -0.13))
    assert back == ((1.7, 0.13), (0.3, 0.13))
    assert arrow((1.0, 1.0), (1.0, 1.0), 1.0) == ((1.0, 1.0), (1.0, 1.0))


def test_an_arrow_between_neighbours_keeps_a_third_of_its_length() -> None:
    (x0, _), (x1, _) = arrow((0.0, 0.0), (0.3, 0.0), 1.0)
    assert x1 - x0 == pytest.approx(0.1)


def test_the_pointer_tells_the_region(figure: MapFigure) -> None:
    assert figure.source.data["region"] == [f" ({place.region})" for place in figure.places]
