"""Each experiment runs through the public interface and leaves a table and a figure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

EXPERIMENTS = Path(__file__).parents[1] / "experiments"


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(EXPERIMENTS.glob("[0-9]*.py")), ids=lambda path: path.name)
def test_an_experiment_runs_and_is_listed(script: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, script, "--replications", "2", "--out", tmp_path], check=True)
    assert f"`{script.name}`" in (EXPERIMENTS / "README.md").read_text("utf-8")
    (table,) = tmp_path.glob("*.csv")
    assert len(pd.read_csv(table)) > 0
    assert list(tmp_path.glob("*.png"))


@pytest.mark.slow
def test_the_headline_numbers_are_those_of_this_version() -> None:
    written = (EXPERIMENTS / "headline_numbers.csv").read_text("utf-8").splitlines()
    code = "import update_headline_numbers as h; print('\\n'.join(h.headline_numbers()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=EXPERIMENTS, check=True, capture_output=True, text=True)
    explained = "run experiments/update_headline_numbers.py, and explain the change in CHANGELOG.md"
    assert done.stdout.splitlines() == written, explained
