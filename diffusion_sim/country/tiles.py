"""A tile grid for places that have coordinates only: each on a square of its own, near where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from diffusion_sim.country.places import Place

MOST_PLACES = 400
"""More than a map of tiles can name."""
ROOM = 1.5
"""Squares for each place, so that the outline of the country can be seen."""


def with_tiles(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Give each place a tile where none has one and all have coordinates of their own; else return them as they are.

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
