"""Scores are as worked out by hand, forecasts as wide as they must be, and each rival gets its verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from observed.simulated import several, simulated
from observed.studies import chain_of_five

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.observed import (
    OURS,
    RIVALS,
    Comparison,
    Difference,
    area_under_curve,
    compare_by_innovation,
    compare_in_time,
    rows_of,
    score,
)
from diffusion_sim.observed.curve_forecast import forecast, refitted
from diffusion_sim.observed.model_comparison import verdict

BY_NAME = {model.name: model for model in RIVALS}


@pytest.mark.slow
def test_where_contact_is_all_ours_beats_a_constant_hazard(tmp_path: Path) -> None:
    told = compare_in_time([simulated(tmp_path / "drawn", 0.01, 0.5, 1.0, 200)])
    assert told.difference("constant hazard").errors > 2
    assert told.scores("constant hazard").auc == 0.5


@pytest.mark.slow
def test_innovations_left_out_are_told_by_those_that_were_not(tmp_path: Path) -> None:
    """Levels far apart: models with the same parameters for all are worse, beyond chance."""
    rates = [(0.05 * f, 0.2 * f, 0.0) for f in (0.1, 0.2, 0.5, 1.0, 1.0, 2.0, 4.0, 6.0)]
    told = compare_by_innovation(several(tmp_path / "drawn", rates, 1.0, 40, 12))
    assert len(told.rows) == len(told.chances[OURS])
    assert all(told.difference(name).errors > 1 for name in BY_NAME)


def test_a_forecast_of_a_constant_hazard_has_the_share_that_arithmetic_gives(tmp_path: Path) -> None:
    """One of five has adopted at the cut; after two periods at 0.5 each, 1 - 0.8 * e**-1 have."""
    known = ds.load_study(chain_of_five(tmp_path / "five")).until(1)
    model = BY_NAME["constant hazard"]
    found = forecast(lambda *_: lambda rows: model.chances([0.5], rows), known, 2, 2_000, 1)
    expected = 1 - 0.8 * exp(-1)
    assert found.mean_share[1] == pytest.approx(expected, abs=4 * 0.8 * 0.24 / 2_000**0.5)
    assert found.adopts[1:].max() < 1  # never 0 or 1, which so few runs could not tell


def test_refits_are_as_far_apart_as_arithmetic_says_and_the_same_each_time(tmp_path: Path) -> None:
    """The log of a hazard that some hundred adoptions tell has the standard deviation 1 / sqrt(100)."""
    known = simulated(tmp_path / "drawn", 0.1, 0.0, 1.0, size=105)
    model = BY_NAME["constant hazard"]
    found = refitted(model, [0.1], known, 50, 1)
    assert np.std(np.log(found)) == pytest.approx(0.1, abs=0.03)
    assert refitted(model, [0.1], known, 50, 1) == found
    assert refitted(model, [0.1], known, 50, 2) != found


def test_scores_are_as_worked_out_by_hand() -> None:
    found = score(np.array([0.8, 0.4]), np.array([True, False]))
    assert found.log_score == pytest.approx(-(log(0.8) + log(0.6)))
    assert found.brier == pytest.approx((0.04 + 0.16) / 2)
    assert found.calibration == pytest.approx(1 / 1.2)
    assert found.auc == 1


def test_ties_count_half_in_the_area_under_the_curve() -> None:
    """Of the four pairs of yes (0.5, 0.2) and no (0.5, 0.1): half, one, none, one."""
    chances, happened = np.array([0.5, 0.2, 0.5, 0.1]), np.array([True, True, False, False])
    assert area_under_curve(chances, happened) == pytest.approx(2.5 / 4)


def test_a_difference_has_the_standard_error_of_a_sum_over_innovations(tmp_path: Path) -> None:
    """Ours says 1/2 of every row and Bass 1/4: a row tells log 2 for Bass's loss if it adopted, and log(2/3) if not."""
    one = ds.load_study(chain_of_five(tmp_path / "five"))
    rows = rows_of([one, replace(one, times=np.array([1.0, np.nan, np.nan, np.nan, np.nan]))])
    told = Comparison("x", rows, {OURS: np.full(len(rows), 0.5), "Bass": np.full(len(rows), 0.25)})
    sums = [4 * log(2) + 9 * log(2 / 3), log(2) + 16 * log(2 / 3)]  # 13 and 17 rows
    found = told.difference("Bass")
    assert found.mean == pytest.approx(sum(sums) / 5)
    assert found.standard_error == pytest.approx(abs(sums[0] - sums[1]) / 5)
    groups = told.chance_groups("Bass")
    assert sum(one.expected for one in groups) == pytest.approx(0.25 * 30)
    assert sum(one.happened for one in groups) == 5


def test_the_verdict_says_better_or_worse_and_whether_it_is_chance() -> None:
    assert (
        verdict("Bass", Difference(0.2, 0.05)) == "Ours is better than Bass (0.200 per adoption, 4.0 standard errors)."
    )
    assert verdict("Bass", Difference(-0.2, 0.15)).startswith("Ours is worse than Bass")
    assert "within chance" in verdict("Bass", Difference(-0.2, 0.15))


@pytest.mark.slow
def test_the_command_tells_of_one_innovation_and_of_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several(tmp_path / "drawn", [(0.05, 0.3, 0.0)] * 5, 1.0, 20, 8)
    arguments = ["fit", str(tmp_path / "drawn"), "--ties", "directed", "--runs", "20", "--quiet"]
    assert exit_status([*arguments, "--innovation", "i2"]) == 0
    out = capsys.readouterr().out
    assert "Ours is" in out
    assert "In band" in out
    assert exit_status([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["split"] for one in told["comparisons"]] == ["innovations left out", "later periods"]
    assert {one["model"] for one in told["comparisons"][0]["models"]} == {*BY_NAME, OURS}
    assert len(told["comparisons"][0]["verdicts"]) == 3
    assert exit_status(["metrics", str(tmp_path / "drawn"), "--rewired", "20"]) == 0
    assert "5 innovations, each from its own first period" in capsys.readouterr().out


@pytest.mark.parametrize(("share", "said"), [("1.5", "above 0 and below 1"), ("0.1", "adoptions to fit and")])
def test_a_cut_that_leaves_too_little_is_refused(
    share: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = chain_of_five(tmp_path / "five")
    assert exit_status(["fit", str(folder), "--train-share", share]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
