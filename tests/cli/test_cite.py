"""How to cite, and the run that numbers come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from drawn_figures import write_only
from stopped_runs import ENGINE, ending_with

from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.cite import AUTHORS, RELEASED, TITLE

CITATION = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert exit_status(["cite", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_command_says_what_the_citation_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    for fact in (f'name: "{AUTHORS}"', f'title: "{TITLE}"', f"date-released: {RELEASED}"):
        assert fact in CITATION
    version = CITATION.split("\nversion: ")[1].split()[0]
    assert f"{AUTHORS} ({RELEASED[:4]}). {TITLE} (version {version})" in said(capsys)


def test_with_results_the_run_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    small, prize = write_small_world(tmp_path)
    out = tmp_path / "two"
    assert (
        exit_status(["compare", small, prize, "--replications", "2", "--seed", "5", "--quiet", "--out", str(out)]) == 0
    )
    capsys.readouterr()
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))["results"]["1_prize"]
    told = said(capsys, str(out))
    assert f"prize ({manifest['scenario_hash'][:12]}, run {manifest['run_id']}), seed 5, 2 replications" in told
    assert manifest["run_id"] in said(capsys, str(out / "1_prize"))
    assert said(capsys, str(out), "--bibtex").startswith(
        "@software{diffusion_sim, author = {{Diffusion Sim contributors}},"
    )


def test_of_an_unfinished_run_the_replications_that_had_finished_are_cited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    monkeypatch.setattr(ENGINE, ending_with(KeyboardInterrupt(), after=2))
    small, _ = write_small_world(tmp_path)
    out = str(tmp_path / "part")
    assert exit_status(["run", small, "--replications", "9", "--workers", "1", "--quiet", "--out", out]) != 0
    assert "2 of 9 replications" in said(capsys, out)


def test_sweeps_draws_and_calibrations_say_what_they_are_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    small, prize = write_small_world(tmp_path)
    plan = f'name = "p"\ndesign = "grid"\nscenario = "{prize}"\nagainst = "{small}"\nreplications = 2\n'
    (tmp_path / "plan.toml").write_text(plan + '[parameters]\n"prize.reward" = [1.0, 4.0]\n', encoding="utf-8")
    swept, drawn = str(tmp_path / "swept"), str(tmp_path / "drawn")
    assert exit_status(["sweep", str(tmp_path / "plan.toml"), "--quiet", "--out", swept]) == 0
    told = said(capsys, swept)
    assert "sweep p (grid of prize.reward), scenario prize (" in told
    assert "each point against Lille Ærø (" in told
    asked = ["--uncertainty", "2", "--draws-from", "ranges", "--replications", "2", "--quiet", "--out", drawn]
    assert exit_status(["compare", small, prize, *asked]) == 0
    assert "2 parameter draws from the plausible ranges of " in said(capsys, drawn)
    shipped = Path(__file__).parents[2] / "docs" / "calibration"
    assert "calibration barometer of scenario baseline (" in said(capsys, str(shipped))
    assert "200 draws of 13 parameters to tolerance 3.4641" in said(capsys, str(shipped))


def test_a_manifest_that_says_too_little_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for told in ('{"kind": "run"}', "{}", '{"kind": []}', '{"kind": "sweep", "values": 3, "design": 1, "name": 2}'):
        (tmp_path / "manifest.json").write_text(told, encoding="utf-8")
        assert exit_status(["cite", str(tmp_path)]) == 2
        assert "is not what was written" in capsys.readouterr().err


def test_a_folder_without_results_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["cite", str(tmp_path)]) == 2
    assert "holds no manifest.json" in capsys.readouterr().err
