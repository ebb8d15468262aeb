"""Each experiment runs through the public interface and leaves a table and a figure."""

from __future__ import annotations

import ast
import csv
import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

EXPERIMENTS = Path(__file__).parents[1] / "experiments"
SCRIPTS = sorted(EXPERIMENTS.glob("[0-9]*.py"))
BY_ITSELF = EXPERIMENTS / "10_joint_pilots.py"
"""Run in a process of its own, as users do; the others here."""
TOLD = ("Uncertainties:", "Levers:", "Outcomes:", "Constants:", "Design:", "Run time:")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("script", [one for one in SCRIPTS if one != BY_ITSELF], ids=lambda path: path.name)
def test_an_experiment_runs(script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(script), "--replications", "2", "--out", str(tmp_path)])
    monkeypatch.syspath_prepend(str(EXPERIMENTS))
    runpy.run_path(str(script), run_name="__main__")
    assert len(pd.read_csv(tmp_path / "effects.csv")) > 0
    assert (tmp_path / "effects.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_an_experiment_runs_as_a_script_of_its_own(tmp_path: Path) -> None:
    subprocess.run([sys.executable, BY_ITSELF, "--replications", "2", "--out", tmp_path / "new"], check=True)
    assert len(pd.read_csv(tmp_path / "new" / "effects.csv")) > 0
    assert (tmp_path / "new" / "effects.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_experiment_tells_its_design_and_uses_the_public_interface(script: Path) -> None:
    tree = ast.parse(script.read_text("utf-8"))
    doc = ast.get_docstring(tree) or ""
    assert [word for word in TOLD if word not in doc] == []
    imported = [node.names[0].name for node in ast.walk(tree) if isinstance(node, ast.Import)]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in imported if name.startswith("diffusion_sim.")]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_experiment_is_listed_with_its_figure(script: Path) -> None:
    readme = (EXPERIMENTS / "README.md").read_text("utf-8")
    figure = f"figures/{script.name[:2]}.png"
    assert f"`{script.name}`" in readme
    assert f"({figure})" in readme
    assert (EXPERIMENTS / figure).stat().st_size < 150_000
    assert f"\n**{script.name[:2]}.** " in readme


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_experiment_run_without_options_is_the_one_that_is_listed(script: Path) -> None:
    listed = re.search(rf"`{script.name}` \| (\d+)", (EXPERIMENTS / "README.md").read_text("utf-8"))
    default = re.search(r'asked\(__doc__, "\w+", (\d+)\)', script.read_text("utf-8"))
    assert listed is not None
    assert default is not None
    assert default[1] == listed[1]


def test_the_headline_numbers_say_that_they_are_no_forecast() -> None:
    lines = (EXPERIMENTS / "headline_numbers.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("# Model output")
    assert "not a forecast" in lines[0]
    assert {row["scenario"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))} > {
        "baseline"
    }


EXPLAINED = "run experiments/update_headline_numbers.py, and explain the change in CHANGELOG.md"


@pytest.fixture
def headline(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.syspath_prepend(str(EXPERIMENTS))
    return SimpleNamespace(**runpy.run_path(str(EXPERIMENTS / "update_headline_numbers.py")))


def test_the_headline_numbers_are_of_the_results_that_are_recorded(headline: SimpleNamespace) -> None:
    """Which `tests/hashes` compares with what the scenarios give."""
    assert headline.recorded_results() in headline.FILE.read_text("utf-8").splitlines(), EXPLAINED


@pytest.mark.rare
@pytest.mark.slow
def test_the_headline_numbers_are_those_of_this_version(headline: SimpleNamespace) -> None:
    assert headline.headline_numbers() == headline.FILE.read_text("utf-8").splitlines(), EXPLAINED
