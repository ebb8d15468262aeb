"""Sensitivity: a parameter that does nothing has no effect, one that does has."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sweeps.test_plan import plan_file

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.sweeps import load_plan
from diffusion_sim.sweeps.noise import noise_table
from diffusion_sim.sweeps.point import moments_of
from diffusion_sim.sweeps.sensitivity import ANALYSES

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


def test_luck_is_told_apart_from_what_parameters_do() -> None:
    """Made-up points: effect with variance 4, luck with variance 1 a world, worlds themselves with variance 9."""
    generator, replications = np.random.default_rng(1), 10
    effects, worlds = generator.normal(0.0, 2.0, 4000), generator.normal(0.0, 3.0, replications)
    rows = []
    for effect in effects:
        mean, sd, known, halves = moments_of(effect + worlds + generator.normal(0.0, 1.0, replications))
        rows.append({"measure": "m", "mean": mean, "sd": sd, "replications": known, "halves_difference": halves})
    (told,) = noise_table(pd.DataFrame(rows), ["m"]).to_dict("records")
    independent = (worlds.var(ddof=1) + 1.0) / replications
    assert told["noise_share"] == pytest.approx(0.1 / 4.1, rel=0.1)
    assert told["independent_share"] == pytest.approx(independent / (4.0 + independent), rel=0.1)


def test_a_failed_point_costs_its_trajectory_only(tmp_path: Path) -> None:
    plan = load_plan(plan_file(tmp_path, 'design = "morris"\npoints = 3' + RANGES))
    whole = ds.sensitivity(plan, tmp_path / "out", measures=["in_operation"])
    means = whole.sweep.summary["in_operation"].to_numpy()
    journal = tmp_path / "out" / "points.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    failed = {**json.loads(lines[4]), "moments": {}, "yearly": {}, "error": "MemoryError: "}
    journal.write_text("".join([*lines[:4], json.dumps(failed) + "\n", *lines[5:]]), "utf-8")
    rest = ds.sensitivity(plan, tmp_path / "out", measures=["in_operation"])
    assert set(rest.indices["left_out"]) == {1}
    others = ANALYSES["morris"].analyse(plan, means.reshape(3, 3), np.array([True, False, True])).set_index("parameter")
    assert rest.indices.set_index("parameter")["effect"].to_dict() == others["effect"].to_dict()
    with pytest.raises(RunError, match="known throughout in 0 of 3 groups"):
        ds.sensitivity(plan, tmp_path / "out", measures=["sharing_spreading_gap_percent"])
