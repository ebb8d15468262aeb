"""Tables that a user gives: any columns in any order, and what they may say of a place or a tie."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from sys import float_info
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.country.places import Place, Tie
from diffusion_sim.errors import DataError, did_you_mean
from diffusion_sim.files import read_text

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

DEFAULT_LAYER = "ties"
NODE_FIELDS = (
    "id", "name", "label", "region", "population", "area_km2", "longitude", "x", "latitude", "y", "tile_row",
    "tile_column",
)  # fmt: skip
"""What is read of a place; a file may hold more."""
EDGE_FIELDS = ("source", "target", "layer", "type", "weight")
LARGEST = 1e15
"""Of a number in a file, but a weight; a larger one is a slip, and no sum of these overflows."""
MOST_INHABITANTS, MOST_TILES = 10**10, 10_000
_NUMBER = re.compile(r"[+-]?(\d{1,400}\.?\d{0,400}|\.\d{1,400})([eE][+-]?\d{1,3})?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}", re.ASCII)
"""A number that is one thing with a mark for thousands and another with a decimal mark: 1.500, 1,500."""


def field_name(name: str) -> str:
    """Return a column's name in small letters where it is one of ours: Gephi writes Id, Label, Source, Type, Weight."""
    return name.casefold() if name.casefold() in {*NODE_FIELDS, *EDGE_FIELDS} else name


