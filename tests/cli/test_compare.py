"""``diffusion-sim compare``: paired differences, and what is kept when it is stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from stopped_runs import ENGINE, ending_with

import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status
from diffusion_sim.mechanisms.utility import Terms

QUICK = ("--replications", "2", "--workers", "1")


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(diffusion_sim.plots, "save_comparison", lambda _comparison, _folder: None)


def test_differences_are_printed_with_interval_and_what_pairing_gains(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    for words in (
        "prize against Lille Ærø, in the same 2 replications",
        "Difference",
        "95 % interval",
        "Variance ratio:",
    ):
        assert words in out
    assert out.count(", seed 1, 2 replications, version") == 2
    assert "not a forecast" in out
    assert {path.name for path in Path("out").iterdir()} >= {"manifest.json", "effects.csv"}


def test_json_has_the_effects_of_every_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {effect["scenario"] for effect in told["effects"]} == {"prize"}
    assert [run["scenario"]["name"] for run in told["runs"]] == ["Lille Ærø", "prize"]
    assert told["folder"].startswith("results/Lille_Ærø-vs-prize-")


def test_one_municipality_is_told_with_the_first_choice_that_differs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("modest.toml").write_text(
        'extends = "small.toml"\nname = "modest"\n[appraisal]\nconstant_copy = 6\n', encoding="utf-8"
    )
    assert exit_status(["compare", "small.toml", "modest.toml", *QUICK, "--municipality", "place 11"]) == 0
    told = capsys.readouterr()
    assert max(map(len, told.out.splitlines())) <= 80
    assert "Place 11 uses a solution only because of modest in" in told.out
    assert "the first choice that differs, on Schools" in " ".join(told.out.split())
    assert [term for term in (*Terms._fields, "utility") if f"\n{term} " not in told.out] == []
    assert "Looking for the first appraisal" in told.err


def test_a_prize_is_split_by_its_channels(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--channels", "--out", "out"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    for words in ("\n  Incentive ", "\n  Recognition ", "\n  Visibility ", "\n  Sum of these ", "\nRelabelled: of "):
        assert words in out
    assert Path("out/channels.csv").read_text(encoding="utf-8").count("incentive") == 6
    assert exit_status(["report", "out", "--language", "da"]) == 0
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "<td>Tilskyndelse</td>" in page
    assert "I stedet for noget andet: af" in page
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"]) == 0
    assert not Path("out/channels.csv").exists()


def test_the_split_is_part_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--channels", "--json"]) == 0
    parts = json.loads(capsys.readouterr().out)["channels"]["prize"]
    whole = {part["channel"]: part["difference"] for part in parts if part["measure"] == "cost_million_dkk"}
    assert whole["sum"] == pytest.approx(whole["whole"])


def test_a_policy_without_a_prize_is_not_split(capsys: pytest.CaptureFixture[str]) -> None:
    Path("modest.toml").write_text('extends = "small.toml"\nname = "modest"\n[appraisal]\npride = 1\n', "utf-8")
    assert exit_status(["compare", "small.toml", "modest.toml", *QUICK, "--channels"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Error: modest: has no prize to split; set prize.winners_per_year to 1 or more\n"


def test_a_stop_while_the_prize_is_split_keeps_the_comparison(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt(), scenario="prize, no channel"))
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--channels", "--out", "out"]) == 130
    assert "Stopped while the prize was split; the comparison itself is in out." in capsys.readouterr().err
    assert Path("out/manifest.json").is_file()


def test_an_unknown_municipality_is_refused_before_anything_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", "--municipality", "Plaice 3"]) == 2
    told = capsys.readouterr().err
    assert "found 'Plaice 3', which is no municipality" in told
    assert "starting" not in told


def test_a_scenario_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", "--set", "prize.winners_per_year=0"]) == 2
    assert "prize.toml: is the same scenario as small.toml" in capsys.readouterr().err
    assert not Path("results").exists()


def test_a_language_that_figures_do_not_speak_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["compare", "small.toml", "prize.toml", "--language", "dk"]) == 2
    assert 'language: "dk" is not one; valid: da, en' in capsys.readouterr().err


def test_all_scenarios_are_checked_before_the_first_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("far.toml").write_text('extends = "prize.toml"\n[prize]\nscope = ["Atlantis"]\n', encoding="utf-8")
    assert exit_status(["compare", "small.toml", "far.toml"]) == 2
    err = capsys.readouterr().err
    assert "Atlantis" in err
    assert "starting" not in err


def test_the_results_of_a_run_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    Path("out/manifest.json").write_text('{"run_id": "0123456789ab"}', encoding="utf-8")
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"]) == 2
    assert "other than the results of a comparison" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [(KeyboardInterrupt(), 130, "Stopped"), (ZeroDivisionError("by zero"), 1, "the run failed (ZeroDivisionError")],
)
def test_scenarios_that_were_finished_are_kept(
    error: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(error, scenario="prize"))
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"]) == status
    err = capsys.readouterr().err
    assert said in err
    assert "2 of 2 replications of Lille Ærø are kept" in err
    assert "diffusion-sim compare small.toml prize.toml" in err
    assert Path("out/0_lille_r/manifest.json").is_file()


def test_what_is_left_of_a_comparison_can_be_completed_in_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(ENGINE, ending_with(KeyboardInterrupt(), scenario="prize"))
        exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"])
    assert exit_status(["compare", "small.toml", "prize.toml", *QUICK, "--out", "out"]) == 0
