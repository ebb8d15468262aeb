"""``diffusion-sim run``: results on stdout, progress on stderr, a folder that is whole or not there."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli.small_world import write_small_world
from drawn_figures import write_only
from stopped_runs import ENGINE, ending_with

import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.options import PRECISION_EXAMPLE
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    pass

QUICK = ("--replications", "2", "--workers", "1")


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def without_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diffusion_sim.plots, "save_all", lambda _result, _folder: None)


def test_a_run_writes_a_whole_folder_with_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch, "ledger")
    richer = ("--months", "48", "--set", "problems.per_field=8", "--set", "time.burn_in_months=60")
    assert exit_status(["run", "small.toml", *QUICK, *richer, "--out", "out", "--cases"]) == 0
    names = {path.name for path in Path("out").iterdir()}
    tables = {"monthly.parquet", "municipalities.parquet", "solutions.parquet", "cases.parquet", "summary.csv"}
    assert names == {*tables, "columns.csv", "manifest.json", "run.json", "figures"}
    assert {path.name for path in Path("out/figures").iterdir()} == {"ledger.png", "ledger.svg"}
    assert not any(Path("out").rglob("*.part"))
    assert "Results folder: out" in capsys.readouterr().out


@pytest.mark.usefixtures("without_figures")
def test_the_table_fits_80_columns_and_says_where_it_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", *QUICK, "--seed", "7"]) == 0
    out, err = capsys.readouterr()
    assert max(map(len, out.splitlines())) <= 80
    for words in ("Mean", "95 % interval", "Unit", "Lille Ærø, scenario ", "seed 7, 2 replications, version"):
        assert words in out
    assert "not a forecast" in out
    assert "2 of 2 replications" in err


@pytest.mark.usefixtures("without_figures")
def test_every_measure_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    exit_status(["run", "small.toml", *QUICK])
    short = capsys.readouterr().out
    exit_status(["run", "small.toml", *QUICK, "--full"])
    assert len(capsys.readouterr().out.splitlines()) > len(short.splitlines())


@pytest.mark.usefixtures("without_figures")
def test_the_default_folder_is_named_for_scenario_and_run_and_can_be_written_again() -> None:
    assert exit_status(["run", "small.toml", *QUICK]) == 0
    assert exit_status(["run", "small.toml", *QUICK]) == 0
    (folder,) = Path("results").iterdir()
    run_id = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["run_id"]
    assert folder.name == f"Lille_Ærø-{run_id}"


@pytest.mark.usefixtures("without_figures")
def test_the_check_of_the_regime_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", "--replications", "3", "--workers", "1", "--months", "36"]) == 0
    said = capsys.readouterr().out
    assert "regime" in said
    assert "solutions known" in said
    assert exit_status(["run", "small.toml", "--replications", "1", "--workers", "1", "--months", "36"]) == 0
    assert "In regime? Not told" in capsys.readouterr().out


@pytest.mark.usefixtures("without_figures")
def test_json_is_one_document_with_manifest_and_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", "--replications", "1", "--workers", "1", "--json", "--quiet"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == ""
    assert told["state"] == "complete"
    in_use = told["summary"][0]
    assert in_use["unit"] == "uses"
    assert in_use["low"] is None  # one replication has no interval
    assert [one["series"] for one in told["stationarity"]] == ["value", "net_benefit", "known", "in_use"]
    assert told["stationarity"][0]["low"] is None


@pytest.mark.usefixtures("without_figures")
def test_settings_and_months_change_the_scenario_that_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    settings = ("--set", "appraisal.nih_bias=0.5", "--months", "13", "--set", "name=changed")
    assert exit_status(["run", "small.toml", *QUICK, *settings, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["scenario"]
    assert (told["appraisal"]["nih_bias"], told["time"]["months"], told["name"]) == (0.5, 13, "changed")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "appraisal.nih_bais=1"], "nih_bias"),
        (["--set", "appraisal.nih_bias=9"], "from 0 to 5 (sd of benefit)"),
        (["--months", "0"], "--months: time.months"),
        (["--months", "6", "--set", " time.months = 7"], "--months: is the same as --set time.months; leave one"),
        (["--at-most", "9"], "--at-most: does nothing without --precision"),
        (["--replications", "0"], "replications"),
        (["--seed", "-1"], "seed"),
        (["--workers", "0"], "workers"),
        (["--engine", "steam"], "engine"),
        (["--set", "prize.winners_per_year=1", "--set", "prize.scope=Atlantis"], "Atlantis"),
        (["--out", "small.toml"], "is a file"),
        (["--out", "small.toml/out"], "is a file"),
        (["--out", "full"], "holds something other than the results of a run"),
    ],
)
def test_bad_input_ends_with_status_2_and_leaves_nothing(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("full").mkdir()
    Path("full/thesis.txt").write_text("two years of work", encoding="utf-8")
    assert exit_status(["run", "small.toml", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert 1 <= len(err.splitlines()) <= 3
    assert "Traceback" not in err
    assert not Path("results").exists()
    assert [path.name for path in Path("full").iterdir()] == ["thesis.txt"]


@pytest.mark.usefixtures("without_figures")
def test_ctrl_c_keeps_what_was_finished_and_prints_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt(), after=1))
    assert exit_status(["run", "small.toml", "--replications", "3", "--out", "min mappe"]) == 130
    err = capsys.readouterr().err
    assert "1 of 3 replications are kept in min mappe (partial)" in err
    assert "diffusion-sim run small.toml --replications 3 --out 'min mappe'" in err.replace('"', "'")
    assert json.loads(Path("min mappe/manifest.json").read_text(encoding="utf-8"))["state"] == "partial"


def test_ctrl_c_before_anything_is_finished_leaves_no_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt()))
    assert exit_status(["run", "small.toml", "--out", "out"]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.usefixtures("without_figures")
def test_a_partial_folder_is_completed_by_the_same_command(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(ENGINE, ending_with(KeyboardInterrupt(), after=1))
        exit_status(["run", "small.toml", *QUICK, "--out", "out"])
    assert exit_status(["run", "small.toml", *QUICK, "--out", "out"]) == 0
    assert json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["state"] == "complete"


def test_a_failing_run_ends_with_status_1_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(ZeroDivisionError("by the state budget")))
    assert exit_status(["run", "small.toml", "--out", "out"]) == 1
    err = capsys.readouterr().err
    assert "the run failed (ZeroDivisionError: by the state budget" in err
    assert "Traceback" not in err
    assert not Path("out").exists()


def test_tables_are_kept_when_a_figure_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: Any) -> None:
        raise ZeroDivisionError("on an empty axis")

    monkeypatch.setattr(diffusion_sim.plots, "save_all", failing)
    assert exit_status(["run", "small.toml", *QUICK, "--out", "out"]) == 1
    assert "the tables are kept in out" in capsys.readouterr().err
    assert Path("out/manifest.json").is_file()


@pytest.mark.usefixtures("without_figures")
def test_an_intervention_that_is_never_in_force_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    late = """\n[[interventions]]\nname = "Late"\nparameter = "appraisal.nih_bias"\nset = 0.1\nfrom = "2090-01"\n"""
    Path("late.toml").write_text(Path("small.toml").read_text(encoding="utf-8") + late, encoding="utf-8")
    assert exit_status(["run", "late.toml", *QUICK, "--months", "3", "--out", "late"]) == 0
    assert "Lille Ærø: intervention 'Late' changes nothing" in capsys.readouterr().err
    assert exit_status(["describe", "late.toml", "--story"]) == 0
    assert "Lille Ærø: intervention 'Late' changes nothing" in capsys.readouterr().err


def test_a_model_without_problems_or_innovations_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", *QUICK, "--set", "problems.fields=[]"]) == 2
    assert "problems.fields: is empty, so that nothing can spread" in capsys.readouterr().err


def test_a_folder_whose_name_is_too_long_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", *QUICK, "--out", "x" * 300]) == 2
    assert "cannot be used" in capsys.readouterr().err


def test_a_month_that_no_calendar_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for month in ("0000-01", "9999-12"):
        assert exit_status(["run", "small.toml", *QUICK, "--set", f'time.first_month="{month}"']) == 2
        assert "years 1800 to 2099" in capsys.readouterr().err


def test_once_a_run_stops_no_second_stop_disturbs_the_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it

    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt()))
    monkeypatch.setattr("diffusion_sim.cli.run.note", lambda _text: heard.append(signal.getsignal(signal.SIGINT)))
    try:
        assert exit_status(["run", "small.toml", *QUICK, "--out", "out"]) == 130
        assert set(heard) == {signal.SIG_IGN}
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_figures_speak_danish_when_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    write_only(monkeypatch, "ledger")
    assert exit_status(["run", "small.toml", *QUICK, "--out", "out", "--language", "da"]) == 0
    assert "Offentlige udgifter" in Path("out/figures/ledger.svg").read_text(encoding="utf-8")


def test_a_language_that_figures_do_not_speak_is_refused_before_anything_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_status(["run", "small.toml", *QUICK, "--out", "out", "--language", "dk"]) == 2
    assert 'language: "dk" is not one; valid: da, en' in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.usefixtures("without_figures")
def test_a_name_with_brackets_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "small.toml", *QUICK, "--set", "name=[bold]/../x"]) == 0
    assert "[bold]/../x: mean over replications" in capsys.readouterr().out
    assert [path.name.rsplit("-", 1)[0] for path in Path("results").iterdir()] == ["bold_x"]


@pytest.mark.usefixtures("without_figures")
def test_the_example_of_precision_can_be_typed() -> None:
    assert measure(PRECISION_EXAMPLE.split()[-1].partition("=")[0]).label


def test_precision_adds_replications_up_to_the_ceiling_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--precision", "implemented_per_year=0.000001", "--at-most", "7")
    assert exit_status(["run", "small.toml", *QUICK, *asked, "--out", "precise"]) == 0
    err = capsys.readouterr().err
    assert "7 replications are the ceiling (--at-most), and not enough for implemented_per_year to within 1e-06" in err
    assert json.loads(Path("precise/manifest.json").read_text(encoding="utf-8"))["replications"] == 7
    assert exit_status(["run", "small.toml", *QUICK, "--precision", "implemented_per_year=1000"]) == 0
    assert "2 replications: implemented_per_year to within 1000." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--precision", "implemented_per_year"], "has no equals sign"),
        (["--precision", "implemented_per_yaer=1"], "implemented_per_year"),
        (["--precision", "implemented_per_year=narrow"], "'narrow' is not a number"),
        (["--precision", "implemented_per_year=0"], "half width is 0"),
        (["--precision", "implemented_per_year=1", "--at-most", "1"], "--at-most: is 1, less than the 2 replications"),
    ],
)
def test_a_precision_that_cannot_be_had_is_refused(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(["run", "small.toml", *QUICK, *typed]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) <= 3
    assert not Path("results").exists()


@pytest.mark.usefixtures("without_figures")
def test_what_had_finished_is_kept_when_the_added_replications_are_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt(), first=2))
    asked = ("--precision", "implemented_per_year=0.000001", "--out", "kept")
    assert exit_status(["run", "small.toml", *QUICK, *asked]) == 130
    assert "2 of 8 replications are kept in kept" in capsys.readouterr().err
