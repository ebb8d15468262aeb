"""R19: more ideas to choose from, better ones, and what to stop."""

from __future__ import annotations

import math

import numpy as np
import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.ideas import Ideas, finding_hazard, is_worth_running, liking_of_best, quality_factor


def test_the_best_of_four_is_liked_as_the_greatest_of_four_tastes_is() -> None:
    """The mean of a Gumbel taste is 0.577; of the greatest of four it is 0.577 + ln 4."""
    tastes = np.random.default_rng(1).gumbel(size=(200_000, 4))
    assert liking_of_best(with_defaults(Ideas, per_problem=4.0)) == pytest.approx(
        tastes.max(axis=1).mean() - tastes[:, 0].mean(), abs=0.01
    )


def test_quality_is_a_power_of_the_number_of_ideas() -> None:
    assert quality_factor(with_defaults(Ideas, per_problem=1024.0)) == pytest.approx(2.0)
    assert quality_factor(with_defaults(Ideas, per_problem=9.0)) == pytest.approx(math.pow(9.0, 0.1))


def test_a_single_idea_changes_nothing() -> None:
    alone = with_defaults(Ideas, per_problem=1.0)
    assert (liking_of_best(alone), quality_factor(alone), finding_hazard(alone)) == (0.0, 1.0, 0.0)


def test_what_is_worth_no_more_than_it_costs_is_not_worth_running() -> None:
    assert is_worth_running(0.31, 15_000.0)
    assert not is_worth_running(0.3, 15_000.0)
    assert not is_worth_running(-0.1, 0.0)


def test_a_running_cost_of_nothing_is_worth_any_benefit() -> None:
    assert is_worth_running(1e-9, 0.0)
    assert not is_worth_running(0.0, 0.0)


@pytest.mark.parametrize("ideas", [2.0, 4.0, 100.0])
def test_it_is_found_at_three_tenths_a_year_for_each_unit_of_the_logarithm_of_ideas(ideas: float) -> None:
    hazard = finding_hazard(with_defaults(Ideas, per_problem=ideas))
    assert 12.0 * hazard == pytest.approx(0.3 * math.log(ideas), abs=1e-9)
