"""``run manifest.json``: the same run again, to the content of its tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from stopped_runs import ENGINE, ending_with

import diffusion_sim as ds
import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status


@pytest.fixture(autouse=True)
def _without_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are most of the time, and no table."""
    monkeypatch.setattr(diffusion_sim.plots, "save_all", lambda *_, **__: None)
    monkeypatch.setattr(diffusion_sim.plots, "save_comparison", lambda *_, **__: None)


def tables(folder: Path) -> dict[str, str]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {name: entry["content_sha256"] for name, entry in manifest["tables"].items()}


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    asked = ["--set", "appraisal.nih_bias=0.5", "--replications", "3", "--seed", "7", "--quiet", "--out", "first"]
    assert exit_status(["run", "prize.toml", *asked]) == 0
    return tmp_path / "first"


def test_a_manifest_repeats_its_run_with_scenario_seed_and_replications(
    first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (first.parent / "small.toml").unlink()  # all that is needed is in the manifest
    capsys.readouterr()
    assert exit_status(["run", "first/manifest.json", "--quiet", "--out", "again"]) == 0
    assert "Repeated: the content of 4 tables equals that of first/manifest.json." in capsys.readouterr().out
    assert tables(first.parent / "again") == tables(first)
    assert ds.load_scenario(first / "manifest.json").appraisal.nih_bias == 0.5


def test_what_is_typed_counts_more_than_the_manifest(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["run", "first/manifest.json", "--seed", "8", "--quiet", "--out", "other"]) == 0
    assert "Repeated" not in capsys.readouterr().out
    assert tables(first.parent / "other") != tables(first)


def test_of_an_unfinished_run_the_replications_that_had_finished_are_compared(
    first: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--set", "appraisal.nih_bias=0.5", "--replications", "3", "--seed", "7", "--workers", "1", "--quiet"]
    with monkeypatch.context() as stopped:
        stopped.setattr(ENGINE, ending_with(KeyboardInterrupt(), after=2))
        assert exit_status(["run", "prize.toml", *asked, "--out", "part"]) != 0
    finished = json.loads((first.parent / "part" / "manifest.json").read_text("utf-8"))["finished"]
    capsys.readouterr()
    assert exit_status(["run", "part/manifest.json", "--quiet", "--out", "whole"]) == 0
    told = f"Repeated: the content of 3 tables equals that of part/manifest.json in the {len(finished)} replications that both have."
    assert told in capsys.readouterr().out
    assert tables(first.parent / "whole") == tables(first)
    assert exit_status(["run", "part/manifest.json", "--quiet", "--out", "part"]) == 0
    assert "epeated" not in capsys.readouterr().out


def test_a_run_with_drawn_parameters_is_repeated_with_the_same_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert exit_status(["run", "small.toml", "--posterior", "--replications", "2", "--quiet", "--out", "drawn"]) == 0
    assert exit_status(["run", "drawn/manifest.json", "--quiet", "--out", "again"]) == 0
    assert tables(tmp_path / "again") == tables(tmp_path / "drawn")


def test_own_files_are_found_beside_the_manifest_and_refused_when_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nodes.csv").write_text("id\na\nb\nc\n", "utf-8")
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n", "utf-8")
    own = 'name = "own"\n[network]\nkind = "file"\nnodes_file = "nodes.csv"\nedges_file = "edges.csv"\n'
    (tmp_path / "own.toml").write_text(own, "utf-8")
    short = ["--set", "time.months=12", "--set", "time.burn_in_months=12", "--replications", "2"]
    assert exit_status(["run", "own.toml", *short, "--quiet", "--out", "first"]) == 0
    assert exit_status(["run", "first/manifest.json", "--quiet", "--out", "again"]) == 0
    assert tables(tmp_path / "again") == tables(tmp_path / "first")
    (tmp_path / "edges.csv").write_text("source,target\na,c\nb,c\n", "utf-8")
    capsys.readouterr()
    assert exit_status(["run", "first/manifest.json", "--quiet", "--out", "third"]) == 2
    assert "nodes.csv or edges.csv is not as it was" in capsys.readouterr().err


def test_a_manifest_of_a_comparison_and_other_json_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_small_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert exit_status(["compare", "small.toml", "prize.toml", "--replications", "2", "--quiet", "--out", "two"]) == 0
    (tmp_path / "x.json").write_text("{}", "utf-8")
    capsys.readouterr()
    assert exit_status(["run", "two/manifest.json"]) == 2
    assert "name that of one of its runs, as 0_lille_r/manifest.json" in capsys.readouterr().err
    assert exit_status(["run", "x.json"]) == 2
    assert exit_status(["run", "two/0_lille_r/manifest.json", "--quiet", "--out", "one"]) == 0
