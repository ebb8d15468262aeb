"""A calibration to a study of one's own: its figures, its months, what is predicted of later periods, what is refused."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calibration.studies import PLACES, QUARTERS, study_plan
from scipy.optimize import minimize_scalar

import diffusion_sim as ds
from diffusion_sim.calibration import calibrate, load_calibration
from diffusion_sim.calibration.own_study import OwnStudy, later_errors
from diffusion_sim.cli.app import exit_status
from diffusion_sim.results.dictionary import describe_column
from diffusion_sim.setup.country import build_country

ROOT = Path(__file__).parents[2]
FINLAND = ROOT / "docs" / "own-study"


def study_of(plan: Path) -> tuple[OwnStudy, ds.Scenario]:
    loaded = load_calibration(plan)
    assert loaded.study is not None
    return loaded.study, loaded.scenario


def months_of(folder: Path) -> pd.Series:
    """Months since January 2014 of each adoption, by id, NaN for none: read without the package."""
    dates = pd.to_datetime(pd.read_csv(folder / "adoptions.csv", dtype={"id": str}).set_index("id")["date"])
    return 12 * (dates.dt.year - 2014) + dates.dt.month - 1


def negative_log_likelihood(slope: float, risk_sets: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Cox's partial likelihood, ties by Breslow, from exposures of all at risk and who of them adopts."""
    each = [
        slope * seen[adopts].sum() - adopts.sum() * np.log(np.exp(slope * seen).sum()) for seen, adopts in risk_sets
    ]
    return -float(sum(each))


def test_targets_are_those_that_the_tables_give_by_another_way() -> None:
    plan, months = load_calibration(FINLAND / "plan.toml"), months_of(FINLAND)
    for year in (2014, 2015, 2016):
        share = 100.0 * (months < 12 * (year - 2013)).mean()
        assert plan.targets[f"share_at_{year}-12"].value == pytest.approx(share)
    edges = pd.read_csv(FINLAND / "edges.csv", dtype=str)
    counts = pd.crosstab(edges["source"], edges["target"]).reindex(index=months.index, columns=months.index)
    tied = ((counts.fillna(0) + counts.fillna(0).T) > 0).to_numpy(dtype=float)
    of, risk_sets = months.to_numpy(), []
    for now in np.unique(of[(of > 0) & (of < 36)]):
        risk = ~(of < now)
        exposure = tied @ (of < now) / np.maximum(tied.sum(axis=1), 1)
        risk_sets.append((exposure[risk], of[risk] == now))
    best = minimize_scalar(negative_log_likelihood, bounds=(-5, 5), method="bounded", args=(risk_sets,))
    assert plan.targets["log_hazard_ratio"].value == pytest.approx(best.x, abs=1e-3)
    known = months[(months > 0) & (months < 36)]
    assert plan.study is not None
    assert plan.study.observed("mean_lag_months") == pytest.approx(known.mean())


def test_the_study_says_places_months_and_first_adopters(tmp_path: Path) -> None:
    study, scenario = study_of(study_plan(tmp_path))
    assert (scenario.time.first_month, scenario.time.months) == (
        "2015-10",
        7 * 3,
    )  # after 2015-Q3, to the end of 2017-Q2
    (given,) = scenario.innovations
    assert (given.name, given.from_month, given.first_adopters) == ("thing", "2015-10", ("p0", "p1"))
    assert len(ds.simulate(scenario, 1).context.places) == len(PLACES)
    assert (study.until, study.name_of(study.until), len(study.study.ids)) == (6, "2016-Q4", len(QUARTERS))


