"""A sweep keeps what is finished, and however it came to its end, the files are the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sweeps.test_plan import plan_file

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError

GRID = 'design = "grid"\nreplications = 3\n[parameters]\n"appraisal.nih_bias" = [0.0, 0.3, 0.6, 0.9, 1.2, 1.5]\n'


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}


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
def test_killed_as_a_process_it_continues_to_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    whole, out = ds.sweep(plan, tmp_path / "whole"), tmp_path / "killed"
    command = [sys.executable, "-m", "diffusion_sim", "sweep", str(plan), "--out", str(out), "--quiet"]
    for points in (1, 3):
        process = subprocess.Popen(command)
        while process.poll() is None and _lines(out) < points:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert files_of(out) == files_of(whole.folder)


def _lines(folder: Path) -> int:
    journal = folder / "points.jsonl"
    return journal.read_bytes().count(b"\n") if journal.is_file() else 0


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
    bad = plan_file(tmp_path, GRID.replace("0.6", "-7.0"))
    out = tmp_path / "out"
    assert exit_status(["sweep", str(bad), "--out", str(out), "--quiet"]) == 1
    assert "1 points failed; see" in capsys.readouterr().err
    ledger = (out / "failed.csv").read_text(encoding="utf-8")
    assert "appraisal.nih_bias" in ledger
    assert "-7" in ledger
    first = files_of(out)
    assert len(first["summary.csv"].splitlines()) == 6
    assert exit_status(["sweep", str(bad), "--out", str(out), "--quiet", "--retry-failed"]) == 1
    assert files_of(out) == first


def test_the_command_line_says_where_it_went(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--full-tables"]) == 0
    out, err = capsys.readouterr()
    assert "6 points (grid), 3 replications each, seed 1" in out
    assert "not a forecast" in out
    assert "6 of 6 points" in err
    assert (tmp_path / "out" / "full" / "000005" / "manifest.json").is_file()
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--json", "--quiet"]) == 0
    assert len(json.loads(capsys.readouterr().out)["points"]) == 6


def test_a_scheduler_that_does_not_answer_is_named(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        exit_status(["sweep", str(plan), "--out", str(tmp_path / "o"), "--scheduler", "nonsense://x", "--quiet"]) == 2
    )
    assert "no scheduler answers at 'nonsense://x'" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    whole = ds.sweep(plan, tmp_path / "whole")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        victim = next(iter(cluster.workers.values()))

        def kill_one(done: int, _total: int) -> None:
            if done == 2:
                victim.process.kill()

        ds.sweep(plan, tmp_path / "cluster", scheduler=cluster.scheduler_address, progress=kill_one)
    assert files_of(tmp_path / "cluster") == files_of(whole.folder)
