"""`--posterior`: each replication draws its parameters, the same under every policy, and the table says so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli.small_world import write_small_world
from drawn_figures import write_only

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.options import spelled_out
from diffusion_sim.results.intervals import FEWEST_REPLICATIONS, range_of_replications

DRAWS = "draw,weight,appraisal.nih_bias,prize.reward\n1,1,0.1,2\n2,0,0.2,3\n3,3,0.9,8\n"


@pytest.fixture
def draws(tmp_path: Path) -> Path:
    file = tmp_path / "draws.csv"
    file.write_text(DRAWS, encoding="utf-8")
    return file


def small(tmp_path: Path) -> ds.Scenario:
    return ds.load_scenario(write_small_world(tmp_path)[0])


def same(a: ds.Result, b: ds.Result) -> bool:
    return all(x.cases.tobytes() == y.cases.tobytes() for x, y in zip(a.records, b.records, strict=False))


def test_each_replication_runs_with_the_parameters_of_its_draw(tmp_path: Path, draws: Path) -> None:
    posterior, scenario = ds.load_posterior(draws), small(tmp_path)
    drawn = ds.simulate(scenario, 12, seed=2, posterior=posterior)
    rows = drawn.manifest["posterior"]["draw_of_replication"]
    assert set(rows) == {1, 3}
    for row, nih in ((1, 0.1), (3, 0.9)):
        plain = ds.simulate(scenario.with_changes({"appraisal.nih_bias": nih}), 12, seed=2)
        for number in np.flatnonzero(np.array(rows) == row):
            assert drawn.records[number].cases.tobytes() == plain.records[number].cases.tobytes()


def test_draws_come_as_often_as_their_weights_say(draws: Path) -> None:
    posterior = ds.load_posterior(draws)
    rows = [posterior.row_of(1, replication) for replication in range(2000)]
    assert rows.count(1) == 0
    assert abs(rows.count(2) / 2000 - 0.75) < 4 * np.sqrt(0.75 * 0.25 / 2000)
    assert rows[:50] != [posterior.row_of(2, replication) for replication in range(50)]


def test_draws_depend_neither_on_workers_nor_engine_nor_number(tmp_path: Path, draws: Path) -> None:
    posterior, scenario = ds.load_posterior(draws), small(tmp_path)
    drawn = ds.simulate(scenario, 4, posterior=posterior, workers=1)
    assert same(drawn, ds.simulate(scenario, 6, posterior=posterior, workers=2))
    assert same(drawn, ds.simulate(scenario, 2, posterior=posterior, engine="mesa", workers=1))


def test_policies_meet_the_same_draws_and_a_policy_keeps_what_it_sets(tmp_path: Path, draws: Path) -> None:
    posterior, scenario = ds.load_posterior(draws), small(tmp_path)
    strong = scenario.with_changes({"name": "strong", "appraisal.nih_bias": 2.0})
    effect = ds.compare(scenario, strong, replications=3, posterior=posterior)
    told = [result.manifest["posterior"] for result in (effect.baseline, *effect.others)]
    assert told[0]["draw_of_replication"] == told[1]["draw_of_replication"]
    assert told[0]["drawn"] == ["appraisal.nih_bias", "prize.reward"]
    assert told[1]["drawn"] == ["prize.reward"]
    assert told[1]["kept_as_the_scenario_sets_them"] == ["appraisal.nih_bias"]
    assert same(effect.others[0], ds.simulate(strong, 3))


@pytest.mark.parametrize("replications", [FEWEST_REPLICATIONS, 50, 200])
def test_another_replication_lies_in_the_range_of_replications_with_the_chance_it_says(replications: int) -> None:
    ends = np.array([range_of_replications(drawn) for drawn in np.random.default_rng(1).random((4000, replications))])
    assert np.diff(ends).mean() == pytest.approx(0.95, abs=0.002)


def test_few_replications_have_no_range() -> None:
    assert np.isnan(range_of_replications(np.arange(FEWEST_REPLICATIONS - 1.0))).all()


@pytest.mark.slow
def test_run_says_what_was_drawn_and_how_to_read_the_interval(
    tmp_path: Path, draws: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    scenario, _ = write_small_world(tmp_path)
    out = tmp_path / "out"
    command = ["run", scenario, "--replications", "40", "--posterior", str(draws), "--out", str(out), "--quiet"]
    assert exit_status(command) == 0
    told = capsys.readouterr().out
    assert "95 % of replications" in told
    assert "2 parameters drawn anew for each replication from draws" in told
    assert json.loads((out / "manifest.json").read_text())["posterior"]["name"] == "draws"
    summary = pd.read_csv(out / "summary.csv")
    measures = ds.simulate(ds.load_scenario(scenario), 40, posterior=ds.load_posterior(draws)).measures
    row = summary[summary["measure"] == "implemented_per_year"].iloc[0]
    assert row["replication_high"] == pytest.approx(range_of_replications(measures["implemented_per_year"])[1])


def test_without_a_file_the_posterior_of_the_package_is_used() -> None:
    assert spelled_out(["run", "a.toml", "--posterior"]) == ["run", "a.toml", "--posterior=shipped"]
    assert spelled_out(["run", "--posterior", "a.toml"]) == ["run", "--posterior=shipped", "a.toml"]
    assert spelled_out(["run", "--posterior", "--json"]) == ["run", "--posterior=shipped", "--json"]
    assert spelled_out(["run", "a.toml", "--posterior", "p.csv"]) == ["run", "a.toml", "--posterior", "p.csv"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n", "is not a posterior; valid: posterior.csv from diffusion-sim calibrate"),
        ("draw,weight,appraisal.nih_bais\n1,1,0\n", "appraisal.nih_bais: is not a parameter; did you mean"),
        ("draw,weight,time.months\n1,1,24\n", "time.months: cannot be drawn"),
        ("draw,weight,appraisal.nih_bias\n1,1,lots\n", "draw 1, appraisal.nih_bias: found 'lots'; valid: a number"),
        ("draw,weight,appraisal.nih_bias\n1,1,9\n", "draw 1, appraisal.nih_bias: found 9; valid: a number from 0 to 5"),
        ("draw,weight,appraisal.nih_bias\n1,1\n", "draw 1: has 2 cells; valid: 3"),
        ("draw,weight,appraisal.nih_bias\n1,-1,0.3\n", "draw 1, weight: found -1; valid: 0 or more"),
        ("draw,weight,appraisal.nih_bias\n1,0,0.3\n", "weight: is 0 in every row"),
        ("draw,weight,cliff.taper_months\n1,1,0\n", "cliff.taper_months: is not a parameter"),
    ],
)
def test_a_bad_posterior_is_refused_in_a_sentence(
    tmp_path: Path, content: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(content, encoding="utf-8")
    scenario, _ = write_small_world(tmp_path)
    assert exit_status(["run", scenario, "--posterior", str(file), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_another_kind_of_uncertainty_are_refused(
    tmp_path: Path, draws: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, prize = write_small_world(tmp_path)
    assert exit_status(["run", scenario, "--posterior", str(tmp_path / "drows.csv")]) == 2
    assert "did you mean draws.csv?" in capsys.readouterr().err
    assert exit_status(["compare", scenario, prize, "--uncertainty", "3", "--posterior", str(draws)]) == 2
    assert "--posterior: does not go with --uncertainty" in capsys.readouterr().err
