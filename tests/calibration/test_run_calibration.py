"""Calibration: known parameters are found again, and nothing depends on how it was run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from calibration.plans import small_plan

import diffusion_sim as ds
from diffusion_sim.calibration import calibrate, load_calibration
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "configs" / "calibration"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calibration")
    calibrate(small_plan(folder), folder / "out", workers=1)
    return folder / "out"


def tables_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.slow
def test_stopped_and_begun_again_it_ends_with_the_same_bytes_for_any_number_of_workers(
    finished: Path, tmp_path: Path
) -> None:
    plan, out = small_plan(tmp_path), tmp_path / "out"

    def stop(done: int, _total: int) -> None:
        if done == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calibrate(plan, out, workers=2, progress=stop)
    assert json.loads((out / "manifest.json").read_text())["state"] == "partial"
    kept = (out / "simulations.jsonl").read_bytes()
    (out / "simulations.jsonl").write_bytes(kept + b'[{"appraisal.con')  # cut off in the middle of a line
    calibrate(plan, out, workers=2)
    assert (out / "simulations.jsonl").read_bytes().startswith(kept)
    assert tables_of(out) == tables_of(finished)


@pytest.mark.slow
def test_killed_it_continues(finished: Path, tmp_path: Path) -> None:
    plan, out = small_plan(tmp_path), tmp_path / "out"
    command = [sys.executable, "-m", "diffusion_sim", "calibrate", str(plan), "--out", str(out), "--quiet"]
    with subprocess.Popen(command) as running:
        journal, until = out / "simulations.jsonl", time.monotonic() + 300
        while not (journal.is_file() and journal.read_bytes().count(b"\n") >= 5):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        running.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    calibrate(plan, out)
    assert (out / "posterior.csv").read_bytes() == (finished / "posterior.csv").read_bytes()


def test_a_folder_begun_with_another_plan_is_refused(finished: Path, tmp_path: Path) -> None:
    plan = small_plan(tmp_path)
    plan.write_text(plan.read_text().replace("value = 60.0", "value = 61.0"), encoding="utf-8")
    with pytest.raises(InputError, match="was begun with targets.own_percent.value = 60.0, now it is 61.0"):
        calibrate(plan, finished)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="holds something other than a calibration"):
        calibrate(plan, tmp_path / "other")


@pytest.mark.slow
def test_known_parameters_are_found_again(tmp_path: Path) -> None:
    truth = '\n[truth]\n"appraisal.constant_own" = 1.5\n"awareness.contact_per_month" = 0.2\n'
    plan = load_calibration(small_plan(tmp_path, truth)).model_copy(
        update={"replications": 20, "spread_replications": 20}
    )
    found = calibrate(plan, tmp_path / "out")
    table = found.identifiability.set_index("parameter")
    assert list(table.loc[list(found.plan.truth), "covered"]) == ["yes", "yes"]
    own = table.loc["appraisal.constant_own"]
    assert own["contraction"] > 0.5
    assert abs(own["mean"] - 1.5) < abs(0.0 - 1.5)  # nearer than the middle of the prior
    assert found.reached


def test_a_target_without_anything_to_count_is_refused_before_any_candidate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_plan(tmp_path)
    plan.write_text(plan.read_text().replace("largest_spread_percent", "running_after_six_years_percent"), "utf-8")
    assert exit_status(["calibrate", str(plan), "--out", str(tmp_path / "out"), "--quiet"]) == 2
    assert "targets.running_after_six_years_percent: in none of the replications" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_stopped_before_anything_is_simulated_it_says_that_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("diffusion_sim.calibration.run_calibration.replications_of", stop)
    assert exit_status(["calibrate", str(small_plan(tmp_path)), "--out", str(tmp_path / "out"), "--quiet"]) == 130
    assert "Stopped; nothing had finished, so nothing is kept. To continue: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_carried_parameters_are_drawn_over_their_range_and_marked(finished: Path) -> None:
    table = pd.read_csv(finished / "identifiability.csv").set_index("parameter")
    assert table.loc["prize.reward", "verdict"] == "no target depends on it: drawn from its range"
    assert table.loc["not_acted_on_percent", "kind"] == "outcome"
    rewards = pd.read_csv(finished / "posterior.csv", comment="#")["prize.reward"]
    assert rewards.between(2.0, 8.0).all()
    assert rewards.nunique() == len(rewards)


def test_without_pyabc_or_workers_a_sentence_says_so_and_no_folder_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyabc", None)
    with pytest.raises(
        InputError, match=r"needs pyABC, which is not installed; pip install 'diffusion-sim\[calibrate\]'"
    ):
        calibrate(small_plan(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    monkeypatch.undo()
    with pytest.raises(InputError, match="workers: is 0; valid: 1 or more"):
        calibrate(small_plan(tmp_path), tmp_path / "out", workers=0)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_danish_calibration_runs_in_little_and_its_draws_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert exit_status(["calibrate", str(PLANS / "small.toml"), "--out", str(out), "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "What the calibrated model predicts" in told
    assert "What the data tell" in told
    assert json.loads((out / "manifest.json").read_text())["state"] == "complete"
    assert sorted(file.name for file in (out / "figures").iterdir()) == [
        "predictive_check.png", "predictive_check.svg", "prior_and_posterior.png", "prior_and_posterior.svg",
    ]  # fmt: skip
    assert len(ds.load_posterior(out / "posterior.csv").draws) == 10
