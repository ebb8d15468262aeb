"""Writing a results folder: the same answer gives the same bytes, and nothing that was written is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from results.handmade_records import BURN_IN, case, record, result_of, solution
from results.saved_folders import as_nobody, manifest_of, small
from results.synthetic_records import synthetic_result

from diffusion_sim.codes import Mode
from diffusion_sim.errors import DataError, InputError, RunError
from diffusion_sim.results import storage
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.context import RunLog
from diffusion_sim.results.parquet import read_blocks, write_table
from diffusion_sim.results.result import Result
from diffusion_sim.results.storage import Runs, unfinished
from diffusion_sim.results.stored_result import load_result

TABLES = ("monthly", "municipalities", "solutions", "cases")


DETERMINISTIC = ("manifest.json", "summary.csv", *(f"{name}.parquet" for name in TABLES))


@pytest.fixture(scope="module")
def result() -> Result:
    return synthetic_result(replications=2)


@pytest.fixture(scope="module")
def folder(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result.save(tmp_path_factory.mktemp("results") / "run", cases=True)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return small().save(tmp_path / "run")


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
    assert (run["adopted"], run["duration_seconds"], run["engine"], run["workers"]) == log
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


def test_content_hash_changes_with_one_number_and_with_nothing_else(tmp_path: Path) -> None:
    def hashes(month: int, name: str) -> dict[str, str]:
        used = case(740, 0, implemented=BURN_IN + month, mode=Mode.COPY)
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


def test_each_replication_is_a_row_group_of_its_own(folder: Path) -> None:
    for name in TABLES:
        groups = [block["replication"].unique().to_pylist() for block in read_blocks(folder / f"{name}.parquet")]
        assert groups == [[0], [1]], name


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    with as_nobody(), pytest.raises(InputError, match=r"out: cannot be written \(Permission denied\)"):
        small().save(tmp_path / "out")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        small().save(tmp_path / "file")


def test_a_different_run_is_never_written_over_without_a_word(run: Path) -> None:
    before = {path.name: path.read_bytes() for path in run.iterdir()}
    for other in (small(name="other", **{"prize.winners_per_year": 3}), Comparison(small(), (small(name="b"),))):
        with pytest.raises(InputError, match=r"holds another run \('by hand', seed 5\); name another folder"):
            other.save(run)
    assert {path.name: path.read_bytes() for path in run.iterdir()} == before


def test_a_different_run_is_replaced_when_asked_for_with_its_figures(run: Path) -> None:
    (run / "figures").mkdir()
    (run / "figures" / "old.svg").touch()
    small(name="other", **{"prize.winners_per_year": 3}).save(run, overwrite=True)
    assert load_result(run).manifest["scenario"]["name"] == "other"
    assert not (run / "figures" / "old.svg").exists()


def test_the_same_run_is_written_again_and_grows_but_never_shrinks(run: Path) -> None:
    small().save(run)
    small(3).save(run)
    with pytest.raises(InputError, match="holds 3 replications of the same scenario and seed, more than 1"):
        small().save(run)
    assert load_result(run).manifest["finished"] == [0, 1, 2]


def test_what_cannot_be_read_is_not_written_over(run: Path) -> None:
    (run / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="holds what would be lost"):
        small().save(run)
    small().save(run, overwrite=True)
    load_result(run)


FULL = """
import resource, signal, sys
sys.path[:0] = {paths!r}
from results.saved_folders import small
from diffusion_sim.errors import RunError
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    small().save({folder!r})
except RunError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    code = FULL.format(paths=sys.path, folder=str(tmp_path / "out"))
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout == f"{tmp_path / 'out'}: the results could not be written (File too large)\n"
    assert not (tmp_path / "out").exists()


def test_one_writer_waits_for_the_other(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Runs.of([manifest_of(run)])
    with unfinished(run, wanted):
        monkeypatch.setattr(storage, "LONGEST_WAIT_SECONDS", 0.2)
        with pytest.raises(RunError, match="another process has been writing"):
            small().save(run)
        monkeypatch.setattr(storage, "LONGEST_WAIT_SECONDS", 30.0)
        later = threading.Thread(target=small().save, args=(run,))
        later.start()
    later.join()
    load_result(run)
