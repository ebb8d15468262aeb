"""The tile grid: every municipality a square of the same size, about where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.places import Place

MOST_NAMED = 400
"""Tiles that are large enough for names: 20 in a row, as many as Denmark is wide."""
_LONGEST = 8
_ENDINGS = (
    "merlands", "købing", "herred", "minde", "fjord", "djurs", "berg", "borg", "bugt", "fart", "havn", "land", "lund",
    "slev", "sted", "sund", "bro", "bæk", "cia", "dal", "ør",
)  # fmt: skip
"""Where a long Danish place name is broken, the longest first."""


def tile_label(name: str) -> str:
    """Return a name that fits a tile: broken at a space, whole when short, else broken at a hyphen or an ending, or cut."""
    if " " in name:
        return "\n".join(map(tile_label, name.split()))
    if len(name) <= _LONGEST:
        return name
    first, hyphen, rest = name.partition("-")
    if hyphen:
        return f"{tile_label(first)}-\n{tile_label(rest)}"
    ending = next((end for end in _ENDINGS if name.endswith(end)), "")
    return f"{name.removesuffix(ending)}-\n{ending}" if ending else f"{name[:_LONGEST]}."


def tile_centre(place: Place) -> tuple[float, float]:
    """Return x (east) and y (north) of a tile's centre."""
    return float(place.tile_column), -float(place.tile_row)


def can_be_named(places: tuple[Place, ...]) -> bool:
    """Tell whether every place has a tile, large enough for its name."""
    return len(places) <= MOST_NAMED and all(place.tile_row >= 0 for place in places)


def check_tiles(places: tuple[Place, ...]) -> None:
    """Say so when places have no tiles, as the user's own may have none."""
    without = [place.name for place in places if place.tile_row < 0]
    if without:
        found = f"{len(without)} places have no tile, {without[0]} among them"
        raise InputError("tile map", found, "a tile map is drawn where every place has one")


def bare_grid(axes: Axes, places: tuple[Place, ...], margin: float = 0.6) -> None:
    """Make room for all tiles, equal in both directions, without axes lines."""
    columns, rows = [place.tile_column for place in places], [place.tile_row for place in places]
    axes.set_xlim(min(columns) - margin, max(columns) + margin)
    axes.set_ylim(-max(rows) - margin, -min(rows) + margin)
    axes.set_aspect("equal")
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
