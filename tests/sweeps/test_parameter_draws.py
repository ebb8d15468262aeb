"""Policies compared over parameter draws from the ranges."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli.small_world import write_small_world
from scipy.signal import lfilter
from scipy.stats import spearmanr

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.posterior import AGREEING, load_posterior
from diffusion_sim.simulation import together
from diffusion_sim.sweeps import parameter_draws
from diffusion_sim.sweeps.parameter_draws import VALID, drawn_points, rank_correlations, source_of_draws, turned_by

SMALL = Scenario().with_changes({"network.kind": "ring", "network.size": 12, "network.degree": 4})
POLICY = SMALL.with_changes({"name": "prize", "prize.winners_per_year": 3})


def test_the_assumption_that_decides_is_found_among_those_that_do_not() -> None:
    draws = np.random.default_rng(1).random((60, 8))
    values = pd.DataFrame(draws, columns=[f"p{number}" for number in range(8)])
    turning = turned_by(values, values["p3"].to_numpy() < 0.5)
    assert (turning.parameter, turning.helps_when, turning.separation) == ("p3", "low", 1.0)


def test_no_assumption_is_named_where_noise_alone_decides() -> None:
    generator = np.random.default_rng(1)
    values = pd.DataFrame(generator.random((60, 8)))
    assert turned_by(values, generator.random(60) < 0.5).parameter == ""


def test_shares_are_told_and_what_the_policy_sets_is_not_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small, prize = write_small_world(tmp_path)
    asked = ["compare", small, prize, "--uncertainty", "3", "--replications", "2", "--quiet", "--json", "--out"]
    assert exit_status([*asked, str(tmp_path / "out")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "prize.winners_per_year" not in told["parameters"]
    assert "appraisal.nih_bias" in told["parameters"]
    draws = pd.read_csv(tmp_path / "out" / "draws.csv")
    value = draws[draws["measure"] == "in_use"]
    row = next(row for row in told["robustness"] if row["measure"] == "in_use")
    assert row["draws"] == 3
    assert row["helps_share"] == pytest.approx((value["difference"] > 0).mean())


def test_what_one_replication_cannot_tell_surely_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compare", *write_small_world(tmp_path), "--uncertainty", "2", "--replications", "1", "--quiet"]
    assert exit_status([*asked, "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "nan" not in told
    row = next(line for line in told.splitlines() if " % " in line and "5 to 95" not in line)
    assert row.split("%")[1].split()[0] == "–"


def test_what_does_not_go_with_uncertainty_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compare", *write_small_world(tmp_path), "--uncertainty", "2", "--cases"]
    assert exit_status(asked) == 2
    assert "--cases: does not go with --uncertainty" in capsys.readouterr().err


def asked_of(folder: Path) -> list[str]:
    common = ["--uncertainty", "3", "--replications", "2", "--months", "6", "--quiet"]
    return ["compare", *write_small_world(folder), *common, "--out", str(folder / "out")]


def stop_at_call(monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    """Press Ctrl-C in the given call of the engine; each parameter draw takes two."""
    simulate, calls = together.simulate_records, iter(range(1, 1000))

    def stopping(*given: Any, **named: Any) -> Any:
        if next(calls) == stop:
            raise KeyboardInterrupt
        return simulate(*given, **named)

    monkeypatch.setattr(together, "simulate_records", stopping)


def manifest_of(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return told


def test_the_manifest_says_what_was_compared_and_the_same_command_runs_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert exit_status(asked_of(tmp_path)) == 0
    told, first = manifest_of(out), {file.name: file.read_bytes() for file in out.iterdir()}
    asked = [told[key] for key in ("kind", "state", "seed", "replications", "draws", "finished", "failed")]
    assert asked == ["robustness", "complete", 1, 2, 3, [0, 1, 2], 0]
    for part, file in zip(told["scenarios"], ("small.toml", "prize.toml"), strict=True):
        scenario = load_scenario(tmp_path / file).with_changes({"time.months": 6})
        assert part["scenario"] == scenario.to_portable_dict()
        assert part["scenario_hash"] == scenario.identity()
    for name in ("draws.csv", "robustness.csv"):
        assert told["tables"][name]["content_sha256"] == hashlib.sha256(first[name]).hexdigest()
    assert exit_status(asked_of(tmp_path)) == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == first


def test_stopped_it_keeps_finished_draws_and_runs_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        stop_at_call(patched, 4)
        assert exit_status(asked_of(tmp_path)) == 130
    assert f"finished draws are kept in {out.as_posix()}" in capsys.readouterr().err
    told = manifest_of(out)
    assert (told["state"], told["draws"], told["finished"]) == ("partial", 3, [0])
    assert exit_status(asked_of(tmp_path)) == 0
    assert manifest_of(out)["state"] == "complete"


def test_stopped_before_the_first_country_nothing_is_said_to_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_at_call(monkeypatch, 2)
    assert exit_status(asked_of(tmp_path)) == 130
    told = capsys.readouterr().err
    assert (
        "Stopped; no parameter draw had finished, so nothing was written. To run it again: diffusion-sim compare"
        in told
    )
    assert not (tmp_path / "out").exists()


def test_a_stop_between_tables_and_manifest_leaves_the_folder_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = parameter_draws.replace_text, iter(range(1, 1000))

    def stopping(path: Path, text: str) -> None:
        if next(calls) == 5:
            raise KeyboardInterrupt
        write(path, text)

    monkeypatch.setattr(parameter_draws, "replace_text", stopping)
    assert exit_status(asked_of(tmp_path)) == 130
    assert manifest_of(tmp_path / "out")["finished"] == [0]


def test_another_kind_of_folder_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("dear", encoding="utf-8")
    assert exit_status(asked_of(tmp_path)) == 2
    assert "other than the results of a comparison over many parameter draws" in capsys.readouterr().err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_report_of_parameter_draws_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(asked_of(tmp_path)) == 0
    capsys.readouterr()
    assert exit_status(["report", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "holds a comparison with --uncertainty; read it with load_result" in told
    assert len(told.splitlines()) == 1
    assert not (tmp_path / "out" / "report.html").exists()
    stored = ds.load_result(tmp_path / "out")
    assert set(stored.draws["draw"]) == set(range(int(stored.summary()["draws"].max())))


@pytest.mark.parametrize(
    ("scenarios", "asked", "said"),
    [
        ([SMALL, POLICY], {"replications": 0}, "replications: is 0; valid: a whole number from 1 to 1,000,000"),
        ([SMALL, POLICY], {"seed": -1}, "seed: is -1; valid: a whole number from 0 to 2**64 - 1"),
        ([SMALL, POLICY], {"workers": 0}, "workers: is 0; valid: a whole number from 1 to 4,096"),
        ([SMALL, POLICY], {"draws": 10**12}, "draws: is 1000000000000; valid: a whole number from 1 to 100,000"),
        ([SMALL, POLICY], {"draws": 0}, "draws: is 0; valid: a whole number from 1 to 100,000"),
        ([SMALL], {}, f"scenarios: has only a baseline; {VALID}"),
        ([], {}, f"scenarios: is empty; {VALID}"),
        (SMALL, {}, f"scenarios: is a single scenario; {VALID}"),
        ("baseline.toml", {}, f"scenarios: found 'baseline.toml'; {VALID}"),
        (3, {}, f"scenarios: found 3; {VALID}"),
        (
            [SMALL, "prize.toml"],
            {},
            "scenarios: holds 'prize.toml', which is no scenario; load it with ds.load_scenario",
        ),
    ],
)
def test_what_python_gives_wrongly_is_said_in_its_own_words(scenarios: Any, asked: dict[str, int], said: str) -> None:
    with pytest.raises(InputError) as refusal:
        ds.robustness(scenarios, **{"draws": 5, **asked})
    assert str(refusal.value) == said


def test_for_denmark_draws_agree_with_the_figures_and_leave_choices_alone() -> None:
    base = Scenario().with_changes({"appraisal.nih_distrust": 0.8})
    policy = base.with_changes({"name": "more contact", "awareness.contact_per_month": 2.0})
    assert source_of_draws(base, None) == "agreeing"
    assert source_of_draws(SMALL, None) == "ranges"
    few, many = (drawn_points((base, policy), draws, 3, "agreeing") for draws in (5, 50))
    assert not {"appraisal.nih_distrust", "awareness.contact_per_month"} & set(few.keys)
    assert {"appraisal.copy_stigma", "prize.reward", "problems.per_field"} <= set(few.keys)
    assert all(one in many.drawn for one in few.drawn)
    known = load_posterior(AGREEING, whole_runs=True)
    at = known.keys.index("appraisal.copy_stigma")
    assert {one["appraisal.copy_stigma"] for one in many.drawn} <= {draw[at] for draw in known.draws}


def test_more_draws_than_are_known_to_agree_are_refused() -> None:
    with pytest.raises(InputError, match="draws: is 5000; valid: at most .* or draws from ranges"):
        drawn_points((Scenario(), POLICY), 5000, 1, "agreeing")
    with pytest.raises(InputError, match="draws_from: found 'nowhere'; valid: agreeing, ranges"):
        ds.robustness([SMALL, POLICY], 1, 1, draws_from="nowhere")


def test_scenarios_may_come_one_by_one() -> None:
    short = [scenario.with_changes({"time.months": 6, "network.size": 5}) for scenario in (SMALL, POLICY)]
    found = ds.robustness(iter(short), 1, 1)  # type: ignore[arg-type] # what is promised is a sequence
    assert found.draws["draw"].tolist() == [0] * 7


def test_the_command_line_says_it_of_its_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", *write_small_world(tmp_path), "--uncertainty", "2", "--replications", "0"]) == 2
    assert "replications: is 0; valid: a whole number from 1" in capsys.readouterr().err
    assert exit_status(["compare", *write_small_world(tmp_path), "--uncertainty", "-2"]) == 2
    assert "--uncertainty" in capsys.readouterr().err
    assert exit_status(["compare", *write_small_world(tmp_path), "--draws-from", "ranges"]) == 2
    assert "--draws-from: goes with --uncertainty; say how many draws" in capsys.readouterr().err


def test_draws_that_resemble_their_neighbours_do_not_make_a_finding_of_chance() -> None:
    """Correlated by 0.6 with the one before, as on the chain: taken for independent, most of such analyses would find something."""
    generator, told, naive = np.random.default_rng(3), 0, 0
    for _ in range(40):
        walks = lfilter([1.0], [1.0, -0.6], generator.normal(size=(60, 41)), axis=0)
        values, outcome = pd.DataFrame(walks[:, 1:]), walks[:, 0]
        told += rank_correlations(values, outcome)["beyond_chance"].any()
        naive += spearmanr(walks).pvalue[0, 1:].min() * values.shape[1] < 0.05
    assert told <= 7
    assert naive >= 20


def test_a_tie_beyond_chance_is_found_and_agrees_with_scipy() -> None:
    generator = np.random.default_rng(4)
    values = pd.DataFrame(generator.random((60, 30)))
    outcome = values[7].to_numpy() + 0.3 * generator.random(60)
    found = rank_correlations(values, outcome)
    assert found.loc[found["beyond_chance"], "parameter"].tolist() == [7]
    assert found["correlation"].to_numpy() == pytest.approx(
        [spearmanr(values[key], outcome).statistic for key in values]
    )
