"""Sensitivity: a parameter that does nothing has no effect, one that does has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sweeps.plans import plan_file

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.sweeps import load_plan
from diffusion_sim.sweeps.designs import points_of
from diffusion_sim.sweeps.parameter_ranking import ANALYSES, noise_table
from diffusion_sim.sweeps.tasks import moments_of

RANGES = """
replications = 2
[parameters]
"implementation.mean_months" = { low = 1.0, high = 40.0 }
"costs.running_dkk_per_month" = {}
"""


@pytest.mark.parametrize(("design", "points"), [("morris", 4), ("sobol_indices", 4)])
def test_only_what_matters_has_an_effect(design: str, points: int, tmp_path: Path) -> None:
    plan = plan_file(tmp_path, f'design = "{design}"\npoints = {points}' + RANGES)
    found = ds.sensitivity(plan, tmp_path / "out", measures=["implemented_per_year"]).indices.set_index("parameter")
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
    asked = ["sensitivity", str(plan), "--out", str(tmp_path / "out"), "--measure", "in_use", "--quiet"]
    assert exit_status(asked) == 0
    assert "implementation.mean_months" in capsys.readouterr().out
    figure = (tmp_path / "out" / "figures" / "tornado_in_use.svg").read_text(encoding="utf-8")
    assert "goes through its range in the plan" in figure
    assert exit_status([*asked[:-2], "in_uze"]) == 2
    assert "did you mean in_use" in capsys.readouterr().err


def test_noise_is_told_apart_from_what_parameters_do() -> None:
    """Made-up points: effect with variance 4, chance with variance 1 a replication, replications themselves with variance 9."""
    generator, count = np.random.default_rng(1), 10
    effects, everywhere = generator.normal(0.0, 2.0, 4000), generator.normal(0.0, 3.0, count)
    rows = []
    for effect in effects:
        mean, sd, known, halves = moments_of(effect + everywhere + generator.normal(0.0, 1.0, count))
        rows.append({"measure": "m", "mean": mean, "sd": sd, "replications": known, "halves_difference": halves})
    (told,) = noise_table(pd.DataFrame(rows), ["m"]).to_dict("records")
    independent = (everywhere.var(ddof=1) + 1.0) / count
    assert told["noise_share"] == pytest.approx(0.1 / 4.1, rel=0.1)
    assert told["independent_share"] == pytest.approx(independent / (4.0 + independent), rel=0.1)


def test_a_failed_point_costs_its_trajectory_only(tmp_path: Path) -> None:
    plan = load_plan(plan_file(tmp_path, 'design = "morris"\npoints = 3' + RANGES))
    whole = ds.sensitivity(plan, tmp_path / "out", measures=["in_use"])
    means = whole.sweep.summary["in_use"].to_numpy()
    journal = tmp_path / "out" / "points.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    failed = {**json.loads(lines[4]), "moments": {}, "yearly": {}, "error": "MemoryError: "}
    journal.write_text("".join([*lines[:4], json.dumps(failed) + "\n", *lines[5:]]), "utf-8")
    rest = ds.sensitivity(plan, tmp_path / "out", measures=["in_use"])
    assert set(rest.indices["left_out"]) == {1}
    others = ANALYSES["morris"](plan, means.reshape(3, 3), np.array([True, False, True])).set_index("parameter")
    assert rest.indices.set_index("parameter")["effect"].to_dict() == others["effect"].to_dict()
    with pytest.raises(RunError, match="known throughout in 0 of 3 groups"):
        ds.sensitivity(plan, tmp_path / "out", measures=["sharing_spreading_gap_percent"])


def test_a_step_of_a_whole_number_counts_for_as_far_as_it_goes(tmp_path: Path) -> None:
    """Of 3 x for x in 1, 2, 3 and of 10 y for y from 0 to 0.9 every effect, from end to end, is 6 and 9."""
    ranges = '\n[parameters]\n"prize.winners_per_year" = { low = 1, high = 3 }\n"appraisal.nih_bias" = {}\n'
    plan = load_plan(plan_file(tmp_path, 'design = "morris"\npoints = 20' + ranges))
    known = [3.0 * p["prize.winners_per_year"] + 10.0 * p["appraisal.nih_bias"] for p in points_of(plan)]
    found = ANALYSES["morris"](plan, np.array(known).reshape(20, 3), np.full(20, fill_value=True)).set_index(
        "parameter"
    )
    assert found["effect"].to_dict() == pytest.approx({"prize.winners_per_year": 6.0, "appraisal.nih_bias": 9.0})
    assert found["sd"].to_numpy() == pytest.approx([0.0, 0.0], abs=1e-12)


@pytest.mark.parametrize("measures", [[], "in_use"])
def test_no_list_of_measures_is_refused_before_anything_runs(tmp_path: Path, measures: Any) -> None:
    plan = load_plan(plan_file(tmp_path, 'design = "morris"\npoints = 2' + RANGES))
    with pytest.raises(InputError, match="valid: a list of keys of measures"):
        ds.sensitivity(plan, tmp_path / "out", measures=measures)
    assert not (tmp_path / "out").exists()
