"""Fitting and predicting: known truths are found again, scores are as worked out by hand, the winner is told."""

from __future__ import annotations

import json
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from evidence.studies import chain_of_five, real_study, write_study

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.cli.fit import _estimate_table, verdict
from diffusion_sim.cli.output import print_table
from diffusion_sim.evidence.prediction import (
    MODELS,
    OURS,
    Estimate,
    HazardModel,
    Outcome,
    Panel,
    Scores,
    area_under_curve,
    compare_models,
    comparing,
    estimates,
    panel_of,
    score,
)
from diffusion_sim.evidence.prediction.estimating import fitted
from diffusion_sim.evidence.prediction.forecasting import Forecast, forecast
from diffusion_sim.evidence.prediction.refitting import refitted
from diffusion_sim.evidence.study import Study

BY_NAME = {model.name: model for model in MODELS}
SMALL = Estimate("contact_per_period", 6.6791e-5, 2.39179e-5, 1.43971e-4)


def simulated(
    folder: Path, source: float, contact: float, accepted: float, size: int = 400, periods: int = 30
) -> Study:
    """Draw hearing and saying yes on a random network where each looks at four others."""
    draw = np.random.default_rng(5)
    looks_at = np.array([draw.choice(np.delete(np.arange(size), i), 4, replace=False) for i in range(size)])
    heard, yes = np.zeros(size, dtype=bool), draw.random(size) < accepted
    times = np.full(size, np.nan)
    for period in range(1, periods + 1):
        seen = (~np.isnan(times))[looks_at].mean(axis=1)
        hearing = ~heard & (draw.random(size) < -np.expm1(-(source + contact * seen)))
        heard |= hearing
        times[hearing & yes] = period
    ties = "".join(f"{i},{j}\n" for i in range(size) for j in looks_at[i])
    rows = "".join(f"{i},{'' if np.isnan(time) else int(time)}\n" for i, time in enumerate(times))
    nodes = "id\n" + "".join(f"{i}\n" for i in range(size))
    folder = write_study(folder, nodes, "source,target\n" + ties, "id,time\n" + rows)
    return ds.load_study(folder, direction="directed", last_period=periods)


def panel(exposures: list[float], share: list[float]) -> Panel:
    size = len(exposures)
    return Panel(np.array([exposures]), np.array(share), np.ones((1, size), bool), np.zeros((1, size), bool))


def test_the_chance_of_adopting_is_that_of_hearing_now_and_saying_yes() -> None:
    """Rate 0.1 + 0.4 E with E = 0, then 0.5, and 60 % who say yes."""
    found = OURS.chances([0.1, 0.4, 0.6], panel([0.0, 0.5], [0.0, 0.2]))[0]
    first = 0.6 * (1 - exp(-0.1))
    second = 0.6 * (exp(-0.1) - exp(-0.4)) / (0.4 + 0.6 * exp(-0.1))
    assert found == pytest.approx([first, second])


@pytest.mark.parametrize("accepted", [0.01, 0.5, 1.0 - 1e-12, 1.0])
@pytest.mark.parametrize("rate", [1e-7, 0.05, 5.0])
def test_chances_are_chances_also_after_a_thousand_periods(rate: float, accepted: float) -> None:
    """Warnings fail here, so nothing may overflow; one who surely says yes is asked anew at each hearing."""
    found = OURS.chances([rate, rate, accepted], panel([1.0] * 1_000, [0.0] * 1_000))
    assert np.all((found >= 0) & (found <= -np.expm1(-2 * rate)))
    if accepted == 1.0:
        assert np.all(found == -np.expm1(-2 * rate))


@pytest.mark.slow
def test_a_study_of_many_periods_has_intervals_inside_their_ranges(tmp_path: Path) -> None:
    """Hearing at 5 a period, tried where the intervals begin, leaves none who has not heard after 180 periods."""
    source, contact, accepted = estimates(OURS, panel_of(simulated(tmp_path / "drawn", 0.003, 0.05, 1.0, 98, 180)))
    assert 0 < source.low < 0.003 < source.high < 0.02
    assert 0 < contact.low < 0.05 < contact.high < 0.2
    assert 0.8 < accepted.low < accepted.high == 1


