"""Reading a user's CSV: any columns in any order, as long as the needed ones are there."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from diffusion_sim.errors import DataError
from diffusion_sim.network.fields import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that must exist and not be empty."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(str(path), "there is no such file") from None
    except OSError as error:
        raise DataError(str(path), f"cannot be read: {error.strerror}") from None
    if not content.strip():
        raise DataError(str(path), "is empty")
    return content


def read_records(path: Path, needed: Sequence[str]) -> list[Record]:
    """Read the lines of a UTF-8 CSV with a header, comma-separated; blank lines are skipped."""
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        _check_header(path, header, needed)
        records = [_record(path, reader.line_num, header, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}", f"is not CSV: {error}") from None
    if not records:
        raise DataError(str(path), "has a header but no lines")
    return records


def _decoded(path: Path) -> str:
    content = read_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path}, line {line}", f"is not UTF-8 (byte {content[error.start]:#04x})", "save the file as CSV UTF-8"
        ) from None


def _check_header(path: Path, header: list[str], needed: Sequence[str]) -> None:
    where, found = f"{path}, line 1", "found " + ",".join(header)
    missing = [name for name in needed if name not in header]
    if missing and len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise DataError(where, found, "separate the columns by commas, not by semicolons or tabs")
    if missing:
        raise DataError(where, f"column {missing[0]} is missing; {found}", "needed: " + ",".join(needed))
    for name in header:
        if name and header.count(name) > 1:
            raise DataError(where, f"column {name} stands there twice", "give each column a name of its own")


def _record(path: Path, line: int, header: list[str], cells: list[str]) -> Record:
    if len(cells) != len(header):
        raise DataError(f"{path}, line {line}", f"has {len(cells)} cells", f"valid: {len(header)}, as in the header")
    return Record(str(path), f"line {line}", dict(zip(header, map(str.strip, cells), strict=True)))
