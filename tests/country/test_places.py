"""Places with coordinates only get a tile near where they lie."""

from __future__ import annotations

import numpy as np

from diffusion_sim.country.places import Place, with_tiles


def place(code: int, x: float, y: float, row: int = -1, column: int = -1) -> Place:
    return Place(code, f"P{code}", "", 0, 0.0, x, y, row, column)


def test_each_place_has_a_tile_of_its_own_and_keeps_its_side() -> None:
    rng = np.random.default_rng(1)
    places = tuple(place(n + 1, *rng.uniform(0.0, 10.0, 2)) for n in range(40))
    tiled = with_tiles(places)
    assert len({(one.tile_row, one.tile_column) for one in tiled}) == 40
    east = np.corrcoef([one.longitude for one in tiled], [one.tile_column for one in tiled])[0, 1]
    south = np.corrcoef([-one.latitude for one in tiled], [one.tile_row for one in tiled])[0, 1]
    assert min(east, south) > 0.9
    assert [one._replace(tile_row=-1, tile_column=-1) for one in tiled] == list(places)


def test_four_corners_keep_their_corners() -> None:
    corners = with_tiles((place(1, 1, 1), place(2, 9, 1), place(3, 1, 9), place(4, 9, 9)))
    south_west, south_east, north_west, north_east = ((one.tile_row, one.tile_column) for one in corners)
    assert north_west == (0, 0)
    assert south_west[0] > north_west[0]
    assert north_east[1] > north_west[1]
    assert south_east == (south_west[0], north_east[1])


def test_tiles_that_are_given_and_places_without_coordinates_are_left_as_they_are() -> None:
    given = (place(1, 0, 0, 3, 4), place(2, 1, 1))
    nowhere = (place(1, 0, 0), place(2, 3, 1))
    assert with_tiles(given) == given
    assert with_tiles(nowhere) == nowhere
