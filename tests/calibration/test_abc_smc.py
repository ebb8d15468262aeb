"""Draws are those that theory gives, and the same each time."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from calibration.plans import toy, toy_distance

from diffusion_sim.calibration.abc_smc import run_abc_smc
from diffusion_sim.calibration.calibration_tables import (
    contraction_by_noise,
    posterior_table,
    prior_sd,
    summary_of,
    verdict_of,
)


@pytest.mark.slow
def test_accepted_draws_are_even_within_the_tolerance_and_cover_what_cannot_be_told() -> None:
    last = run_abc_smc(toy(), toy_distance, lambda _done, _total: None)[-1]
    told = summary_of([v["appraisal.pride"] for v in last.sets], last.weights)
    untold = summary_of([v["appraisal.social_proof"] for v in last.sets], last.weights)
    assert max(last.distances) <= 1.0
    error = 4.0 / math.sqrt(last.effective)
    assert told.mean == pytest.approx(7.0, abs=error * 2 / math.sqrt(12))  # uniform on 6 to 8
    assert untold.mean == pytest.approx(5.0, abs=error * 10 / math.sqrt(12))  # the prior
    contraction = 1 - (untold.sd / (10 / math.sqrt(12))) ** 2
    noise = contraction_by_noise(np.array(last.weights))
    assert verdict_of(contraction, noise) == "not identified: stays at its range"
    assert verdict_of(1 - (told.sd / (10 / math.sqrt(12))) ** 2, noise) == "identified"


@pytest.mark.slow
def test_the_same_plan_gives_the_same_draws_and_leaves_the_callers_random_numbers_alone() -> None:
    plan = toy(particles=10)
    np.random.seed(5)  # noqa: NPY002 - the state that pyABC uses
    random.seed(5)
    expected = (np.random.random(), random.random())  # noqa: NPY002 - as above
    first = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    np.random.seed(5)  # noqa: NPY002 - as above
    random.seed(5)
    second = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    assert (np.random.random(), random.random()) == expected  # noqa: NPY002 - as above
    assert first == second
    assert first != run_abc_smc(toy(particles=10, seed=2), toy_distance, lambda _done, _total: None)


def test_a_tolerance_that_is_out_of_reach_leaves_the_generation_before() -> None:
    plan = toy(particles=10, tolerances=(4.0, 1e-9), most_candidates=60)
    (only,) = run_abc_smc(plan, toy_distance, lambda _done, _total: None)
    assert only.tolerance == 4.0


def test_whole_numbers_are_drawn_with_equal_weight_as_fitted_and_as_carried_parameters() -> None:
    ends, size = {"prize.winners_per_year": (1.0, 3.0)}, 300
    plan = toy(particles=size, tolerances=(1.0,), parameters=ends, carried={"capacity.projects_per_field": (1.0, 3.0)})
    (only,) = run_abc_smc(plan, lambda _values: 0.5, lambda _done, _total: None)
    drawn = posterior_table(plan, only)
    for key in ("prize.winners_per_year", "capacity.projects_per_field"):
        counts = drawn[key].value_counts()
        assert sorted(counts.index) == [1, 2, 3]
        assert counts.to_numpy() == pytest.approx(size / 3, abs=4 * math.sqrt(size / 3))
    assert prior_sd("prize.winners_per_year", plan.parameters["prize.winners_per_year"]) == pytest.approx(
        np.std([1, 2, 3])
    )


def test_few_draws_tell_of_little() -> None:
    """Draws of a prior that nothing is known beyond look narrower than it by more than that in one of twenty cases."""
    assert verdict_of(0.4, contraction_by_noise(np.ones(10))) == "not identified: stays at its range"
    assert verdict_of(0.4, contraction_by_noise(np.ones(50))) == "partly identified"
    untold = 1 - 12 * np.random.default_rng(1).random((4000, 50)).var(axis=1, ddof=1)
    assert (untold > contraction_by_noise(np.ones(50))).mean() == pytest.approx(0.05, abs=0.015)
