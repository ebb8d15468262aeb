"""A results folder is written over by the same run, and by another one only when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.small_world import write_small_world
from stopped_runs import ENGINE, ending_with

import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status

QUICK = ("--replications", "2", "--workers", "1", "--out", "out")
COMMANDS = {
    "run": ("run", "small.toml", *QUICK),
    "comparison": ("compare", "small.toml", "prize.toml", *QUICK),
    "many parameter draws": ("compare", "small.toml", "prize.toml", "--uncertainty", "2", "--months", "6", *QUICK),
}
every_kind = pytest.mark.parametrize("kind", COMMANDS)


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(diffusion_sim.plots, "save_all", lambda *_, **__: None)
    monkeypatch.setattr(diffusion_sim.plots, "save_comparison", lambda *_, **__: None)


def content() -> dict[Path, bytes]:
    """Return every file but the log, which holds the time."""
    files = (file for file in Path("out").rglob("*") if file.is_file() and file.name != "run.json")
    return {file: file.read_bytes() for file in files}


@every_kind
def test_another_run_is_refused_before_anything_is_simulated(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(COMMANDS[kind]) == 0
    before = content()
    for other in (("--seed", "2"), ("--set", "appraisal.nih_bias=0.9"), ("--months", "9")):
        capsys.readouterr()
        assert exit_status([*COMMANDS[kind], *other]) == 2, other
        out, err = capsys.readouterr()
        assert out == "", other
        assert err.startswith("Error: out: holds another "), other
        assert "--overwrite" in err, other
        assert len(err.splitlines()) == 1, other
        assert content() == before, other


@every_kind
def test_another_run_replaces_it_when_asked_to(kind: str) -> None:
    assert exit_status(COMMANDS[kind]) == 0
    before = content()
    assert exit_status([*COMMANDS[kind], "--seed", "2", "--overwrite"]) == 0
    assert content() != before
    assert exit_status([*COMMANDS[kind], "--overwrite"]) == 0
    assert content() == before


@every_kind
def test_the_same_run_writes_the_same_again(kind: str) -> None:
    assert exit_status(COMMANDS[kind]) == 0
    before = content()
    assert exit_status(COMMANDS[kind]) == 0
    assert content() == before


def test_the_finished_baseline_of_another_comparison_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(ENGINE, ending_with(KeyboardInterrupt(), scenario="prize"))
        assert exit_status(COMMANDS["comparison"]) == 130
    before = content()
    capsys.readouterr()
    assert exit_status([*COMMANDS["comparison"], "--seed", "2"]) == 2
    told = capsys.readouterr().err
    assert "holds another run ('Lille Ærø', seed 1)" in told
    assert "starting" not in told
    assert content() == before
    assert exit_status(COMMANDS["comparison"]) == 0
    assert {file.parent.name for file in content() if file.name == "summary.csv"} == {"0_lille_r", "1_prize"}


def test_comparisons_in_parameter_draws_that_differ_have_folders_that_differ() -> None:
    asked = COMMANDS["many parameter draws"][:-2]
    assert [
        exit_status([*asked, *more]) for more in ((), ("--seed", "2"), ("--set", "appraisal.nih_bias=0.9"), ())
    ] == [0] * 4
    assert len(list(Path("results").iterdir())) == 3
