"""The tables of a sweep and its ledger of failures do not show how it came to its end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from drawn_figures import write_only
from sweeps.plans import GRID, files_of, plan_file

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.results.parquet import read_blocks, to_frame, write_table
from diffusion_sim.sweeps import sweep_tables

FAILING = 'design = "list"\nreplications = 3\n[parameters]\n"network.degree" = [2, 4, 5, 6, 8, 10]\n'
"""The third point cannot be: on a ring the degree is even."""


@pytest.fixture(autouse=True)
def _without_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    write_only(monkeypatch)


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
    monkeypatch.setattr(sweep_tables, "SHARD_POINTS", 4)
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
    again = Path(shutil.copytree(whole.folder, tmp_path / "again"))
    lines = (again / "points.jsonl").read_text("utf-8").splitlines(keepends=True)
    failed = {**json.loads(lines[2]), "moments": {}, "yearly": {}, "error": "OSError: for a while"}
    lines[2] = json.dumps(failed) + "\n"
    (again / "points.jsonl").write_text("".join(lines), "utf-8")
    for name in ("monthly", "municipalities", "solutions"):
        file = again / "full" / name / "000000.parquet"
        blocks = [to_frame([block]) for number, block in enumerate(read_blocks(file)) if number != 2]
        write_table(file, blocks, {})
    ds.sweep(plan_file(tmp_path, GRID), again, retry_failed=True)
    assert files_of(again) == files_of(whole.folder)
