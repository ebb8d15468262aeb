"""Every column says what it means, where it comes from, of what date it is, and who may use it."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from diffusion_sim import denmark
from diffusion_sim.denmark.checksums import DATA_FILES, DATA_FOLDER

if TYPE_CHECKING:
    from pathlib import Path


def columns_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_every_column_of_every_file_is_described_once() -> None:
    described = Counter((entry.file, entry.column) for entry in denmark.provenance())
    present = Counter((path.name, column) for path in DATA_FOLDER.glob("*.csv") for column in columns_of(path))
    assert described == present


def test_every_description_is_complete() -> None:
    assert all(cell.strip() for entry in denmark.provenance() for cell in entry)


def test_the_population_names_statistics_denmark_its_table_and_its_day() -> None:
    entry = next(entry for entry in denmark.provenance() if entry.column == "population_20140101")
    assert "FOLK1A" in entry.source
    assert "2014-01-01" in entry.date
    assert "free to reuse" in entry.licence


def test_the_checksums_are_those_of_the_files() -> None:
    expected = {name: hashlib.sha256((DATA_FOLDER / name).read_bytes()).hexdigest() for name in DATA_FILES}
    assert denmark.load().checksums == expected


def test_no_data_file_stands_outside_the_checksums() -> None:
    assert {path.name for path in DATA_FOLDER.glob("*.csv")} == set(DATA_FILES)


def test_the_files_are_kept_from_line_ending_conversion() -> None:
    assert "* -text" in (DATA_FOLDER / ".gitattributes").read_text(encoding="ascii").splitlines()
    assert not any(b"\r" in path.read_bytes() for path in DATA_FOLDER.glob("*.csv"))


def test_the_page_of_sources_carries_the_licence_and_the_gaps() -> None:
    page = (DATA_FOLDER.parent / "SOURCES.md").read_text(encoding="utf-8")
    for needed in ("statistikbanken.dk/FOLK1A", "13 February 2014", "Not found", "do not rank"):
        assert needed in page
