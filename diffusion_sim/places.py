"""What any country is made of: places, and the ties between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence


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


class Tie(NamedTuple):
    """One undirected tie between two places on one layer."""

    code_a: int
    code_b: int
    layer: str
    weight: float
    """Strength within its layer, > 0, no unit: layers are row-normalised before they are weighted."""


def find_place(places: Sequence[Place], name_or_code: str | int) -> Place:
    """Return the place with this name (upper or lower case) or code.

    Raises
    ------
    InputError
        If there is none; names the nearest.
    """
    text = str(name_or_code).strip()
    for place in places:
        if place.name.casefold() == text.casefold() or (text.isdecimal() and int(text) == place.code):
            return place
    names = [place.name for place in places]
    near = {name.casefold(): name for name in names}
    hint = did_you_mean(near.get(text.casefold(), text.title()), names)
    raise InputError("municipality", f'"{text}" is not one of the {len(names)} places of this run', hint)
