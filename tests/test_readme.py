"""What the README shows is run here as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import diffusion_sim as ds
from diffusion_sim.setup import build_setup

ROOT = Path(__file__).parents[1]


def block(language: str) -> str:
    """Return the one block of a language in the README."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


@pytest.mark.slow
def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code, times = re.subn(r"replications=\d+", "replications=2", block("python"))
    assert times == 1
    load = ds.load_scenario
    monkeypatch.setattr(ds, "load_scenario", lambda file: load(file).with_changes({"time.burn_in_months": 36}))
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    shown = capsys.readouterr().out
    assert "Silkeborg (740" in shown
    assert "Terms(benefit=" in shown


def test_the_scenario_example_can_be_run(tmp_path: Path) -> None:
    (tmp_path / "baseline.toml").write_text((ROOT / "configs" / "baseline.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "scenarios").mkdir()
    mine = tmp_path / "scenarios" / "mine.toml"
    mine.write_text(block("toml"), "utf-8")
    (change,) = ds.load_scenario(mine).interventions
    setup = build_setup(ds.load_scenario(mine))
    assert change.parameter == "funding.tail_months"
    assert (setup.policy.values["funding.tail_months"].max(axis=0) == 12).sum() == 19, "municipalities of Midtjylland"


@pytest.mark.parametrize(
    "path", re.findall(r"`((?:diffusion_sim|configs|docs)/[\w./]*)`", (ROOT / "README.md").read_text("utf-8"))
)
def test_every_place_named_exists(path: str) -> None:
    root = Path(ds.__file__).parents[1] if path.startswith("diffusion_sim") else ROOT
    assert (root / path).exists()
