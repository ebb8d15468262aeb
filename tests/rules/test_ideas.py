"""R19: more ideas to choose from, and better ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.ideas import Ideas, liking_of_best, quality_factor


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
    assert (
        liking_of_best(with_defaults(Ideas, per_problem=1.0)),
        quality_factor(with_defaults(Ideas, per_problem=1.0)),
    ) == (0.0, 1.0)
