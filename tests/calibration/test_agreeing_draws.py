"""Draws of all uncertain parameters that agree with observed figures: each does, and the chain is the plan's doing alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from calibration.plans import small_plan

from diffusion_sim.calibration import agreeing_draws as chain
from diffusion_sim.calibration import load_calibration
from diffusion_sim.calibration.calibration_plan import Plan
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of, scale_of
from diffusion_sim.errors import RunError
from diffusion_sim.scenario.posterior import AGREEING, load_posterior, rounded
from diffusion_sim.sweeps.designs import drawn_parameters

BASELINE = Path(__file__).parents[2] / "configs" / "calibration" / "barometer.toml"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A small country that agrees with itself, in few steps of the chain."""
    monkeypatch.setattr(chain, "STEPS", 5)
    read = load_calibration(small_plan(tmp_path))
    found = mean_over_replications(replications_of(read.scenario, 2, read.seed, 1, read.statistics))
    targets = {key: target.model_copy(update={"value": found[key]}) for key, target in read.targets.items()}
    return read.model_copy(update={"targets": targets, "replications": 2})


def test_each_draw_agrees_and_they_differ(plan: Plan) -> None:
    found = chain.agreeing_draws(plan, 2, workers=1)
    ranges = drawn_parameters((plan.scenario,)) | plan.parameters
    assert set(found.table) == {"draw", "weight", *ranges}
    assert 0.0 < found.taken <= 1.0
    values = found.table.drop(columns=["draw", "weight"]).to_dict("records")
    assert values[0] != values[1]
    for drawn in values:
        scenario = plan.scenario.with_changes(rounded({str(key): value for key, value in drawn.items()}))
        statistics = mean_over_replications(replications_of(scenario, 2, plan.seed, 1, plan.statistics))
        assert scale_of(plan, 1).distance(statistics) <= plan.tolerances[-1]
        assert all(ranges[str(key)].low <= value <= ranges[str(key)].high for key, value in drawn.items())


def test_the_same_plan_gives_the_same_draws_for_any_number_of_workers(plan: Plan) -> None:
    first, again = (chain.agreeing_draws(plan, 1, workers=workers).table for workers in (1, 2))
    pd.testing.assert_frame_equal(first, again)


def test_a_country_that_does_not_agree_is_no_place_to_begin(plan: Plan) -> None:
    far = {key: target.model_copy(update={"value": -1000.0}) for key, target in plan.targets.items()}
    with pytest.raises(RunError, match="does not agree with the targets"):
        chain.agreeing_draws(plan.model_copy(update={"targets": far}), 1, workers=1)


def test_the_draws_of_the_package_belong_to_the_baseline_and_go_through_all_that_is_uncertain() -> None:
    plan, known = load_calibration(BASELINE), load_posterior(AGREEING, whole_runs=True)
    assert known.kept_by(plan.scenario) == ()
    assert set(known.keys) == set(drawn_parameters((plan.scenario,)) | plan.parameters)
    assert len(set(known.draws)) == len(known.draws) >= 50