def test_without_refusals_and_contact_it_is_a_constant_hazard() -> None:
    seen = panel([0.0, 0.3, 1.0], [0.0, 0.1, 0.2])
    constant = BY_NAME["constant hazard"].chances([0.07], seen)
    assert OURS.chances([0.07, 0.0, 1.0], seen) == pytest.approx(constant)
    assert BY_NAME["Bass"].chances([0.07, 0.0], seen) == pytest.approx(constant)


def test_a_constant_hazard_is_fitted_by_adoptions_over_chances_to_adopt(tmp_path: Path) -> None:
    """Five places: at risk 5 + 4 + 2 + 2 times, four adoptions."""
    (found,) = fitted(BY_NAME["constant hazard"], panel_of(ds.load_study(chain_of_five(tmp_path / "five"))))
    assert 1 - exp(-found) == pytest.approx(4 / 13, abs=1e-5)


def test_intervals_end_where_the_log_likelihood_has_fallen_by_1_92_also_at_small_rates() -> None:
    """A hundred places, at risk in 400 periods each, four of which adopt in the last: 4 log(1 - e**-h) - 39,996 h."""
    adopted = np.zeros((100, 400), dtype=bool)
    adopted[:4, -1] = True
    seen = Panel(np.zeros((100, 400)), np.zeros(400), np.ones((100, 400), dtype=bool), adopted)
    (found,) = estimates(BY_NAME["constant hazard"], seen)
    top, low, high = (4 * log(1 - exp(-h)) - 39_996 * h for h in (-log(1 - 1e-4), found.low, found.high))
    assert (top - low, top - high) == pytest.approx((1.9207, 1.9207), abs=0.005)


def test_small_rates_are_shown_with_three_significant_digits_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(_estimate_table("Small", [SMALL], [SMALL], 12))
    out = capsys.readouterr().out
    assert [out.count(shown) for shown in ("0.0000668", "0.0000239", "0.000144")] == [2, 2, 2]


@pytest.mark.slow
def test_the_truth_lies_in_the_intervals_and_they_are_not_idle(tmp_path: Path) -> None:
    truth = (0.02, 0.4, 0.7)
    found = estimates(OURS, panel_of(simulated(tmp_path / "drawn", *truth)))
    for one, true in zip(found, truth, strict=True):
        assert one.low < true < one.high
        assert one.high - one.low < 1.2 * true


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
def test_the_band_is_as_wide_as_luck_and_an_estimated_hazard_make_it(tmp_path: Path) -> None:
    """A hundred places at 0.02 a period, known for 5 periods, told for 25: luck alone would make it half as wide."""
    model, known = BY_NAME["constant hazard"], simulated(tmp_path / "drawn", 0.02, 0.0, 1.0, size=100, periods=5)
    found = forecast(model, refitted(model, [0.02], known, 100, 1), known, 25, 200, 1)
    left, adopts = 1 - known.adopters / 100, 1 - exp(-0.5)
    luck = (left * adopts * (1 - adopts) / 100) ** 0.5
    of_the_hazard = 0.02 / (100 * (1 - exp(-0.1))) ** 0.5
    expected = 2 * 1.645 * (luck**2 + (left * 25 * exp(-0.5) * of_the_hazard) ** 2) ** 0.5
    assert found.high[-1] - found.low[-1] == pytest.approx(expected, rel=0.15)


@pytest.mark.slow
def test_forecasts_that_are_compared_vary_the_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def watched(model: HazardModel, values: list[list[float]], *rest: Any) -> Forecast:
        assert len({tuple(one) for one in values}) > 10
        return forecast(model, values, *rest)

    monkeypatch.setattr(comparing, "forecast", watched)
    assert len(compare_models(simulated(tmp_path / "drawn", 0.05, 0.3, 1.0, size=40, periods=12), runs=20)) == 4


def test_refits_are_as_far_apart_as_arithmetic_says_and_the_same_each_time(tmp_path: Path) -> None:
    """The log of a hazard that some hundred adoptions tell has the standard deviation 1 / sqrt(100)."""
    known = simulated(tmp_path / "drawn", 0.1, 0.0, 1.0, size=105)
    model = BY_NAME["constant hazard"]
    found = refitted(model, [0.1], known, 50, 1)
    assert np.std(np.log(found)) == pytest.approx(0.1, abs=0.03)
    assert refitted(model, [0.1], known, 50, 1) == found
    assert refitted(model, [0.1], known, 50, 2) != found


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
