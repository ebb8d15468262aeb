"""The results folder: the same answer gives the same bytes, and what was changed is noticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from results.handmade_records import BURN_IN, case, record, result_of, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.errors import DataError
from diffusion_sim.results.parquet import read_blocks, write_table
from diffusion_sim.results.result import Result
from diffusion_sim.results.run_log import RunLog
from diffusion_sim.results.stored_result import load_result
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("monthly", "municipalities", "solutions", "cases")
DETERMINISTIC = ("manifest.json", "summary.csv", *(f"{name}.parquet" for name in TABLES))


@pytest.fixture(scope="module")
def result() -> Result:
    return synthetic_result(replications=2)


@pytest.fixture(scope="module")
def folder(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result.save(tmp_path_factory.mktemp("results") / "run", cases=True)


def manifest_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_two_saves_of_one_answer_are_equal_to_the_byte(folder: Path, tmp_path: Path) -> None:
    again = synthetic_result(replications=2)
    later = RunLog("2030-01-01T00:00:00+00:00", 1.5, "compiled", 8)
    second = Result(again.context, again.records[::-1], later).save(tmp_path / "again", cases=True)
    for name in DETERMINISTIC:
        assert (folder / name).read_bytes() == (second / name).read_bytes(), name


def test_run_log_is_the_only_place_for_time_and_machine(result: Result, tmp_path: Path) -> None:
    log = RunLog("2030-01-01T00:00:00+00:00", 1.5, "mesa", 2)
    saved = Result(result.context, result.records, log).save(tmp_path)
    run = json.loads((saved / "run.json").read_text(encoding="utf-8"))
    assert (run["started"], run["duration_seconds"], run["engine"], run["workers"]) == log
    assert "2030-01-01" not in (saved / "manifest.json").read_text(encoding="utf-8")


def test_manifest_holds_what_is_needed_to_repeat_the_run(result: Result, folder: Path) -> None:
    manifest = manifest_of(folder)
    context = result.context
    assert manifest["scenario"] == json.loads(json.dumps(context.scenario.to_portable_dict()))
    assert (manifest["seed"], manifest["replications"], manifest["version"]) == (7, 2, "0.1.0")
    assert manifest["run_id"] == context.run_id
    assert manifest["state"] == "complete"
    assert set(manifest["dependencies"]) == {"numpy", "pandas", "pyarrow", "mesa", "networkx"}
    assert manifest["data_checksums"] == {"municipalities.csv": "0" * 64}
    assert set(manifest["tables"]) == {f"{name}.parquet" for name in TABLES} | {"summary.csv"}


def test_cases_are_written_only_when_asked_for(result: Result, folder: Path, tmp_path: Path) -> None:
    saved = result.save(tmp_path)
    assert not (saved / "cases.parquet").exists()
    with pytest.raises(DataError, match="--cases"):
        _ = load_result(saved).cases
    assert len(load_result(folder).cases) == len(result.cases)


def test_saving_over_an_older_result_leaves_none_of_its_files(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path, cases=True)
    result.save(tmp_path)
    assert not (tmp_path / "cases.parquet").exists()
    assert not list(tmp_path.glob("*.part"))
    load_result(tmp_path)


def test_content_hash_changes_with_one_number_and_with_nothing_else(tmp_path: Path) -> None:
    def hashes(month: int, name: str) -> dict[str, str]:
        used = case(740, 0, operating=BURN_IN + month, mode=Mode.COPY)
        tables = manifest_of(result_of(record([used], [solution(0)])).save(tmp_path / name, cases=True))["tables"]
        return {table: entry["content_sha256"] for table, entry in tables.items()}

    before, same, other = hashes(3, "a"), hashes(3, "b"), hashes(4, "c")
    assert before == same
    assert before["cases.parquet"] != other["cases.parquet"]
    assert before["solutions.parquet"] != other["solutions.parquet"]
    assert before["monthly.parquet"] == other["monthly.parquet"]


def test_content_hash_does_not_depend_on_how_the_file_is_packed(folder: Path, tmp_path: Path) -> None:
    path = folder / "municipalities.parquet"
    table = pq.read_table(path)
    rows = table.num_rows // 2
    repacked = tmp_path / "repacked.parquet"
    pq.write_table(table, repacked, row_group_size=rows, compression="gzip", use_dictionary=False)
    assert repacked.read_bytes() != path.read_bytes()
    frames = [block.to_pandas() for block in read_blocks(repacked)]
    expected = manifest_of(folder)["tables"]["municipalities.parquet"]["content_sha256"]
    assert write_table(tmp_path / "again.parquet", frames, {}).content_sha256 == expected


def test_tables_come_back_as_they_were_saved(result: Result, folder: Path) -> None:
    stored = load_result(folder)
    for name in TABLES:
        saved, read = getattr(result, name), getattr(stored, name)
        assert list(saved.columns) == list(read.columns)
        for column in saved.columns:
            a, b = saved[column].astype(object), read[column].astype(object)
            assert a.isna().tolist() == b.isna().tolist(), (name, column)
            assert a[a.notna()].tolist() == b[b.notna()].tolist(), (name, column)


def test_summary_comes_back_to_ten_digits(result: Result, folder: Path) -> None:
    before, after = result.summary(), load_result(folder).summary()
    for column in ("mean", "low", "high", "sd"):
        pd.testing.assert_series_equal(before[column], after[column], rtol=1e-9)


def test_every_row_of_the_summary_names_scenario_seed_and_version(result: Result, folder: Path) -> None:
    lines = (folder / "summary.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("measure,")
    assert all(result.context.scenario_hash in line and ",7,0.1.0," in line for line in lines[1:])


def test_every_table_carries_scenario_hash_seed_and_version(result: Result, folder: Path) -> None:
    for name in TABLES:
        metadata = pq.read_metadata(folder / f"{name}.parquet").metadata
        assert metadata[b"scenario_hash"].decode() == result.context.scenario_hash
        assert metadata[b"seed"] == b"7"
        assert metadata[b"software"] == b"diffusion-sim 0.1.0"


def test_each_replication_is_a_row_group_of_its_own(folder: Path) -> None:
    for name in TABLES:
        groups = [block["replication"].unique().to_pylist() for block in read_blocks(folder / f"{name}.parquet")]
        assert groups == [[0], [1]], name


def test_a_changed_table_is_noticed(result: Result, tmp_path: Path) -> None:
    saved = result.save(tmp_path)
    changed = result.monthly.assign(heard=result.monthly["heard"] + 1.0)
    write_table(saved / "monthly.parquet", [changed], {})
    with pytest.raises(DataError, match=r"monthly.parquet.*was changed"):
        load_result(saved)


def test_a_folder_without_manifest_is_unfinished(result: Result, tmp_path: Path) -> None:
    saved = result.save(tmp_path)
    (saved / "manifest.json").unlink()
    with pytest.raises(DataError, match="writes it last"):
        load_result(saved)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}'])
def test_a_damaged_manifest_is_told_in_a_sentence(damage: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest.json"):
        load_result(tmp_path)


@pytest.mark.parametrize("name", ["monthly.parquet", "summary.csv"])
def test_a_missing_or_truncated_table_is_told_in_a_sentence(name: str, result: Result, tmp_path: Path) -> None:
    saved = result.save(tmp_path)
    (saved / name).write_bytes((saved / name).read_bytes()[:100])
    with pytest.raises(DataError, match=name):
        load_result(saved)
    (saved / name).unlink()
    with pytest.raises(DataError, match=name):
        load_result(saved)


def test_manifest_is_written_after_everything_else(result: Result, tmp_path: Path) -> None:
    seen: list[set[str]] = []

    def figures(_: Result, folder: Path) -> None:
        seen.append({path.name for path in folder.iterdir()})
        (folder / "figure.png").touch()

    result.save(tmp_path, figures=figures)
    assert "manifest.json" not in seen[0]
    assert {"summary.csv", "run.json"} <= seen[0]
    written = sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert {path.name for path in written} >= {"monthly.parquet", "solutions.parquet", "figure.png"}
    assert written[-1].name == "manifest.json"


def test_a_figure_that_fails_leaves_no_manifest(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path)

    def figures(*_: object) -> None:
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        result.save(tmp_path, figures=figures)
    assert not (tmp_path / "manifest.json").exists()


def test_run_id_depends_on_scenario_seed_replications_and_version(result: Result) -> None:
    other = synthetic_result(replications=2, **{"appraisal.nih_bias": 0.5}).context
    assert result.context.run_id == synthetic_result(replications=2).context.run_id
    assert result.context.run_id != other.run_id
    assert result.context.run_id != synthetic_result(replications=1).context.run_id
