"""Calibration: known parameters are found again, what cannot be told is said, and nothing depends on how it was run."""

from __future__ import annotations

import json
import math
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli.small_world import write_small_world

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.evidence.calibration import Plan, ball, calibrate, load_calibration
from diffusion_sim.evidence.calibration.abc_smc import run_abc_smc
from diffusion_sim.evidence.calibration.distance import Scale
from diffusion_sim.evidence.calibration.tables import contraction_by_luck, summary_of, verdict_of

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "configs" / "calibration"
SMALL = """
name = "little"
scenario = "small.toml"
particles = 20
worlds = 4
spread_worlds = 4
predictive_worlds = 4
tolerances = [6.0, 3.0, 2.0]

[parameters]
"appraisal.constant_own" = { low = -4.0, high = 4.0 }
"awareness.contact_per_month" = { low = 0.0, high = 1.0 }

[carried]
"prize.reward" = {}

[targets.own_percent]
value = 60.0
sampling = 2.0
discrepancy = 3.0
source = "made up"

[targets.largest_spread_percent]
value = 50.0
sampling = 2.0
discrepancy = 5.0
source = "made up"
"""


def small_plan(folder: Path, more: str = "") -> Path:
    write_small_world(folder)
    file = folder / "plan.toml"
    file.write_text(SMALL + more, encoding="utf-8")
    return file


def toy(**changes: object) -> Plan:
    facts = {
        "name": "toy", "scenario": ds.Scenario(), "particles": 60, "worlds": 1, "tolerances": (4.0, 2.0, 1.0),
        "parameters": {"appraisal.pride": (0.0, 10.0), "appraisal.social_proof": (0.0, 10.0)},
        "targets": {"own_percent": {"value": 0.0, "sampling": 1.0, "discrepancy": 0.0, "source": "toy"}},
    }  # fmt: skip
    return Plan.model_validate(facts | changes)


def toy_distance(values: dict[str, float]) -> float:
    return abs(values["appraisal.pride"] - 7.0)


def test_points_in_the_ball_of_the_last_tolerance_have_the_stated_errors() -> None:
    generator = np.random.default_rng(1)
    for dimensions in (1, 2, 8):
        directions = generator.normal(size=(40_000, dimensions))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        points = directions * ball(dimensions) * generator.random((40_000, 1)) ** (1 / dimensions)
        assert points.std(axis=0) == pytest.approx(1.0, abs=0.02)
    assert load_calibration(PLANS / "barometer.toml").tolerances[-1] == pytest.approx(ball(8), abs=1e-4)


def test_a_distance_counts_in_errors_of_sampling_model_and_luck() -> None:
    plan = toy(
        worlds=2,
        targets={
            "own_percent": {"value": 10.0, "sampling": 3.0, "discrepancy": 4.0, "source": ""},
            "copied_percent": {"value": 20.0, "sampling": 1.0, "discrepancy": 0.0, "source": ""},
        },
    )
    observed = {"own_percent": 10.0, "copied_percent": 20.0}
    scale = Scale(plan, observed, {"own_percent": 0.0, "copied_percent": math.sqrt(2.0)})
    assert scale.errors == {"own_percent": 5.0, "copied_percent": pytest.approx(2.0)}  # 1 + 2 (1 + 1/2) = 4
    assert scale.distance({"own_percent": 25.0, "copied_percent": 12.0}) == pytest.approx(5.0)  # 3, 4, 5
    assert scale.distance({"own_percent": math.nan, "copied_percent": 20.0}) == math.inf


@pytest.mark.slow
def test_accepted_draws_are_even_within_the_tolerance_and_cover_what_cannot_be_told() -> None:
    last = run_abc_smc(toy(), toy_distance, lambda _done, _total: None)[-1]
    told = summary_of([v["appraisal.pride"] for v in last.sets], last.weights)
    untold = summary_of([v["appraisal.social_proof"] for v in last.sets], last.weights)
    assert max(last.distances) <= 1.0
    error = 4.0 / math.sqrt(last.effective)
    assert told.mean == pytest.approx(7.0, abs=error * 2 / math.sqrt(12))  # uniform on 6 to 8
    assert untold.mean == pytest.approx(5.0, abs=error * 10 / math.sqrt(12))  # the prior
    contraction = 1 - (untold.sd / (10 / math.sqrt(12))) ** 2
    luck = contraction_by_luck(np.array(last.weights))
    assert verdict_of(contraction, luck) == "not told by the data: stays at its range"
    assert verdict_of(1 - (told.sd / (10 / math.sqrt(12))) ** 2, luck) == "told by the data"


def test_few_draws_tell_of_little() -> None:
    """Draws of a prior that nothing is known beyond look narrower than it by more than that in one of twenty cases."""
    assert verdict_of(0.4, contraction_by_luck(np.ones(10))) == "not told by the data: stays at its range"
    assert verdict_of(0.4, contraction_by_luck(np.ones(50))) == "partly told by the data"
    untold = 1 - 12 * np.random.default_rng(1).random((4000, 50)).var(axis=1, ddof=1)
    assert (untold > contraction_by_luck(np.ones(50))).mean() == pytest.approx(0.05, abs=0.015)


