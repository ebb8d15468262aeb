"""The package's own data files: checked against their checksums, read strictly, each column with its source."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

DATA_FOLDER = Path(__file__).parent / "data"
DATA_FILES = (
    "collaborations.csv",
    "columns.csv",
    "elections.csv",
    "municipalities.csv",
    "neighbours.csv",
    "tilegrid.csv",
)
CHECKSUM_FILE = "checksums.txt"

_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+)")
_REMEDY = "install the package again, or, if you changed the data on purpose, write the file anew with sha256sum"


def verified_checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file after checking it against ``checksums.txt``."""
    listed = _listed_checksums(folder / CHECKSUM_FILE)
    for name in DATA_FILES:
        _verify(folder / name, listed[name])
    return listed


def _listed_checksums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DataError(str(path), "the list of checksums is missing or cannot be read", _REMEDY) from None
    matches = [_LINE.fullmatch(line) for line in lines]
    listed = {match[2]: match[1] for match in matches if match is not None}
    if None in matches or len(listed) != len(lines) or sorted(listed) != sorted(DATA_FILES):
        raise DataError(
            CHECKSUM_FILE, "does not list each data file once", "valid: one line for each of " + ", ".join(DATA_FILES)
        )
    return dict(sorted(listed.items()))


def _verify(path: Path, expected: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise DataError(str(path), "is missing or cannot be read", "install the package again") from None
    if found != expected:
        raise DataError(
            str(path),
            f"has been changed: its SHA-256 is {found[:12]}..., not {expected[:12]}... as in {CHECKSUM_FILE}",
            _REMEDY,
        )


_YEAR = re.compile(r"(\d{4})(-\d\d(-\d\d)?)?( \(about\))?")


class Row(NamedTuple):
    """One line of a file, not yet interpreted."""

    file: str
    line: int
    cells: dict[str, str]

    def wrong(self, column: str, valid: str) -> DataError:
        """Say that the cell of this row is not what it should be."""
        return DataError(f"{self.file}, line {self.line}, column {column}", f"found {self.cells[column]!r}", valid)

    def text(self, column: str) -> str:
        """Return the cell, which may not be blank."""
        if not self.cells[column].strip():
            raise self.wrong(column, "valid: a text that is not blank")
        return self.cells[column]

    def word(self, column: str, valid: Collection[str]) -> str:
        """Return the cell, which must be one of the valid words."""
        if self.cells[column] not in valid:
            raise self.wrong(column, "valid: " + ", ".join(sorted(valid)))
        return self.cells[column]

    def whole(self, column: str, lowest: int, highest: int) -> int:
        """Return the cell as a whole number within bounds (both included)."""
        cell = self.cells[column]
        if not (cell.isascii() and cell.isdecimal()) or not lowest <= int(cell) <= highest:
            raise self.wrong(column, f"valid: a whole number from {lowest} to {highest}")
        return int(cell)

    def decimal(self, column: str, lowest: float, highest: float) -> float:
        """Return the cell as a number within bounds (both included)."""
        try:
            value = float(self.cells[column])
        except ValueError:
            value = math.nan
        if not lowest <= value <= highest:
            raise self.wrong(column, f"valid: a number from {lowest:g} to {highest:g}")
        return value

    def year(self, column: str) -> int | None:
        """Return the year of a year or date such as 2007, 2012-01, 2015-12-31 or 2014 (about); None if blank."""
        cell = self.cells[column]
        if not cell:
            return None
        match = _YEAR.fullmatch(cell)
        if match is None:
            raise self.wrong(column, "valid: blank, a year, or a date such as 2015-12-31")
        return int(match[1])

    def day(self, column: str) -> date:
        """Return the cell as a date."""
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            raise self.wrong(column, "valid: a date such as 2013-11-19") from None


def read_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Read a file that has exactly these columns, in this order."""
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        _check_header(path.name, next(reader, []), columns)
        rows = [_row(path.name, reader.line_num, cells, columns) for cells in reader]
    except csv.Error as error:
        raise DataError(f"{path.name}, line {reader.line_num}", f"is not CSV: {error}") from None
    if not rows:
        raise DataError(path.name, "has a header but no rows")
    return rows


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError(str(path), f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise DataError(path.name, f"is not UTF-8 at byte {error.start}") from None


def _check_header(file: str, header: list[str], columns: Sequence[str]) -> None:
    for missing in [column for column in columns if column not in header]:
        raise DataError(f"{file}, line 1", f"column {missing} is missing", "valid: " + ",".join(columns))
    if header != list(columns):
        raise DataError(f"{file}, line 1", f"found the columns {','.join(header)}", "valid: " + ",".join(columns))


def _row(file: str, line: int, cells: list[str], columns: Sequence[str]) -> Row:
    if len(cells) != len(columns):
        raise DataError(f"{file}, line {line}", f"has {len(cells)} cells", f"valid: {len(columns)}")
    return Row(file, line, dict(zip(columns, cells, strict=True)))


class Column(NamedTuple):
    """Meaning and origin of one column of one data file."""

    file: str
    column: str
    meaning: str
    unit: str
    source: str
    date: str
    """What the values are of, or when they were published; not always a single day."""
    licence: str


@cache
def provenance() -> tuple[Column, ...]:
    """Return every column of every data file with its meaning, unit, source, date and licence."""
    verified_checksums(DATA_FOLDER)
    rows = read_rows(DATA_FOLDER / "columns.csv", Column._fields)
    for row in rows:
        row.word("file", DATA_FILES)
    return tuple(Column(*(row.text(field) for field in Column._fields)) for row in rows)