def test_a_replication_is_read_in_the_periods_of_the_study(tmp_path: Path) -> None:
    """Shares of watched places by quarter are those counted in the table of cases."""
    study, scenario = study_of(study_plan(tmp_path))
    result = ds.simulate(scenario, 5, seed=3)
    cases = result.cases[result.cases["id"].isin(PLACES[: len(QUARTERS)])]
    for number, run in enumerate(result.runs):
        own = cases[cases["replication"] == number].set_index("id")
        last = {one: 0 if via == "seed" else 3 + month for one, via, month in
                zip(own.index, own["heard_via"], own["implemented"], strict=True) if not pd.isna(month)}  # fmt: skip
        quarter = {one: 1 + month // 3 for one, month in last.items()}  # months 0 to 2 are quarter 2
        told = study.simulated(run)
        expected = [float(quarter.get(one, np.nan)) for one in told.ids]
        np.testing.assert_array_equal(told.times, expected)
        assert expected[:2] == [1.0, 1.0]
    assert len({tuple(study.simulated(run).times) for run in result.runs}) > 1


def test_calibrated_to_the_earlier_periods_it_predicts_the_later_ones(tmp_path: Path) -> None:
    plan = study_plan(tmp_path)
    found = calibrate(plan, tmp_path / "out", workers=1)
    curve = found.curve
    assert curve is not None
    assert curve["use"].tolist() == ["given", *["fitted to"] * 5, *["later"] * 2]
    counts = [sum(quarter is not None and quarter <= period for quarter in QUARTERS) for period in range(1, 9)]
    assert curve["observed_percent"].tolist() == pytest.approx([100 * count / len(QUARTERS) for count in counts])
    assert curve["last_known_percent"].tolist()[-2:] == pytest.approx([70.0, 70.0])
    assert all(describe_column("curve_check", column).meaning for column in curve)
    assert curve["inside"].tolist() == [
        "yes" if low <= share <= high else "no"
        for low, share, high in zip(curve["low"], curve["observed_percent"], curve["high"], strict=True)
    ]
    posterior = ds.simulate(found.plan.scenario, 4, seed=2, posterior=found.posterior)
    assert found.plan.study is not None
    by_end = [100 * np.mean(~np.isnan(found.plan.study.simulated(run).times)) for run in posterior.runs]
    assert curve["mean"].iloc[-1] == pytest.approx(np.mean(by_end))
    cut = found.plan.study.at_the_cut.placed(found.plan.scenario, "cut")
    assert (cut.time.first_month, cut.time.months) == ("2017-01", 6)  # after 2016-Q4, to the end of 2017-Q2
    assert cut.innovations[0].first_adopters == tuple(f"p{number}" for number in range(7))
    from_cut = ds.simulate(cut, 4, seed=2, posterior=found.posterior)
    users = [
        sum(place in PLACES[: len(QUARTERS)] for place in part["id"])
        for _, part in from_cut.cases[from_cut.cases["stage"] == "in use"].groupby("replication")
    ]
    assert curve["cut_mean"].iloc[-1] == pytest.approx(10 * np.mean(users))
    assert curve["cut_mean"].isna().tolist() == [True] * 6 + [False] * 2
    again = calibrate(plan, tmp_path / "again", workers=2)
    assert (again.folder / "curve_check.csv").read_bytes() == (found.folder / "curve_check.csv").read_bytes()
    asked = json.loads((found.folder / "manifest.json").read_text(encoding="utf-8"))
    assert asked["study"] == {"until": "2016-12-31", "folder": tmp_path.name}
    assert sorted(asked["data_checksums"]) == ["adoptions.csv", "edges.csv", "nodes.csv"]
    assert ds.load_scenario(found.folder / "scenario.toml").identity() == found.plan.scenario.identity()


def test_the_command_tells_and_draws_the_later_periods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert exit_status(["calibrate", str(study_plan(tmp_path)), "--out", str(out), "--quiet"]) == 0
    told = capsys.readouterr().out
    curve = pd.read_csv(out / "curve_check.csv").tail(2)
    rows = [line.split() for line in told.splitlines() if line.startswith("2017-")]
    assert [row[:3] for row in rows] == [
        [period, f"{observed:.1f}", f"{mean:.1f}"]
        for period, observed, mean in zip(curve["period"], curve["observed_percent"], curve["mean"], strict=True)
    ]
    inside = (curve["inside"] == "yes").sum()
    assert f"Observed inside the 90 % band in {inside} of 2 later periods" in " ".join(told.split())
    assert f"diffusion-sim run {out.as_posix()}/scenario.toml --posterior" in told
    assert (out / "figures" / "curve_check.png").read_bytes().startswith(b"\x89PNG")


def test_what_came_later_is_not_used_to_fit(tmp_path: Path) -> None:
    """Other later adoptions change no target and no draw."""
    (tmp_path / "other").mkdir()
    plan, other = study_plan(tmp_path), study_plan(tmp_path / "other")
    adoptions = tmp_path / "other" / "adoptions.csv"
    text = adoptions.read_text(encoding="utf-8")
    assert "p8,thing,\n" in text
    adoptions.write_text(text.replace("p8,thing,\n", "p8,thing,2017-Q1\n"), encoding="utf-8")
    first, second = (calibrate(one, one.parent / "out", workers=1) for one in (plan, other))
    assert (first.folder / "posterior.csv").read_bytes() == (second.folder / "posterior.csv").read_bytes()
    assert first.curve is not None
    assert second.curve is not None
    assert not first.curve["observed_percent"].equals(second.curve["observed_percent"])


def test_errors_are_those_of_the_later_periods() -> None:
    curve = pd.DataFrame({
        "use": ["given", "fitted to", "later", "later"], "observed_percent": [1.0, 10.0, 20.0, 30.0],
        "mean": [1.0, 90.0, 23.0, 26.0],
            "cut_mean": [math.nan, math.nan, 19.0, 29.0], "bass_percent": [math.nan] * 4, "last_known_percent": [1.0, 10.0, 10.0, 10.0],
    })  # fmt: skip
    errors = {one.model: one.error_points for one in later_errors(curve)}
    assert errors["the simulation"] == pytest.approx(math.sqrt((9 + 16) / 2))
    assert errors["the simulation from the cut"] == pytest.approx(1.0)
    assert math.isnan(errors["Bass's curve"])
    assert errors["no change"] == pytest.approx(math.sqrt((100 + 400) / 2))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('folder = "."', 'folder = "nowhere"', "there is no such folder"),
        ('folder = "."', "", "study.folder: is missing"),
        ('folder = "."', 'folder = "."\nuntill = 3', "study.untill: is not a key of a study; did you mean until?"),
        ('folder = "."', 'folder = "."\ninnovation = "ting"', "there is no 'ting'; did you mean thing?"),
        ('folder = "."', 'folder = "."\nperiod = "week"', 'period: found "week"; valid: '),
        ('folder = "."', 'folder = "."\nmonths_per_period = 1', "months_per_period: is 1, but the periods of the study"),
        ('until = "2016-12-31"', "", "study.until: is missing"),
        ('"2016-12-31"', '"2017-06-30"', 'study.until: found "2017-06-30"; valid: a period after the first and before'),
        ('"2016-12-31"', '"soon"', 'study.until: found "soon"; valid: a period after the first'),
        ("share_at_2016-Q2", "share_at_2017-Q1", "targets.share_at_2017-Q1: is no figure of the study that is fitted to"),
        ("share_at_2016-Q2", "share_at_2015-Q3", "valid: share_at_2015-Q4 to share_at_2016-Q4, log_hazard_ratio"),
        ("share_at_2016-Q2", "own_percent", "targets.own_percent: is no figure of the study that is fitted to"),
        ("discrepancy = 10.0", "value = 3.0", "targets.share_at_2016-Q2.value: is not said here"),
        ("discrepancy = 10.0", "", "targets.share_at_2016-Q2.discrepancy: is missing"),
        ("[study]", "[[study]]", "study: found "),
    ],
)  # fmt: skip
def test_a_study_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, old: str, new: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = study_plan(tmp_path)
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert exit_status(["calibrate", str(plan), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_periods_that_are_numbers_need_their_months(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, adoptions = study_plan(tmp_path), tmp_path / "adoptions.csv"
    adoptions.write_text("id,time\np0,1\np1,2\np2,4\np3,\n", encoding="utf-8")
    text = plan.read_text(encoding="utf-8").replace('"2016-12-31"', "2").replace("2016-Q2", "2")
    text = text.replace("[study]", '[study]\nunlisted = "never"')
    plan.write_text(text, encoding="utf-8")
    assert exit_status(["calibrate", str(plan), "--out", str(tmp_path / "out")]) == 2
    assert "study.months_per_period: is missing" in capsys.readouterr().err
    plan.write_text(text.replace("[study]", "[study]\nmonths_per_period = 6"), encoding="utf-8")
    study, scenario = study_of(plan)
    assert (study.months, scenario.time.months, scenario.innovations[0].first_adopters) == (6, 18, ("p0",))
    assert scenario.innovations[0].from_month == scenario.time.first_month


def test_places_and_ties_are_read_again_when_a_file_has_changed(tmp_path: Path) -> None:
    _, scenario = study_of(study_plan(tmp_path))
    before = build_country(scenario)
    assert build_country(scenario) is before
    nodes = tmp_path / "nodes.csv"
    nodes.write_text(nodes.read_text(encoding="utf-8").replace("p11", "q11"), encoding="utf-8")
    edges = tmp_path / "edges.csv"
    edges.write_text(edges.read_text(encoding="utf-8").replace("p11", "q11"), encoding="utf-8")
    assert "q11" in {place.own_id for place in build_country(scenario).places}
    assert "p11" in {place.own_id for place in before.places}
