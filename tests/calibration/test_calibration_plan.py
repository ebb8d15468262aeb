"""Plans of calibrations: distances count in errors, and what is wrong is said in a sentence."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from calibration.plans import small_plan, toy

from diffusion_sim.calibration import ball, load_calibration
from diffusion_sim.calibration.calibration_plan import Scale
from diffusion_sim.cli.app import exit_status

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "configs" / "calibration"
CHECK = "[checks.copied_percent]\n"


def test_points_in_the_ball_of_the_last_tolerance_have_the_stated_errors() -> None:
    generator = np.random.default_rng(1)
    for dimensions in (1, 2, 8):
        directions = generator.normal(size=(40_000, dimensions))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        points = directions * ball(dimensions) * generator.random((40_000, 1)) ** (1 / dimensions)
        assert points.std(axis=0) == pytest.approx(1.0, abs=0.02)
    assert load_calibration(PLANS / "barometer.toml").tolerances[-1] == pytest.approx(ball(10), abs=1e-4)


def test_a_distance_counts_in_errors_of_sampling_model_and_noise() -> None:
    plan = toy(
        replications=2,
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


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("particles = 20", "partikels = 20", "partikels: is not a key of a calibration; did you mean particles?"),
        ("particles = 20", "particles = 2", "particles: found 2; valid: greater than or equal to 10"),
        ("particles = 20", "", "particles: is missing"),
        ('scenario = "small.toml"', "", "scenario: is missing or not a text"),
        ("[6.0, 3.0, 2.0]", "[3.0, 3.0]", "tolerances: found [3.0, 3.0]; valid: falling"),
        ("constant_own", "constant_owl", "parameters.appraisal.constant_owl: is not a parameter; did you mean"),
        ("{ low = -4.0, high = 4.0 }", "{ low = 4.0, high = 4.0 }", "goes from 4.0 to 4.0; valid: a low end below"),
        (
            "{ low = -4.0, high = 4.0 }",
            "{ low = -40.0, high = 4.0 }",
            "goes from -40 to 4; valid: a number from -20",
        ),
        ("[targets.own_percent]", "[targets.own_procent]", "targets.own_procent: is not a statistic; did you mean"),
        ('"prize.reward" = {}', '"time.months" = {}', "carried.time.months: cannot be drawn"),
        ('"prize.reward" = {}', '"appraisal.constant_own" = { low = 0, high = 1 }', "is fitted as well"),
        ("sampling = 2.0\ndiscrepancy = 3.0", "sampling = 0\ndiscrepancy = 0", "targets.own_percent: has no error"),
        ("sampling = 2.0", "sampling = true", "targets.own_percent.sampling: found true; valid: "),
        ("particles = 20", "particles = 20\nmost_candidates = 19", "most_candidates: is 19, of which 20 particles"),
        (
            'name = "little"',
            'name = "little"\n[truth]\n"appraisal.constant_own" = 5.0\n',
            "truth.appraisal.constant_own: is 5",
        ),
        (
            'name = "little"',
            f'name = "little"\n{CHECK}low = 2\nhigh = 1\nsource = ""\n',
            "checks.copied_percent: goes from 2",
        ),
        (
            'name = "little"',
            f'name = "little"\n{CHECK.replace("copied", "own")}low = 1\nhigh = 2\nsource = ""\n',
            "checks.own_percent: is fitted as well",
        ),
        ("value = 60.0\n", "", "targets.own_percent.value: is missing"),
        ("value = 60.0", 'value = "much"', 'targets.own_percent.value: found "much"; valid: '),
        ('name = "little"', 'name = "little"\nextends = "plan.toml"', 'extends: found "plan.toml"; valid: '),
        ('name = "little"', 'name = "little"\n[truth]\n"prize.reward" = 1\n', "truth.prize.reward: is not fitted"),
    ],
)
def test_a_bad_plan_is_refused_in_a_sentence(
    tmp_path: Path, old: str, new: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_plan(tmp_path)
    text = plan.read_text()
    if new.count("\n") > 1:
        text, new = text + new.partition("\n")[2], old
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert exit_status(["calibrate", str(plan), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()
