"""What any country is made of: places, each on a tile of the map, and the ties between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

MOST_PLACES = 400
"""More than a map of tiles can name."""
ROOM = 1.5
"""Squares for each place, so that the outline of the country can be seen."""


class Place(NamedTuple):
    """One municipality (or any other deciding unit) as the data give it.

    ``code`` is the address of its random draws: 0 < code < 2**32, unique, never the row number.
    """

    code: int
    name: str
    region: str
    population: int
    """Inhabitants on 1 January 2014 for Denmark; 0 where unknown."""
    area_km2: float
    longitude: float
    """Degrees east (WGS84), or the user's own x."""
    latitude: float
    """Degrees north (WGS84), or the user's own y."""
    tile_row: int
    """Row on the tile grid, 0 in the north; -1 where there is none."""
    tile_column: int
    own_id: str = ""
    """The id in the user's own file; empty where there is none but the code."""


class Tie(NamedTuple):
    """One undirected tie between two places on one layer."""

    code_a: int
    code_b: int
    layer: str
    weight: float
    """Strength within its layer, > 0, no unit: layers are row-normalised before they are weighted."""


def with_tiles(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Give each place a tile of a grid, near where it lies, where none has one and all have coordinates of their own; else return them as they are.

    Squares are given out so that the sum of squared distances is least (linear assignment).
    """
    points = np.array([(place.longitude, place.latitude) for place in places], dtype=np.float64)
    if len(places) > MOST_PLACES or any(place.tile_row >= 0 for place in places):
        return places
    if not points.any(axis=1).all():  # 0, 0 stands for unknown
        return places
    if len(places) < 2 or len(np.unique(points, axis=0)) < len(places):  # noqa: PLR2004 - a single place needs no map
        return places
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import

    spans = np.maximum(np.ptp(points, axis=0), 1e-9 * np.ptp(points))
    columns = int(np.clip(np.ceil(np.sqrt(ROOM * len(places) * spans[0] / spans[1])), 1, ROOM * len(places)))
    rows = int(np.ceil(ROOM * len(places) / columns))
    where = (points - points.min(axis=0)) / spans * (columns - 1, rows - 1)
    where[:, 1] = rows - 1 - where[:, 1]
    squares = np.array([(column, row) for row in range(rows) for column in range(columns)])
    _, chosen = linear_sum_assignment(((where[:, np.newaxis] - squares) ** 2).sum(axis=2))
    return tuple(
        place._replace(tile_row=int(row), tile_column=int(column))
        for place, (column, row) in zip(places, squares[chosen], strict=True)
    )
