"""What any country is made of: places, and the ties between them."""

from __future__ import annotations

from typing import NamedTuple


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