def number_in(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return the number that a cell holds, written 12.5 or 12,5; None where it is none, or could be two numbers.

    ``1,500`` is one and a half where ``decimal_comma`` holds (the file's columns are not separated by commas), and may
    be either elsewhere. Marks for thousands are read where a decimal mark follows: 1.234,5 and 1,234.5.

    >>> number_in("1,5"), number_in("1.234,5"), number_in("1,500"), number_in("1,500", decimal_comma=True)
    (1.5, 1234.5, None, 1.5)
    """
    if "," in text and "." in text:
        decimal = max(",.", key=text.rindex)
        thousands = ",.".replace(decimal, "")
        grouped = re.fullmatch(rf"[+-]?\d{{1,3}}(\{thousands}\d{{3}})+\{decimal}\d+", text[:400], re.ASCII)
        text = text.replace(thousands, "").replace(decimal, ".") if grouped else ""
    elif "," in text:
        text = text.replace(",", ".") if decimal_comma or not _THOUSANDS.fullmatch(text) else ""
    return float(text) if _NUMBER.fullmatch(text) else None


class Record(NamedTuple):
    """One node or edge of a file, not yet interpreted."""

    file: str
    position: str
    """Line, or element, in the file."""
    values: Mapping[str, str]
    """Text of each field that is given; surrounding blanks removed."""
    decimal_comma: bool = False
    """Whether a comma in a number is a decimal comma, whatever stands behind it."""

    @property
    def where(self) -> str:
        """File and position, for error messages."""
        return f"{self.file}, {self.position}"

    def number(self, names: Sequence[str], default: float, largest: float = LARGEST) -> float:
        """Return the first of these fields that is not blank, as a number, at most so large either way."""
        name = self._given(names)
        if not name:
            return default
        value = number_in(self.values[name], decimal_comma=self.decimal_comma)
        if value is None:
            marks = ", without a mark for thousands" if "," in self.values[name] else ""
            raise self.wrong(name, f"a number such as 12.5{marks}")
        if not abs(value) <= largest:
            raise self.wrong(name, f"at most {largest:g} either way")
        return value

    def whole(self, name: str, default: int, highest: int) -> int:
        """Return a field as a whole number, 0 or above; 16475.0, as other programs write it, is one."""
        if not self._given([name]):
            return default
        value, text = self.number([name], default), self.values[name]
        if not value.is_integer() or not 0 <= value <= highest or _THOUSANDS.fullmatch(text):
            bound = f"0 or above, at most {highest:,}" if value > highest else "0 or above"
            marks = ", without a mark for thousands" if _THOUSANDS.fullmatch(text) else ""
            raise self.wrong(name, f"a whole number, {bound}{marks}")
        return int(value)

    def amount(self, name: str) -> float:
        """Return a field as a number, 0 or above; 0 where it is blank."""
        value = self.number([name], 0.0)
        if value < 0.0:
            raise self.wrong(name, "0 or above")
        return value

    def wrong(self, name: str, valid: str) -> DataError:
        """Return the refusal of a field."""
        return DataError(f"{self.where}, {name}", f"found {self.values[name]!r}", f"valid: {valid}")

    def text(self, names: Sequence[str], default: str) -> str:
        """Return the first of these fields that is not blank."""
        name = self._given(names)
        return self.values[name] if name else default

    def _given(self, names: Sequence[str]) -> str:
        return next((name for name in names if self.values.get(name)), "")


def place_of(record: Record, identity: str, code: int) -> Place:
    """Read a place; everything but its id may be left out."""
    return Place(
        code=code,
        name=record.text(["name", "label"], identity),
        region=record.text(["region"], ""),
        population=record.whole("population", 0, MOST_INHABITANTS),
        area_km2=record.amount("area_km2"),
        longitude=record.number(["longitude", "x"], 0.0),
        latitude=record.number(["latitude", "y"], 0.0),
        tile_row=record.whole("tile_row", -1, MOST_TILES),
        tile_column=record.whole("tile_column", -1, MOST_TILES),
        own_id=identity,
    )


def tie_of(record: Record, codes: Mapping[str, int]) -> Tie:
    """Read a tie, the lower code first; layer and weight may be left out."""
    source, target = (_known(record, end, codes) for end in ("source", "target"))
    if source == target:
        raise DataError(
            record.where, f"joins {record.values['source']!r} to itself", "give ties between two different places"
        )
    weight = record.number(["weight"], 1.0, float_info.max)
    if weight <= 0.0:
        raise record.wrong("weight", "a number above 0")
    return Tie(min(source, target), max(source, target), layer_of(record), weight)


def layer_of(record: Record) -> str:
    """Return the kind of tie; Gephi's column Type says only that a tie has no direction."""
    kind = record.text(["type"], "")
    if kind.casefold() == "directed":
        found = f"found {kind!r}, but ties have no direction here"
        valid = 'write Undirected; give each pair once, or set network.repeated_ties = "merge"'
        raise DataError(f"{record.where}, type", found, valid)
    return record.text(["layer"], DEFAULT_LAYER if kind.casefold() == "undirected" else kind or DEFAULT_LAYER)


def _known(record: Record, end: str, codes: Mapping[str, int]) -> int:
    identity = record.values[end]
    if identity not in codes:
        raise DataError(
            f"{record.where}, {end}", f"there is no place with the id {identity!r}", did_you_mean(identity, codes)
        )
    return codes[identity]


DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
LONGEST_HEADER = 100_000


class Table(NamedTuple):
    """What a file holds, and how it was read."""

    records: list[Record]
    columns: tuple[str, ...]
    """As the header names them."""
    delimiter: str


def read_records(path: Path, needed: Sequence[str]) -> list[Record]:
    """Read the lines of a table; see :func:`read_table`."""
    return read_table(path, needed).records


def read_table(path: Path, needed: Sequence[str]) -> Table:
    """Read a UTF-8 CSV with a header; blank lines are skipped.

    The header tells whether columns are separated by commas, semicolons or tabs. With semicolons or tabs, as Danish
    Excel writes them, a comma in a number is a decimal comma. The columns of this package and of Gephi may be written
    in upper or lower case (``Source``).

    Raises
    ------
    DataError
        The file cannot be read or is empty, a needed column is missing, or a line is not like the header.
    """
    text = read_text(path)
    if not text.strip():
        raise DataError(str(path), "is empty")
    delimiter = _delimiter(text, needed)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(cells for cells in lines if not _is_hint(cells))
        columns = [field_name(name.strip()) for name in header]
        _check_header(f"{path}, line {lines.line_num}", columns, needed, delimiter)
        records = list(_records(path, lines, columns, decimal_comma=delimiter != ","))
    except StopIteration:
        raise DataError(str(path), "is empty") from None
    except csv.Error as error:
        raise DataError(f"{path}, line {lines.line_num}", f"is not CSV: {error}") from None
    if not records:
        raise DataError(str(path), "has a header but no lines")
    return Table(records, tuple(name.strip() for name in header), delimiter)


def _delimiter(text: str, needed: Sequence[str]) -> str:
    """Return the mark that separates the needed columns in the header, else the one that it holds most of."""
    lines = text[:LONGEST_HEADER].splitlines()
    header = next((line for line in lines if line.strip() and not line.startswith("sep=")), "")
    for mark in DELIMITERS:
        names = {field_name(name.strip().strip('"').strip()) for name in header.split(mark)}
        if names.issuperset(needed) and (len(names) > 1 or not any(other in header for other in DELIMITERS)):
            return mark
    return max(DELIMITERS, key=header.count)


def _is_hint(cells: list[str]) -> bool:
    """Tell whether a line before the header is blank, or Excel's hint ``sep=;``."""
    return not any(map(str.strip, cells)) or cells[0].startswith("sep=")


def _check_header(where: str, header: list[str], needed: Sequence[str], delimiter: str) -> None:
    missing = [name for name in needed if name not in header]
    if missing:
        found = f"column {missing[0]} is missing; found {delimiter.join(header)}"
        raise DataError(where, found, "needed: " + delimiter.join(needed))
    twice = next((name for name, times in Counter(header).items() if name and times > 1), "")
    if twice:
        raise DataError(where, f"column {twice} stands there twice", "give each column a name of its own")


def _records(path: Path, lines: Reader, columns: list[str], *, decimal_comma: bool) -> Iterator[Record]:
    for cells in lines:
        if not any(map(str.strip, cells)):
            continue
        where = f"line {lines.line_num}"
        if len(cells) != len(columns):
            raise DataError(f"{path}, {where}", f"has {len(cells)} cells", f"valid: {len(columns)}, as in the header")
        yield Record(str(path), where, dict(zip(columns, map(str.strip, cells), strict=True)), decimal_comma)
