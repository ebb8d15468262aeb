"""The package's own files are those published, cell by cell what their columns say, each column with its source."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from diffusion_sim.country import denmark
from diffusion_sim.country.data_files import DATA_FILES, DATA_FOLDER, provenance
from diffusion_sim.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))


def sign(folder: Path) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.glob("*.csv"))]
    (folder / "checksums.txt").write_text("".join(lines), encoding="ascii")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change the first place where a text stands, and the checksums with it."""
    path = folder / name
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())
    sign(folder)


def test_an_untouched_copy_gives_the_same_country(folder: Path) -> None:
    assert denmark.read_denmark(folder) == denmark.load()


def test_one_changed_figure_is_refused_by_its_checksum(folder: Path) -> None:
    path = folder / "municipalities.csv"
    path.write_bytes(path.read_bytes().replace(b"89633", b"89634"))
    with pytest.raises(
        DataError, match=r"municipalities\.csv: has been changed: its SHA-256 is .* as in checksums\.txt"
    ):
        denmark.read_denmark(folder)


@pytest.mark.parametrize("name", ["municipalities.csv", "tilegrid.csv", "columns.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DataError, match=rf"{re.escape(name)}: is missing"):
        denmark.read_denmark(folder)


def test_a_missing_list_of_checksums_is_named(folder: Path) -> None:
    (folder / "checksums.txt").unlink()
    with pytest.raises(DataError, match=r"checksums\.txt: the list of checksums is missing"):
        denmark.read_denmark(folder)


@pytest.mark.parametrize("damage", ["nonsense\n", "{first}{first}", ""])
def test_a_damaged_list_of_checksums_is_refused(folder: Path, damage: str) -> None:
    path = folder / "checksums.txt"
    lines = path.read_text(encoding="ascii").splitlines(keepends=True)
    path.write_text("".join([damage.format(first=lines[0]), *lines[1:]]), encoding="ascii")
    with pytest.raises(DataError, match=r"checksums\.txt: does not list each data file once"):
        denmark.read_denmark(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "municipalities.csv",
            "89633",
            "many",
            r"municipalities.csv, line 80, column population_20140101: found 'many'; valid: a whole number from 1 to",
        ),
        ("municipalities.csv", "Midtjylland", "Jylland", r"column region: found 'Jylland'; valid: Hovedstaden, Midt"),
        ("municipalities.csv", "147,Frederiksberg", "101,Frederiksberg", r"line 3, column code: found '101'; another"),
        (
            "municipalities.csv",
            "147,Frederiksberg",
            "147,København",
            r"line 3, column name: found 'København'; another",
        ),
        (
            "municipalities.csv",
            "12.4938",
            "nan",
            r"line 2, column label_lon: found 'nan'; valid: a number from 7 to 16",
        ),
        ("municipalities.csv", "landsdel,", "", r"line 1: column landsdel is missing; valid: code,name,region"),
        ("municipalities.csv", "code,name", "name,code", r"line 1: found the columns name,code,.*; valid: code,name"),
        ("municipalities.csv", "101,København,", "101,København,,", r"line 2: has 12 cells; valid: 11"),
        ("municipalities.csv", "101,København", '101,"København', r"municipalities.csv, line \d+: is not CSV"),
        ("neighbours.csv", "101,147,land", "101,148,land", r"line 2, column code_b: found '148'; valid: a code in mun"),
        ("neighbours.csv", "101,147,land", "147,101,land", r"column code_b: found '101'; valid: a code above code_a"),
        ("neighbours.csv", "101,157,land", "101,147,land", r"line 3, column code_b: .* stand in an earlier row"),
        ("neighbours.csv", "land,13034", "lake,13034", r"column kind: found 'lake'; valid: bridge_tunnel, ferry, land"),
        ("neighbours.csv", "land,13034", "land,", r"column shared_border_m: found ''; valid: a whole number from 1"),
        ("collaborations.csv", "Aarhus,766", "Aarhus,710", r"line 3, column code: found '710'; stands in an earlier"),
        (
            "collaborations.csv",
            ",2007,,yes",
            ",soon,,yes",
            r"column valid_from: found 'soon'; valid: blank, a year, or",
        ),
        ("collaborations.csv", ",2007,,yes", ",2007,2001,yes", r"column valid_to: found '2001'; valid: not before"),
        ("collaborations.csv", ",2007,,yes", ",2007,,maybe", r"column active_2014: found 'maybe'; valid: likely, no"),
        ("tilegrid.csv", "147,8,19", "147,8,18", r"line 3, column column: found '18'; the tile in row 8, column 18"),
        ("tilegrid.csv", "147,8,19\n", "", r"tilegrid.csv: municipality 147 has no tile; valid: one row for each"),
        ("tilegrid.csv", "147,8,19", "101,8,19", r"line 3, column code: found '101'; this municipality has a tile"),
        ("elections.csv", "2005-11-15", "2001-11-15", r"column date: found '2001-11-15'; valid: a day after that of"),
        ("elections.csv", "2005-11-15", "15/11/2005", r"column date: found '15/11/2005'; valid: a date such as 2013"),
    ],
)
def test_what_does_not_fit_is_named_with_file_line_and_column(
    folder: Path, name: str, old: str, new: str, sentence: str
) -> None:
    edit(folder, name, old, new)
    with pytest.raises(DataError, match=sentence):
        denmark.read_denmark(folder)


def test_a_body_of_two_kinds_is_refused(folder: Path) -> None:
    edit(folder, "collaborations.csv", "Aarhus,766,business_region", "Aarhus,766,city_network")
    with pytest.raises(DataError, match="column kind: found 'city_network'; an earlier row of Business Region Aarhus"):
        denmark.read_denmark(folder)


def test_bytes_that_are_not_utf8_are_refused(folder: Path) -> None:
    path = folder / "municipalities.csv"
    path.write_bytes(path.read_bytes().decode().encode("latin-1"))
    sign(folder)
    with pytest.raises(DataError, match=r"municipalities\.csv: is not UTF-8 at byte"):
        denmark.read_denmark(folder)


def test_a_file_without_rows_is_refused(folder: Path) -> None:
    (folder / "elections.csv").write_text("date,source\n", encoding="utf-8")
    sign(folder)
    with pytest.raises(DataError, match=r"elections\.csv: has a header but no rows"):
        denmark.read_denmark(folder)


def columns_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_every_column_of_every_file_is_described_once() -> None:
    described = Counter((entry.file, entry.column) for entry in provenance())
    present = Counter((path.name, column) for path in DATA_FOLDER.glob("*.csv") for column in columns_of(path))
    assert described == present


def test_every_description_is_complete() -> None:
    assert all(cell.strip() for entry in provenance() for cell in entry)


def test_the_population_names_statistics_denmark_its_table_and_its_day() -> None:
    entry = next(entry for entry in provenance() if entry.column == "population_20140101")
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
