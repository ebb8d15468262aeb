"""How to cite, and the run that numbers come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from drawn_figures import write_only

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
    assert f"prize ({manifest['scenario_hash'][:12]}), seed 5, 2 replications" in told
    assert manifest["run_id"] in said(capsys, str(out / "1_prize"))
    assert said(capsys, str(out), "--bibtex").startswith(
        "@software{diffusion_sim, author = {{Diffusion Sim contributors}},"
    )


def test_a_folder_without_results_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["cite", str(tmp_path)]) == 2
    assert "holds no manifest.json" in capsys.readouterr().err
