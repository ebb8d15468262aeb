"""Where each column of the data comes from."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from diffusion_sim.denmark.checksums import DATA_FILES, DATA_FOLDER, verified_checksums
from diffusion_sim.denmark.rows import read_rows


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