def test_the_same_plan_gives_the_same_draws_and_leaves_the_callers_random_numbers_alone() -> None:
    plan = toy(particles=10)
    np.random.seed(5)  # noqa: NPY002 - the state that pyABC uses
    random.seed(5)
    expected = (np.random.random(), random.random())  # noqa: NPY002 - as above
    first = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    np.random.seed(5)  # noqa: NPY002 - as above
    random.seed(5)
    second = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    assert (np.random.random(), random.random()) == expected  # noqa: NPY002 - as above
    assert first == second
    assert first != run_abc_smc(toy(particles=10, seed=2), toy_distance, lambda _done, _total: None)


def test_a_tolerance_that_is_out_of_reach_leaves_the_generation_before() -> None:
    plan = toy(particles=10, tolerances=(4.0, 1e-9), most_candidates=60)
    (only,) = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    assert only.tolerance == 4.0


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calibration")
    calibrate(small_plan(folder), folder / "out", workers=1)
    return folder / "out"


def tables_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


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
    with pytest.raises(InputError, match="was begun with targets = "):
        calibrate(plan, finished)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="holds something other than a calibration"):
        calibrate(plan, tmp_path / "other")


@pytest.mark.slow
def test_known_parameters_are_found_again(tmp_path: Path) -> None:
    truth = '\n[truth]\n"appraisal.constant_own" = 1.5\n"awareness.contact_per_month" = 0.2\n'
    plan = load_calibration(small_plan(tmp_path, truth)).model_copy(update={"worlds": 20, "spread_worlds": 20})
    found = calibrate(plan, tmp_path / "out")
    table = found.identifiability.set_index("parameter")
    assert list(table.loc[list(found.plan.truth), "covered"]) == ["yes", "yes"]
    own = table.loc["appraisal.constant_own"]
    assert own["contraction"] > 0.5
    assert abs(own["mean"] - 1.5) < abs(0.0 - 1.5)  # nearer than the middle of the prior
    assert found.reached


def test_carried_parameters_are_drawn_over_their_range_and_marked(finished: Path) -> None:
    table = pd.read_csv(finished / "identifiability.csv").set_index("parameter")
    assert table.loc["prize.reward", "verdict"] == "no target depends on it: drawn from its range"
    assert table.loc["not_acted_on_percent", "kind"] == "outcome"
    rewards = pd.read_csv(finished / "posterior.csv", comment="#")["prize.reward"]
    assert rewards.between(2.0, 8.0).all()
    assert rewards.nunique() == len(rewards)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("particles = 20", "partikels = 20", "partikels: is not a key of a calibration; did you mean particles?"),
        ("particles = 20", "particles = 2", "particles: found 2; valid: input should be greater than or equal to 10"),
        ("particles = 20", "", "particles: is missing"),
        ('scenario = "small.toml"', "", "scenario: is missing or not a text"),
        ("[6.0, 3.0, 2.0]", "[3.0, 3.0]", "tolerances: found [3.0, 3.0]; valid: falling"),
        ("constant_own", "constant_owl", "parameters.appraisal.constant_owl: is not a parameter; did you mean"),
        ("{ low = -4.0, high = 4.0 }", "{ low = 4.0, high = 4.0 }", "valid: { low = 0.1, high = 0.9 }"),
        (
            "{ low = -4.0, high = 4.0 }",
            "{ low = -40.0, high = 4.0 }",
            "found -40 to 4; valid: within a number from -20",
        ),
        ("[targets.own_percent]", "[targets.own_procent]", "targets.own_procent: is not a statistic; did you mean"),
        ('"prize.reward" = {}', '"time.months" = {}', "carried.time.months: cannot be drawn"),
        ('"prize.reward" = {}', '"appraisal.constant_own" = { low = 0, high = 1 }', "is fitted as well"),
        ("sampling = 2.0\ndiscrepancy = 3.0", "sampling = 0\ndiscrepancy = 0", "targets.own_percent: has no error"),
        ("value = 60.0\n", "", "targets.own_percent.value: is missing"),
        ("value = 60.0", 'value = "much"', "targets.own_percent.value: found 'much'; valid: "),
        ('name = "little"', 'name = "little"\nextends = "plan.toml"', "extends: found 'plan.toml'; valid: "),
        ('name = "little"', 'name = "little"\n[truth]\n"prize.reward" = 1\n', "truth.prize.reward: is not fitted"),
    ],
)
def test_a_bad_plan_is_refused_in_a_sentence(
    tmp_path: Path, old: str, new: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_plan(tmp_path)
    text = plan.read_text()
    if "[truth]" in new:
        text, new = text + new.partition("\n")[2], old
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert exit_status(["calibrate", str(plan), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


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
