"""Draws of all uncertain parameters that agree with observed figures: each does, and the chain is the plan's doing alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calibration.plans import small_plan

from diffusion_sim.calibration import agreeing_draws as chain
from diffusion_sim.calibration import load_calibration
from diffusion_sim.calibration.calibration_plan import Plan
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of, scale_of
from diffusion_sim.errors import RunError
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.plausible import Range
from diffusion_sim.scenario.posterior import AGREEING, load_posterior, rounded
from diffusion_sim.sweeps.designs import drawn_parameters

BASELINE = Path(__file__).parents[2] / "configs" / "calibration" / "barometer.toml"


def some_parameters(scenarios: Sequence[Scenario]) -> dict[str, Range]:
    return {
        key: ends
        for key, ends in drawn_parameters(scenarios).items()
        if key.startswith(("prize", "training", "appraisal.c"))
    }


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A small country that agrees with itself, in few steps of a chain through some of the parameters."""
    monkeypatch.setattr(chain, "STEPS", 5)
    monkeypatch.setattr(chain, "drawn_parameters", some_parameters)
    read = load_calibration(small_plan(tmp_path))
    found = mean_over_replications(replications_of(read.scenario, 2, read.seed, 1, read.statistics))
    targets = {key: target.model_copy(update={"value": found[key]}) for key, target in read.targets.items()}
    return read.model_copy(update={"targets": targets, "replications": 2})


def test_each_draw_agrees_and_they_differ(plan: Plan) -> None:
    found = chain.agreeing_draws(plan, 2, workers=1)
    ranges = some_parameters((plan.scenario,)) | plan.parameters
    assert set(found.table) == {"draw", "weight", *ranges}
    assert 0.0 < found.taken <= 1.0
    values = found.table.drop(columns=["draw", "weight"]).to_dict("records")
    assert values[0] != values[1]
    for drawn in values:
        scenario = plan.scenario.with_changes(rounded({str(key): value for key, value in drawn.items()}))
        statistics = mean_over_replications(replications_of(scenario, 2, plan.seed, 1, plan.statistics))
        assert scale_of(plan, 1).distance(statistics) <= plan.tolerances[-1]
        assert all(ranges[str(key)].low <= value <= ranges[str(key)].high for key, value in drawn.items())


def test_what_is_off_moves_no_figure_and_is_drawn_anew_for_each_draw(plan: Plan) -> None:
    found = chain.agreeing_draws(plan, 2, workers=1)
    assert {"prize.reward", "prize.crowding", "training.frame_share"} <= set(found.idle)
    assert "appraisal.constant_own" not in found.idle
    assert (found.table["prize.reward"].diff().iloc[1:] != 0.0).all()


def test_draws_that_are_each_told_twice_are_worth_less() -> None:
    chance = np.random.default_rng(1).random((200, 30))
    once, twice = (pd.DataFrame(np.repeat(chance, times, axis=0)).assign(draw=0, weight=1.0) for times in (1, 2))
    assert chain.AgreeingDraws(once, 1.0, ()).worth == pytest.approx(200, rel=0.1)
    assert chain.AgreeingDraws(twice, 1.0, ()).worth == pytest.approx(400 / 3, rel=0.1)  # correlated by one half


def test_where_one_chain_ends_and_the_next_begins_counts_for_nothing() -> None:
    far = np.repeat([0.0, 100.0], 100)[:, None] + np.random.default_rng(1).random((200, 30))
    two, one = (
        chain.AgreeingDraws(pd.DataFrame(far).assign(draw=0, weight=1.0), 1.0, (), chains).worth for chains in (2, 1)
    )
    assert two == pytest.approx(200, rel=0.1)
    assert one < 5


def test_the_same_plan_gives_the_same_draws_for_any_number_of_workers(plan: Plan) -> None:
    first, again = (chain.agreeing_draws(plan, 2, workers=workers).table for workers in (1, 2))
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
