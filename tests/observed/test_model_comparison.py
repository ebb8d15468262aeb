"""Scores are as worked out by hand, forecasts as wide as they must be, and the winner is told."""

from __future__ import annotations

import json
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from observed.simulated import simulated
from observed.studies import chain_of_five, real_study

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.fit import _estimate_table, verdict
from diffusion_sim.cli.output import print_table
from diffusion_sim.observed import (
    MODELS,
    OURS,
    Estimate,
    HazardModel,
    Outcome,
    Scores,
    area_under_curve,
    compare_models,
    model_comparison,
    score,
)
from diffusion_sim.observed.hazard_models import refitted
from diffusion_sim.observed.model_comparison import Forecast, forecast

BY_NAME = {model.name: model for model in MODELS}
SMALL = Estimate("contact_per_period", 6.6791e-5, 2.39179e-5, 1.43971e-4)


def test_small_rates_are_shown_with_three_significant_digits_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(_estimate_table("Small", [SMALL], [SMALL], 12))
    out = capsys.readouterr().out
    assert [out.count(shown) for shown in ("0.0000668", "0.0000239", "0.000144")] == [2, 2, 2]


@pytest.mark.slow
def test_where_contact_is_all_the_model_that_made_the_data_wins(tmp_path: Path) -> None:
    """Half of the curve is needed: before it bends, refusals and contact cannot be told apart."""
    outcomes = compare_models(simulated(tmp_path / "drawn", 0.01, 0.5, 1.0), 0.5, runs=40)
    assert outcomes[0].model == OURS.name
    constant = next(one for one in outcomes if one.model == "constant hazard")
    assert constant.worse_than_ours[1] > 0
    assert constant.next_period.auc == 0.5
    assert np.isnan(constant.by_the_end.auc)  # all of them had adopted by the end


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "layers", "order"),
    [
        ("medical_innovation", [], ["constant hazard", OURS.name, "logistic on exposure", "Bass"]),
        ("finland_copay", ["contiguity"], ["logistic on exposure", OURS.name, "Bass", "constant hazard"]),
    ],
)
def test_on_real_data_the_order_is_that_of_the_evidence_tables(name: str, layers: list[str], order: list[str]) -> None:
    outcomes = compare_models(ds.load_study(real_study(name), layers=layers), runs=20)
    assert [one.model for one in outcomes] == order


def test_a_forecast_of_a_constant_hazard_has_the_share_that_arithmetic_gives(tmp_path: Path) -> None:
    """One of five has adopted at the cut; after two periods at 0.5 each, 1 - 0.8 * e**-1 have."""
    known = ds.load_study(chain_of_five(tmp_path / "five")).until(1)
    found = forecast(BY_NAME["constant hazard"], [[0.5]], known, 2, 4_000, 1)
    expected = 1 - 0.8 * exp(-1)
    assert found.mean_share[1] == pytest.approx(expected, abs=4 * 0.8 * 0.24 / 4_000**0.5)


@pytest.mark.slow
def test_the_band_is_as_wide_as_noise_and_an_estimated_hazard_make_it(tmp_path: Path) -> None:
    """A hundred places at 0.02 a period, known for 5 periods, told for 25: chance alone would make it half as wide."""
    model, known = BY_NAME["constant hazard"], simulated(tmp_path / "drawn", 0.02, 0.0, 1.0, size=100, periods=5)
    found = forecast(model, refitted(model, [0.02], known, 100, 1), known, 25, 200, 1)
    left, adopts = 1 - known.adopters / 100, 1 - exp(-0.5)
    noise = (left * adopts * (1 - adopts) / 100) ** 0.5
    of_the_hazard = 0.02 / (100 * (1 - exp(-0.1))) ** 0.5
    expected = 2 * 1.645 * (noise**2 + (left * 25 * exp(-0.5) * of_the_hazard) ** 2) ** 0.5
    assert found.high[-1] - found.low[-1] == pytest.approx(expected, rel=0.15)


@pytest.mark.slow
def test_forecasts_that_are_compared_vary_the_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def watched(model: HazardModel, values: list[list[float]], *rest: Any) -> Forecast:
        assert len({tuple(one) for one in values}) > 10
        return forecast(model, values, *rest)

    monkeypatch.setattr(model_comparison, "forecast", watched)
    assert len(compare_models(simulated(tmp_path / "drawn", 0.05, 0.3, 1.0, size=40, periods=12), runs=20)) == 4


def test_the_score_of_an_unlikely_adoption_hardly_depends_on_the_number_of_runs(tmp_path: Path) -> None:
    """Chances of 1 - e**-0.02 are often met by none of 20 runs, which does not make them 0."""
    known = ds.load_study(chain_of_five(tmp_path / "five")).until(1)
    few, many = (forecast(OURS, [[0.01, 0.0, 1.0]], known, 2, runs, 1).adopts[1:] for runs in (20, 2_000))
    assert few.min() == 0.5 / 21
    assert many == pytest.approx(0.0198, abs=0.01)
    scores = [score(chances, np.arange(4) == few.argmin()).log_score for chances in (few, many)]
    assert scores[0] == pytest.approx(scores[1], abs=0.1)


def test_scores_are_as_worked_out_by_hand() -> None:
    found = score(np.array([0.8, 0.4]), np.array([True, False]))
    assert found.log_score == pytest.approx(-(log(0.8) + log(0.6)) / 2)
    assert found.brier == pytest.approx((0.04 + 0.16) / 2)
    assert found.calibration == pytest.approx(1 / 1.2)
    assert found.auc == 1


def test_ties_count_half_in_the_area_under_the_curve() -> None:
    """Of the four pairs of yes (0.5, 0.2) and no (0.5, 0.1): half, one, none, one."""
    chances, happened = np.array([0.5, 0.2, 0.5, 0.1]), np.array([True, True, False, False])
    assert area_under_curve(chances, happened) == pytest.approx(2.5 / 4)


def outcome(model: str, difference: tuple[float, float, float]) -> Outcome:
    return Outcome(model, (), Scores(0.1, 0.1, 1.0, 0.5), Scores(0.1, 0.1, 1.0, 0.5), 0.1, 1.0, difference)


def test_the_verdict_names_the_winner_also_when_it_is_not_ours() -> None:
    ours, bass = outcome(OURS.name, (0, 0, 0)), outcome("Bass", (-0.2, -0.3, -0.1))
    assert verdict([bass, ours], OURS.name) == f"Bass predicts the next period best; {OURS.name} is number 2."
    unsure = outcome("Bass", (0.2, -0.1, 0.3))
    assert "ahead of Bass (a difference within chance)" in verdict([ours, unsure], OURS.name)


@pytest.mark.slow
def test_the_command_prints_two_tables_and_a_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    simulated(tmp_path / "drawn", 0.05, 0.3, 1.0, size=40, periods=12)
    arguments = ["fit", str(tmp_path / "drawn"), "--ties", "directed", "--runs", "20", "--quiet"]
    assert exit_status(arguments) == 0
    out = capsys.readouterr().out
    assert "predicts the next period best" in out
    assert "accepted_share" in out
    assert exit_status([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["model"] for one in told["models"]} == set(BY_NAME)


@pytest.mark.parametrize(("share", "said"), [("1.5", "above 0 and below 1"), ("0.1", "adoptions to fit and")])
def test_a_cut_that_leaves_too_little_is_refused(
    share: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = chain_of_five(tmp_path / "five")
    assert exit_status(["fit", str(folder), "--train-share", share]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
