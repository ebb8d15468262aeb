"""Every column of every table says its unit, kind and meaning, from one source."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from results.synthetic_records import synthetic_result

from diffusion_sim.errors import DataError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.dictionary import declared, describe_column
from diffusion_sim.results.measures import MEASURES

ROOT = Path(__file__).parents[2]
KINDS = {"key", "attribute", "date", "stock", "flow", "cumulative flow", "ratio", "statistic"}
CALIBRATION = ROOT / "docs" / "calibration"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = synthetic_result(replications=2)
    more = synthetic_result(replications=2, eagerness=1.5, name="eager")
    return Comparison(base, (more,)).save(tmp_path_factory.mktemp("results") / "compared", cases=True)


def header(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return list(pq.read_schema(path).names)
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_columns_csv_has_every_column_of_every_table_in_the_folder(folder: Path) -> None:
    for place in (folder, folder / "0_made_up"):
        told = pd.read_csv(place / "columns.csv")
        tables = [
            path for path in place.iterdir() if path.suffix in {".csv", ".parquet"} and path.name != "columns.csv"
        ]
        assert len(tables) >= 4
        assert set(told["file"]) == {path.name for path in tables}
        for path in tables:
            assert told.loc[told["file"] == path.name, "column"].tolist() == header(path)
        assert told["meaning"].notna().all()


def test_every_field_of_a_parquet_file_says_the_same_as_columns_csv(folder: Path) -> None:
    told = pd.read_csv(folder / "0_made_up" / "columns.csv", keep_default_na=False).set_index(["file", "column"])
    for path in (folder / "0_made_up").glob("*.parquet"):
        for field in pq.read_schema(path):
            found = {
                key.decode(): value.decode()
                for key, value in field.metadata.items()
                if key in {b"unit", b"kind", b"meaning"}
            }
            assert found == told.loc[(path.name, field.name)].to_dict()


def test_every_row_of_an_effects_file_has_label_unit_and_kind(folder: Path) -> None:
    for name in ("effects.csv", "effects_by_municipality.csv", "effects_by_horizon.csv"):
        table = pd.read_csv(folder / name)
        assert table[["label", "unit", "kind"]].notna().all(axis=None)
        assert set(table["kind"]) <= {"stock", "flow", "cumulative flow", "ratio"}


@pytest.mark.parametrize("name", ["generations", "identifiability", "predictive_check"])
def test_tables_of_a_calibration_are_in_the_dictionary(name: str) -> None:
    assert [describe_column(name, column).kind for column in header(CALIBRATION / f"{name}.csv")]


def test_a_parameter_and_a_measure_are_told_as_they_are_declared() -> None:
    prizes = describe_column("points", "prize.winners_per_year")
    assert (prizes.kind, prizes.unit) == ("parameter", "prizes per year")
    assert describe_column("summary", "cost_million_dkk").unit == "million DKK"
    with pytest.raises(DataError, match="not in the data dictionary"):
        describe_column("monthly", "no_such_column")


def test_every_entry_is_of_a_known_kind_and_has_a_meaning() -> None:
    assert {told.kind for told in declared().values()} <= KINDS
    assert [key for key, told in declared().items() if not told.meaning.endswith(".")] == []
    assert {one.kind for one in MEASURES} == {"stock", "flow", "cumulative flow", "ratio"}


def test_the_page_is_what_the_tables_say() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "build_columns.py"))["columns_page"]()
    assert page == (ROOT / "docs" / "columns.md").read_text(encoding="utf-8"), "run: python docs/build.py"
    assert [column for _, column in declared() if f"`{column}`" not in page] == []
