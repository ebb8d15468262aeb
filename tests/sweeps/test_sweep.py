"""A sweep keeps what is finished, and however it came to its end, the files are the same."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from sweeps.test_plan import plan_file

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.results.parquet import read_blocks, to_frame, write_table
from diffusion_sim.sweeps import shards
from diffusion_sim.sweeps.address import VALID
from diffusion_sim.sweeps.crew import KILLED, crew_at
from diffusion_sim.sweeps.point import Task

FAILING = 'design = "list"\nreplications = 3\n[parameters]\n"network.degree" = [2, 4, 5, 6, 8, 10]\n'
"""The third point cannot be: on a ring the degree is even."""
GRID = 'design = "grid"\nreplications = 3\n[parameters]\n"appraisal.nih_bias" = [0.0, 0.3, 0.6, 0.9, 1.2, 1.5]\n'


def files_of(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_file(tmp_path, GRID)


def test_a_point_is_what_simulating_its_scenario_gives(plan: Path, tmp_path: Path) -> None:
    done = ds.sweep(plan, tmp_path / "out")
    scenario = ds.load_scenario(tmp_path / "small.toml").with_changes({"appraisal.nih_bias": 0.6})
    alone = ds.simulate(scenario, 3, seed=1).summary().set_index("measure")
    point = done.points[done.points["point"] == 2].set_index("measure")
    for column in ("mean", "low", "high", "sd"):
        assert point[column].to_numpy() == pytest.approx(alone[column].to_numpy(), rel=1e-12, nan_ok=True)
    assert len(done.summary) == 6
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["state"] == "complete"


def test_the_number_of_threads_changes_no_byte(plan: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        ds.sweep(plan, tmp_path / str(workers), workers=workers)
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


@pytest.mark.parametrize("stop_after", [1, 2, 3, 4, 5])
def test_stopped_after_any_point_it_continues_to_the_same_bytes(plan: Path, tmp_path: Path, stop_after: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done == stop_after:
            raise KeyboardInterrupt

    whole = ds.sweep(plan, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        ds.sweep(plan, tmp_path / "stopped", progress=stop)
    assert json.loads((tmp_path / "stopped" / "manifest.json").read_text(encoding="utf-8"))["state"] == "partial"
    with (tmp_path / "stopped" / "points.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"number":5,"chan')  # as a kill in the middle of a line leaves it
    run: list[int] = []
    ds.sweep(plan, tmp_path / "stopped", progress=lambda done, _: run.append(done))
    assert run == list(range(stop_after, 7))
    assert files_of(tmp_path / "stopped") == files_of(whole.folder)


@pytest.mark.slow
def test_killed_five_times_at_random_it_continues_to_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    plan.write_text(
        plan.read_text("utf-8").replace("[0.0,", "[0.1, 0.2, 0.4, 0.5, 0.7, 0.8, 1.0, 1.1, 1.3, 0.0,"), "utf-8"
    )
    whole, out = ds.sweep(plan, tmp_path / "whole", full_tables=True), tmp_path / "killed"
    start = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
    if os.name != "nt":
        start.set_forkserver_preload(["diffusion_sim.sweeps.sweep"])  # so that a start takes no seconds
    luck, kept = random.Random(5), [0]
    for kill in range(5):
        process = start.Process(target=ds.sweep, args=(plan, out), kwargs={"workers": 1, "full_tables": True})
        process.start()
        while process.is_alive() and _lines(out) < 2 * kill + 1:
            time.sleep(0.002)
        time.sleep(luck.uniform(0.0, 0.1))
        process.kill()
        process.join()
        kept.append(_lines(out))
    assert kept == sorted(kept)
    assert 0 < kept[1] < kept[-1]
    ds.sweep(plan, out)
    assert files_of(out) == files_of(whole.folder)


def _lines(folder: Path) -> int:
    journal = folder / "points.jsonl"
    return journal.read_bytes().count(b"\n") if journal.is_file() else 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of file sizes to stand for a full disk")
@pytest.mark.parametrize("kilobytes", [1, 10, 30])
def test_a_full_disk_is_said_and_finished_points_are_kept(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kilobytes: int
) -> None:
    import resource

    whole, out = ds.sweep(plan, tmp_path / "whole"), tmp_path / "full"
    largest = max(len(content) for content in files_of(whole.folder).values())
    assert 1000 * kilobytes < largest, "the limit has to bite"
    command = ["sweep", str(plan), "--out", str(out), "--quiet"]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000 * kilobytes, before[1]))
    try:
        status = exit_status(command)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert status == 1
    told = capsys.readouterr().err
    assert "cannot be written (File too large)" in told
    assert f"To continue: diffusion-sim sweep {plan}" in told
    assert exit_status(command) == 0
    assert files_of(out) == files_of(whole.folder)


def test_a_changed_plan_is_refused_with_what_differs(plan: Path, tmp_path: Path) -> None:
    ds.sweep(plan, tmp_path / "out")
    plan.write_text(plan.read_text(encoding="utf-8").replace("= 3", "= 4"), encoding="utf-8")
    with pytest.raises(InputError, match="was begun with replications = 3, now it is 4"):
        ds.sweep(plan, tmp_path / "out")


def test_a_folder_with_something_else_is_left_alone(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="something other than a sweep"):
        ds.sweep(plan, tmp_path / "mine")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_point_that_fails_is_in_the_ledger_and_loses_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = plan_file(tmp_path, FAILING)
    out = tmp_path / "out"
    assert exit_status(["sweep", str(bad), "--out", str(out), "--quiet"]) == 1
    told = capsys.readouterr().err
    assert "1 point failed; see" in told
    assert told.endswith("--retry-failed\n")
    ledger = (out / "failed.csv").read_text(encoding="utf-8")
    assert "network.degree" in ledger
    assert "found 5" in ledger
    first = files_of(out)
    assert len(first["summary.csv"].splitlines()) == 6
    assert exit_status(["sweep", str(bad), "--out", str(out), "--quiet", "--retry-failed"]) == 1
    assert files_of(out) == first


def test_a_failure_is_in_the_ledger_before_the_end(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    bad = plan_file(tmp_path, FAILING)
    with pytest.raises(KeyboardInterrupt):
        ds.sweep(bad, tmp_path / "out", progress=stop)
    assert pd.read_csv(tmp_path / "out" / "failed.csv")["point"].tolist() == [2]


def test_where_every_point_fails_the_ledger_has_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'design = "list"\nreplications = 1\n[parameters]\n"network.degree" = [5, 7]\n'
    assert exit_status(["sweep", str(plan_file(tmp_path, text)), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert "2 points failed" in capsys.readouterr().err
    assert len(pd.read_csv(tmp_path / "out" / "failed.csv")) == 2


def test_whole_numbers_are_whole_in_every_table(tmp_path: Path) -> None:
    text = '"network.size" = [10, 1, 12]\n"prize.winners_per_year" = [0, 1, 3]\n"appraisal.nih_bias" = [0, 1, 0.5]\n'
    plan = plan_file(tmp_path, 'design = "list"\nreplications = 2\n[set]\n"time.months" = 12\n[parameters]\n' + text)
    done = ds.sweep(plan, tmp_path / "out")
    for table in (done.points, done.yearly, done.summary):
        whole = table[["network.size", "prize.winners_per_year"]]
        assert [kind.kind for kind in whole.dtypes] == ["i", "i"]
        assert table["appraisal.nih_bias"].dtype.kind == "f"
    lines = (done.folder / "summary.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:4] for line in lines[1:]] == [["0", "10", "0", "0.0"], ["2", "12", "3", "0.5"]]
    ledger = (done.folder / "failed.csv").read_text("utf-8").splitlines()[1]
    assert ledger == "1,1,1,1.0,InputError: places of a ring network: found 1; valid: 3 or more"


def test_full_tables_are_sharded_and_do_not_show_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD_POINTS", 4)
    plan = plan_file(tmp_path, GRID)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    whole = ds.sweep(plan, tmp_path / "whole", full_tables=True)
    with pytest.raises(KeyboardInterrupt):
        ds.sweep(plan, tmp_path / "stopped", full_tables=True, progress=stop)
    ds.sweep(plan, tmp_path / "stopped")
    assert files_of(tmp_path / "stopped") == files_of(whole.folder)
    folder = tmp_path / "whole" / "full"
    assert [file.name for file in sorted((folder / "monthly").iterdir())] == ["000000.parquet", "000004.parquet"]
    table = pd.read_parquet(folder / "monthly")
    scenario = ds.load_scenario(tmp_path / "small.toml").with_changes({"appraisal.nih_bias": 1.5})
    last = table[table["point"] == 5].drop(columns="point").reset_index(drop=True)
    last = last.astype({"date": "datetime64[s]"})
    pd.testing.assert_frame_equal(last, ds.simulate(scenario, 3, seed=1).monthly, check_dtype=False)


def test_a_point_tried_again_takes_its_place_in_the_full_tables(tmp_path: Path) -> None:
    whole = ds.sweep(plan_file(tmp_path, GRID), tmp_path / "whole", full_tables=True)
    again = ds.sweep(plan_file(tmp_path, GRID), tmp_path / "again", full_tables=True)
    lines = (again.folder / "points.jsonl").read_text("utf-8").splitlines(keepends=True)
    failed = {**json.loads(lines[2]), "moments": {}, "yearly": {}, "error": "OSError: for a while"}
    lines[2] = json.dumps(failed) + "\n"
    (again.folder / "points.jsonl").write_text("".join(lines), "utf-8")
    for name in ("monthly", "municipalities", "solutions"):
        file = again.folder / "full" / name / "000000.parquet"
        blocks = [to_frame([block]) for number, block in enumerate(read_blocks(file)) if number != 2]
        write_table(file, blocks, {})
    ds.sweep(plan_file(tmp_path, GRID), again.folder, retry_failed=True)
    assert files_of(again.folder) == files_of(whole.folder)


def test_against_a_baseline_a_point_is_a_paired_difference(tmp_path: Path) -> None:
    text = GRID.replace("[0.0, 0.3, 0.6, 0.9, 1.2, 1.5]", "[0.0, 0.9]") + '"prize.winners_per_year" = [1, 4]\n'
    plan = plan_file(tmp_path, 'against = "small.toml"\n' + text)
    plan.write_text(plan.read_text("utf-8").replace("small.toml", "prize.toml", 1), "utf-8")
    done = ds.sweep(plan, tmp_path / "out")
    base = ds.load_scenario(tmp_path / "small.toml").with_changes({"appraisal.nih_bias": 0.9})
    policy = base.with_changes({"name": "prize", "prize.winners_per_year": 4})
    effect = ds.compare(base, policy, replications=3, seed=1).summary().set_index("measure")
    point = done.points[done.points["point"] == 3].set_index("measure")
    for mine, theirs in (("mean", "difference"), ("low", "low"), ("high", "high")):
        assert point[mine].to_numpy() == pytest.approx(effect.loc[point.index, theirs].to_numpy(), nan_ok=True)
    assert (point["mean"].fillna(0.0) != 0.0).any()


def test_the_command_line_says_where_it_went(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--full-tables"]) == 0
    out, err = capsys.readouterr()
    assert "6 points (grid), 3 replications each, seed 1" in out
    assert "not a forecast" in out
    assert "6 of 6 points" in err
    assert (tmp_path / "out" / "full" / "monthly" / "000000.parquet").is_file()
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--json", "--quiet"]) == 0
    assert len(json.loads(capsys.readouterr().out)["points"]) == 6


@pytest.mark.parametrize("address", ["foo", "localhost:8786", "tcp://localhost", "tcp://:8786", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_refused(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    for command in ("sweep", "sensitivity"):
        assert exit_status([command, str(plan), "--out", str(tmp_path / "o"), "--scheduler", address]) == 2
        assert capsys.readouterr().err == f"Error: --scheduler: found {address!r}; {VALID}\n"
    with pytest.raises(InputError, match="--scheduler: found"):
        ds.sweep(plan, tmp_path / "o", scheduler=address)
    assert not (tmp_path / "o").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense://x:1", "no scheduler answers at 'nonsense://x:1'"),
        ("tcp://127.0.0.1:9", "no scheduler answers at 'tcp://127.0.0.1:9'"),
        ("tls://127.0.0.1:9", "needs certificates for 'tls://127.0.0.1:9'"),
    ],
)
def test_a_scheduler_that_cannot_be_reached_is_named_in_one_sentence(plan: Path, address: str, said: str) -> None:
    pytest.importorskip("distributed")
    command = [sys.executable, "-m", "diffusion_sim", "sweep", str(plan), "--scheduler", address, "--quiet"]
    done = subprocess.run(command, cwd=plan.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1, "a client that never began complains when Python ends"


class Deadly(NamedTuple):
    """A scenario over which any worker dies."""

    def with_changes(self, *_: Any) -> None:
        os._exit(1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_workers_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    whole = ds.sweep(plan, tmp_path / "whole", full_tables=True)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        address = cluster.scheduler_address
        victim = next(iter(cluster.workers.values()))

        def kill_one(done: int, _total: int) -> None:
            if done == 2:
                victim.process.kill()

        ds.sweep(plan, tmp_path / "cluster", scheduler=address, progress=kill_one, full_tables=True)
        with crew_at(address) as crew:
            good = Task(1, {}, ds.load_scenario(tmp_path / "small.toml"), None, {}, 1, 1, 1)
            bad = good._replace(number=0, scenario=Deadly())
            errors = {f.outcome.number: f.outcome.error for f in crew([bad, good, good._replace(number=2)])}
    assert files_of(tmp_path / "cluster") == files_of(whole.folder)
    assert errors == {0: KILLED, 1: "", 2: ""}
