"""The 98 Danish municipalities: what they are, what lies between them, what they do together, and when they vote."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.country.data_files import DATA_FOLDER, Row, read_rows, verified_checksums
from diffusion_sim.country.places import Place
from diffusion_sim.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date
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


NEIGHBOUR_COLUMNS = ("code_a", "code_b", "kind", "shared_border_m", "via", "source")
NEIGHBOUR_KINDS = ("land", "bridge_tunnel", "ferry")


class Neighbour(NamedTuple):
    """Two municipalities side by side, the lower code first."""

    code_a: int
    code_b: int
    kind: str
    """``land``, ``bridge_tunnel`` or ``ferry``; the latter two only where there is no land border."""
    shared_border_m: int | None
    """Length of the common border in metres; None without one."""
    via: str
    """The link or the route; empty for land."""


def read_neighbours(folder: Path, codes: Container[int]) -> tuple[Neighbour, ...]:
    """Read the pairs, sorted by codes; each pair stands there once."""
    pairs: dict[tuple[int, int], Neighbour] = {}
    for row in read_rows(folder / "neighbours.csv", NEIGHBOUR_COLUMNS):
        neighbour = _neighbour(row, codes)
        if pairs.setdefault(neighbour[:2], neighbour) is not neighbour:
            raise row.wrong("code_b", f"{neighbour.code_a} and {neighbour.code_b} stand in an earlier row already")
    return tuple(pairs[pair] for pair in sorted(pairs))


def _neighbour(row: Row, codes: Container[int]) -> Neighbour:
    code_a, code_b = municipality_code(row, "code_a", codes), municipality_code(row, "code_b", codes)
    if code_a >= code_b:
        raise row.wrong("code_b", f"valid: a code above code_a, which is {code_a}")
    kind = row.word("kind", NEIGHBOUR_KINDS)
    row.text("source")
    if kind == "land":
        return Neighbour(code_a, code_b, kind, row.whole("shared_border_m", 1, 10**6), row.word("via", ("",)))
    row.word("shared_border_m", ("",))
    return Neighbour(code_a, code_b, kind, None, row.text("via"))


MEMBERSHIP_COLUMNS = ("body", "code", "kind", "status", "source", "valid_from", "valid_to", "active_2014", "note")

REGIONAL_COUNCIL = "regional_council"
"""The KKR bodies: one for each region, with all its municipalities."""

BODY_KINDS = (
    "business_region",
    "city_network",
    "culture_region",
    "experiment",
    "food_partnership",
    "joint_company",
    "local_action_group",
    "mandatory_cooperation",
    "planning_project",
    REGIONAL_COUNCIL,
    "sustainability_network",
)
STATUSES = ("verified", "from general knowledge")
STATES_2014 = ("yes", "likely", "uncertain", "planned", "no")

_OBSERVED_YEAR = 2014


class Membership(NamedTuple):
    """One municipality in one collaboration body."""

    body: str
    code: int
    kind: str
    valid_from: int | None
    """First year; None where it is not known."""
    valid_to: int | None
    """Last year, included; None where it went on or is not known."""
    active_2014: str
    """``yes``, ``likely``, ``uncertain``, ``planned`` or ``no``."""
    status: str
    """``verified`` in the source of the row, or ``from general knowledge``."""


def counts_in(membership: Membership, year: int) -> bool:
    """Tell whether a membership counts in a year.

    Both years included, unknown ends open. 2014, the year that was looked at, also needs ``active_2014`` to be yes
    or likely. An uncertain membership counts in no year: nothing that was read says in which years it held.
    """
    if membership.active_2014 == "uncertain":
        return False
    if year == _OBSERVED_YEAR and membership.active_2014 not in ("yes", "likely"):
        return False
    first, last = membership.valid_from, membership.valid_to
    return (first is None or first <= year) and (last is None or year <= last)


def members_by_body(memberships: Iterable[Membership], year: int) -> dict[str, tuple[int, ...]]:
    """Return the codes of the members of each body that counts in a year, both sorted."""
    members: dict[str, list[int]] = {}
    for membership in memberships:
        if counts_in(membership, year):
            members.setdefault(membership.body, []).append(membership.code)
    return {body: tuple(sorted(members[body])) for body in sorted(members)}


def read_memberships(folder: Path, codes: Container[int]) -> tuple[Membership, ...]:
    """Read the memberships, sorted by body and code; each stands there once, and a body is of one kind."""
    found: dict[tuple[str, int], Membership] = {}
    kinds: dict[str, str] = {}
    for row in read_rows(folder / "collaborations.csv", MEMBERSHIP_COLUMNS):
        membership = _membership(row, codes)
        if found.setdefault(membership[:2], membership) is not membership:
            raise row.wrong("code", f"stands in an earlier row of {membership.body} already")
        if kinds.setdefault(membership.body, membership.kind) != membership.kind:
            raise row.wrong("kind", f"an earlier row of {membership.body} says {kinds[membership.body]}")
    return tuple(found[key] for key in sorted(found))


def _membership(row: Row, codes: Container[int]) -> Membership:
    valid_from, valid_to = row.year("valid_from"), row.year("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise row.wrong("valid_to", f"valid: not before valid_from, which is {valid_from}")
    row.text("source")
    return Membership(
        body=row.text("body"),
        code=municipality_code(row, "code", codes),
        kind=row.word("kind", BODY_KINDS),
        valid_from=valid_from,
        valid_to=valid_to,
        active_2014=row.word("active_2014", STATES_2014),
        status=row.word("status", STATUSES),
    )


ELECTION_COLUMNS = ("date", "source")


def read_elections(folder: Path) -> tuple[date, ...]:
    """Read the election days; each row is later than the one before."""
    days: list[date] = []
    for row in read_rows(folder / "elections.csv", ELECTION_COLUMNS):
        day = row.day("date")
        if days and day <= days[-1]:
            raise row.wrong("date", f"valid: a day after that of the row before, {days[-1]}")
        row.text("source")
        days.append(day)
    return tuple(days)


@dataclass(frozen=True)
class Denmark:
    """The 98 municipalities, what lies between them, and when they vote."""

    places: tuple[Place, ...]
    """The municipalities, sorted by code."""
    neighbours: tuple[Neighbour, ...]
    memberships: tuple[Membership, ...]
    elections: tuple[date, ...]
    """Days of municipal elections, ascending."""
    checksums: Mapping[str, str] = field(hash=False)
    """SHA-256 of each data file, by file name."""


@cache
def load() -> Denmark:
    """Read the data of the package, once.

    Raises
    ------
    DataError
        A file is missing, differs from its checksum or contradicts itself; the sentence names file, line and column.
    """
    return read_denmark(DATA_FOLDER)


def read_denmark(folder: Path) -> Denmark:
    """Read and check the data files in a folder."""
    checksums = verified_checksums(folder)
    places = read_places(folder)
    codes = {place.code for place in places}
    return Denmark(
        places=places,
        neighbours=read_neighbours(folder, codes),
        memberships=read_memberships(folder, codes),
        elections=read_elections(folder),
        checksums=checksums,
    )


def bodies(year: int) -> dict[str, tuple[int, ...]]:
    """Return the codes of the members of each collaboration body in a year, the regional councils (KKR) included."""
    return members_by_body(load().memberships, year)
