"""A sweep keeps what is finished, and however it came to its end, the files are the same."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from drawn_figures import write_only
from sweeps.plans import GRID, files_of, plan_file

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import DataError, InputError
from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.simulation import together
from diffusion_sim.sweeps.run_plan import Sweep


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return plan_file(tmp_path, GRID)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """The sweep of the plan, with its files beside its folder; nobody changes them."""
    folder = tmp_path_factory.mktemp("swept")
    return ds.sweep(plan_file(folder, GRID), folder / "out", workers=2)


@pytest.fixture
def copied(whole: Sweep, tmp_path: Path) -> Path:
    """A copy of the plan and its results, to be changed."""
    return Path(shutil.copytree(whole.folder.parent, tmp_path / "copied"))


def test_a_point_is_what_simulating_its_scenario_gives(whole: Sweep) -> None:
    done, folder = whole, whole.folder
    scenario = ds.load_scenario(folder.parent / "small.toml").with_changes({"appraisal.nih_bias": 0.6})
    alone = ds.simulate(scenario, 3, seed=1).summary().set_index("measure")
    point = done.points[done.points["point"] == 2].set_index("measure")
    for column in ("mean", "low", "high", "sd"):
        assert point[column].to_numpy() == pytest.approx(alone[column].to_numpy(), rel=1e-12, nan_ok=True)
    assert len(done.summary) == 6
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"] == "complete"


def test_the_number_of_threads_changes_no_byte(plan: Path, whole: Sweep, tmp_path: Path) -> None:
    ds.sweep(plan, tmp_path / "one", workers=1)
    assert files_of(tmp_path / "one") == files_of(whole.folder)


@pytest.mark.parametrize("stop_after", [1, 5])
def test_stopped_after_any_point_it_continues_to_the_same_bytes(
    plan: Path, whole: Sweep, tmp_path: Path, stop_after: int
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == stop_after:
            raise KeyboardInterrupt

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
        start.set_forkserver_preload(["diffusion_sim.sweeps.run_plan"])  # so that a start takes no seconds
    noise, kept = random.Random(5), [0]
    for kill in range(5):
        process = start.Process(target=ds.sweep, args=(plan, out), kwargs={"workers": 1, "full_tables": True})
        process.start()
        while process.is_alive() and _lines(out) < 2 * kill + 1:
            time.sleep(0.002)
        time.sleep(noise.uniform(0.0, 0.1))
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


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of file sizes to stand for a full disk")
@pytest.mark.parametrize("kilobytes", [1, 10, 30])
def test_a_full_disk_is_said_and_finished_points_are_kept(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kilobytes: int
) -> None:
    import resource

    write_only(monkeypatch)

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
    assert {name: content for name, content in files_of(out).items() if not name.startswith("figures/")} == files_of(
        whole.folder
    )


def test_a_changed_plan_is_refused_with_what_differs(copied: Path) -> None:
    plan = copied / "plan.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("= 3", "= 4"), encoding="utf-8")
    with pytest.raises(InputError, match="was begun with replications = 3, now it is 4"):
        ds.sweep(plan, copied / "out")


def test_a_folder_with_something_else_is_left_alone(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="something other than a sweep"):
        ds.sweep(plan, tmp_path / "mine")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_against_a_baseline_a_point_is_a_paired_difference(tmp_path: Path) -> None:
    text = GRID.replace("[0.0, 0.3, 0.6, 0.9, 1.2, 1.5]", "[0.0, 0.9]") + '"prize.winners_per_year" = [1, 4]\n'
    plan = plan_file(tmp_path, 'against = "small.toml"\n' + text)
    plan.write_text(plan.read_text("utf-8").replace("small.toml", "prize.toml", 1), "utf-8")
    done = ds.sweep(plan, tmp_path / "out")
    base = ds.load_scenario(tmp_path / "small.toml").with_changes({"appraisal.nih_bias": 0.9})
    policy = base.with_changes({"name": "prize", "prize.winners_per_year": 4})
    effect = ds.compare(base, policy, replications=3, seed=1).summary().set_index("measure")
    point = done.points[done.points["point"] == 3].set_index("measure")
    for column in ("difference", "low", "high"):
        assert point[column].to_numpy() == pytest.approx(effect.loc[point.index, column].to_numpy(), nan_ok=True)
    assert (point["difference"].fillna(0.0) != 0.0).any()
    assert done.summary.columns.str.startswith(("point", "difference_", "appraisal.", "prize.")).all()
    assert "difference_in_use" in done.yearly


def test_points_that_differ_in_the_policy_share_their_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    simulated = []

    def counting(setup: Any, *how: Any) -> Any:
        simulated.append(setup.scenario.prize.winners_per_year)
        return real(setup, *how)

    real = together.simulate_records
    monkeypatch.setattr(together, "simulate_records", counting)
    text = 'against = "small.toml"\ndesign = "grid"\nreplications = 3\n[parameters]\n"prize.winners_per_year" = [3, 5, 7]\n'
    plan = plan_file(tmp_path, text)
    plan.write_text(plan.read_text("utf-8").replace("small.toml", "prize.toml", 1), "utf-8")
    ds.sweep(plan, tmp_path / "out")
    assert sorted(simulated) == [0, 3, 5, 7]


def test_the_command_line_says_where_it_went(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--full-tables"]) == 0
    out, err = capsys.readouterr()
    assert "6 points (grid), 3 replications each, seed 1" in out
    assert "not a forecast" in out
    assert "6 of 6 points" in err
    assert (tmp_path / "out" / "full" / "monthly" / "000000.parquet").is_file()
    assert exit_status(["sweep", str(plan), "--out", str(tmp_path / "out"), "--json", "--quiet"]) == 0
    assert len(json.loads(capsys.readouterr().out)["points"]) == 6


def test_the_values_of_each_replication_are_kept(whole: Sweep) -> None:
    done, small = whole, ds.load_scenario(whole.folder.parent / "small.toml")
    alone = ds.simulate(small.with_changes({"appraisal.nih_bias": 0.6}), 3, seed=1)
    kept = done.replications.query("point == 2").pivot_table(index="replication", columns="measure", values="value")
    assert kept["in_use"].tolist() == alone.measures["in_use"].tolist()
    assert done.replications["replication"].max() == 2
    told = pd.read_csv(done.folder / "columns.csv")
    for file in ("summary.csv", "points.parquet", "yearly.parquet", "replications.parquet"):
        columns = told.loc[told["file"] == file, "column"].tolist()
        held = pd.read_csv(done.folder / file) if file.endswith("csv") else pd.read_parquet(done.folder / file)
        assert columns == list(held)


def test_a_sweep_is_loaded_as_it_was_saved_and_refused_when_changed(whole: Sweep, copied: Path) -> None:
    done, stored = whole, ds.load_result(copied / "out")
    pd.testing.assert_frame_equal(stored.points, done.points, check_dtype=False)
    pd.testing.assert_frame_equal(stored.summary(), done.summary)
    assert len(stored.replications) == len(done.replications) == len(stored.points) * 3
    summary = copied / "out" / "summary.csv"
    summary.write_text(summary.read_text("utf-8").replace("0.3", "0.4", 1), "utf-8")
    with pytest.raises(DataError, match="it was changed or damaged"):
        ds.load_result(copied / "out")


def test_a_grid_is_printed_with_intervals_and_drawn(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two = GRID.replace("[0.0, 0.3, 0.6, 0.9, 1.2, 1.5]", "[0.0, 0.9]") + '"prize.winners_per_year" = [1, 4]\n'
    plan.write_text('scenario = "small.toml"\n' + two, "utf-8")
    out = tmp_path / "out"
    assert exit_status(["sweep", str(plan), "--out", str(out), "--quiet", "--measure", "in_use"]) == 0
    told = capsys.readouterr().out
    point = pd.read_parquet(out / "points.parquet").query("point == 3 and measure == 'in_use'").iloc[0]
    assert f"({format_interval(point['low'], point['high'])})" in told
    assert sorted(file.name for file in (out / "figures").iterdir()) == [
        "heat_in_use.png", "heat_in_use.svg", "line_in_use.png", "line_in_use.svg",
    ]  # fmt: skip
    assert format_number(point["mean"]) in (out / "figures" / "heat_in_use.svg").read_text("utf-8")
    assert exit_status(["sweep", str(plan), "--out", str(out), "--quiet", "--measure", "in_us"]) == 2
