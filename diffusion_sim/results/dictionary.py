"""The data dictionary: unit, kind and meaning of every column of every table, from ``columns.csv`` beside this file.

Columns that are parameters or measures have theirs where these are declared. What is written here goes into the fields
of Parquet files, into ``columns.csv`` of a results folder and into ``docs/columns.md``.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pyarrow.parquet as pq

from diffusion_sim.errors import DataError
from diffusion_sim.files import csv_text, replace_text
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COLUMNS = "columns.csv"
DIFFERENCE = "difference_"
"""Before the name of a measure that is a paired difference."""
ANYWHERE = "*"
"""Stands for every table in which a column is not told of by itself."""


class Column(NamedTuple):
    """What a column holds."""

    unit: str
    """Empty where there is none."""
    kind: str
    """key, attribute, date, stock, flow, cumulative flow, ratio, parameter or statistic"""
    meaning: str
    """Begins with a short name, where the column is something that is counted."""

    @property
    def label(self) -> str:
        """The short name."""
        return self.meaning.partition(". ")[0].rstrip(".")


@cache
def declared() -> dict[tuple[str, str], Column]:
    """Return what ``columns.csv`` says, by table and column."""
    text = files("diffusion_sim.results").joinpath(COLUMNS).read_text(encoding="utf-8")
    return {
        (row["table"], row["column"]): Column(row["unit"], row["kind"], row["meaning"])
        for row in csv.DictReader(text.splitlines())
    }


@cache
def _measures() -> dict[str, Column]:
    return {one.key: Column(one.unit, one.kind, f"{one.label.lstrip('. ')}. {one.meaning}") for one in MEASURES}


def describe_column(table: str, column: str) -> Column:
    """Return what a column of a table holds.

    Raises
    ------
    DataError
        If nobody has said.
    """
    known = declared()
    for found in (
        known.get((table, column)),
        _parameter(column),
        _measure(table, column),
        known.get((ANYWHERE, column)),
    ):
        if found is not None:
            return found
    raise DataError(f"{table}.{column}", "is not in the data dictionary", f"add it to {COLUMNS}")


def _parameter(column: str) -> Column | None:
    one = declarations().get(column)
    if one is None:
        return None
    return Column(one.unit, "parameter", f"{one.words['en'].name}. {one.words['en'].meaning}")


def _measure(table: str, column: str) -> Column | None:
    """Return a measure, or a column of the monthly table by year."""
    return declared().get(("monthly", column)) if table == "yearly" else _measures().get(column)


def label_of(table: str, column: str) -> tuple[str, str, str]:
    """Return label, unit and kind of what is counted."""
    told = describe_column(table, column)
    return told.label, told.unit, told.kind


def field_metadata(table: str, column: str) -> dict[str, str]:
    """Return what a field of a Parquet file says of itself; nothing where the table is the user's own."""
    try:
        return describe_column(table, column)._asdict()
    except DataError:
        return {}


def dictionary_of(tables: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Return a row for each column of some files: file, column, unit, kind, meaning; the user's own are left out."""
    rows = [
        (file, column, *told.values())
        for file, columns in tables.items()
        for column in columns
        if (told := field_metadata(file.partition(".")[0], column))
    ]
    return pd.DataFrame(rows, columns=["file", "column", *Column._fields])


def write_dictionary(folder: Path) -> None:
    """Write ``columns.csv`` for the tables that are in a results folder now."""
    held = {path.name: _header(path) for path in sorted(folder.iterdir()) if path.suffix in {".csv", ".parquet"}}
    held.pop(COLUMNS, None)
    replace_text(folder / COLUMNS, csv_text(dictionary_of(held)))


def _header(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return list(pq.read_schema(path).names)
    with path.open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.reader(file) if row and not row[0].startswith("#"))
        return next(rows, [])
