"""Sensitivity: a parameter that does nothing has no effect, one that does has."""

from __future__ import annotations

from pathlib import Path

import pytest
from sweeps.test_plan import plan_file

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError

RANGES = """
replications = 2
[parameters]
"implementation.mean_months" = { low = 1.0, high = 40.0 }
"costs.running_dkk_per_month" = {}
"""


@pytest.mark.parametrize(("design", "points"), [("morris", 4), ("sobol_indices", 8)])
def test_only_what_matters_has_an_effect(design: str, points: int, tmp_path: Path) -> None:
    plan = plan_file(tmp_path, f'design = "{design}"\npoints = {points}' + RANGES)
    found = ds.sensitivity(plan, tmp_path / "out", measures=["put_to_use_per_year"]).indices.set_index("parameter")
    assert found.index[0] == "implementation.mean_months"
    assert found["effect"].iloc[0] > 0
    assert found.loc["costs.running_dkk_per_month", "effect"] == 0


def test_another_design_is_refused(tmp_path: Path) -> None:
    plan = plan_file(tmp_path, 'design = "latin_hypercube"\npoints = 2' + RANGES)
    with pytest.raises(InputError, match="morris"):
        ds.sensitivity(plan, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_prints_ranks_and_draws_a_tornado(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_file(tmp_path, 'design = "morris"\npoints = 3' + RANGES)
    asked = ["sensitivity", str(plan), "--out", str(tmp_path / "out"), "--measure", "in_operation", "--quiet"]
    assert exit_status(asked) == 0
    assert "implementation.mean_months" in capsys.readouterr().out
    assert (tmp_path / "out" / "figures" / "tornado_in_operation.svg").is_file()
    assert exit_status([*asked[:-2], "in_operatoin"]) == 2
    assert "did you mean in_operation" in capsys.readouterr().err
