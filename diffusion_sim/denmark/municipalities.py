"""The municipalities: names, regions, inhabitants, positions and tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.denmark.rows import Row, read_rows
from diffusion_sim.errors import DataError
from diffusion_sim.places import Place

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")

MUNICIPALITY_COLUMNS = (
    "code",
    "name",
    "region",
    "landsdel",
    "population_20140101",
    "area_km2",
    "area_geom_km2",
    "centroid_lon",
    "centroid_lat",
    "label_lon",
    "label_lat",
)
TILE_COLUMNS = ("code", "row", "column")


class Tile(NamedTuple):
    """A square of the tile grid, counted from the north-west."""

    row: int
    column: int


def read_places(folder: Path) -> tuple[Place, ...]:
    """Read the municipalities with their tiles, sorted by code."""
    rows = read_rows(folder / "municipalities.csv", MUNICIPALITY_COLUMNS)
    codes = _unique(rows, "code", "another municipality has this code")
    _unique(rows, "name", "another municipality has this name")
    tiles = _read_tiles(folder / "tilegrid.csv", codes)
    places = [_place(row, tiles) for row in rows]
    return tuple(sorted(places))


def municipality_code(row: Row, column: str, codes: Container[int]) -> int:
    """Return the cell as the code of a municipality that is in the data."""
    code = row.whole(column, 1, 2**32 - 1)
    if code not in codes:
        raise row.wrong(column, "valid: a code in municipalities.csv")
    return code


def _unique(rows: list[Row], column: str, complaint: str) -> set[int]:
    seen: set[str] = set()
    for row in rows:
        if row.text(column) in seen:
            raise row.wrong(column, complaint)
        seen.add(row.cells[column])
    return {row.whole("code", 1, 2**32 - 1) for row in rows}


def _read_tiles(path: Path, codes: set[int]) -> dict[int, Tile]:
    tiles: dict[int, Tile] = {}
    for row in read_rows(path, TILE_COLUMNS):
        code = municipality_code(row, "code", codes)
        tile = Tile(row.whole("row", 0, 999), row.whole("column", 0, 999))
        if code in tiles:
            raise row.wrong("code", "this municipality has a tile already")
        if tile in tiles.values():
            raise row.wrong("column", f"the tile in row {tile.row}, column {tile.column} is taken already")
        tiles[code] = tile
    for missing in sorted(codes - tiles.keys()):
        raise DataError(path.name, f"municipality {missing} has no tile", "valid: one row for each municipality")
    return tiles


def _place(row: Row, tiles: dict[int, Tile]) -> Place:
    code = row.whole("code", 1, 2**32 - 1)
    _check_columns_not_carried(row)
    return Place(
        code=code,
        name=row.text("name"),
        region=row.word("region", REGIONS),
        population=row.whole("population_20140101", 1, 10**8),
        area_km2=row.decimal("area_km2", 0.1, 1e5),
        longitude=row.decimal("label_lon", 7, 16),
        latitude=row.decimal("label_lat", 54, 58),
        tile_row=tiles[code].row,
        tile_column=tiles[code].column,
    )


def _check_columns_not_carried(row: Row) -> None:
    """Refuse damage in the columns that readers of the file, but no Place, use."""
    row.text("landsdel")
    row.decimal("area_geom_km2", 0.1, 1e5)
    row.decimal("centroid_lon", 7, 16)
    row.decimal("centroid_lat", 54, 58)
