"""R21: skill is learned, decays without use, and turns to frustration without a frame."""

from __future__ import annotations

import math

import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.training import Trained, Training, carrying_left, next_trained, trained_skill

COURSES = with_defaults(
    Training,
    courses_per_year=2.0,
    frame_share=0.75,
    tie_weight=0.05,
)
NOTHING = Trained(0.0, 0.0)


def test_a_year_of_courses_by_hand() -> None:
    """Two courses, three quarters with a frame: 0.075 log skill gained, half a course of frustration."""
    assert next_trained(NOTHING, COURSES, 1.0) == pytest.approx((0.075, 0.05))


def test_skill_decays_only_where_capacity_is_idle() -> None:
    stopped = COURSES._replace(courses_per_year=0.0)
    assert next_trained(Trained(0.5, 0.4), stopped, 1.0) == pytest.approx((0.5, 0.2))
    assert next_trained(Trained(0.5, 0.4), stopped, 0.5) == pytest.approx((0.425, 0.2))
    assert next_trained(Trained(0.5, 0.4), stopped, 0.0) == pytest.approx((0.35, 0.2))
    assert next_trained(Trained(0.5, 0.4), stopped, 1.7) == pytest.approx((0.5, 0.2))


def test_without_a_frame_nothing_is_learned_and_frustration_has_an_end() -> None:
    frameless, trained = COURSES._replace(frame_share=0.0, courses_per_year=20.0), NOTHING
    for _ in range(20):
        trained = next_trained(trained, frameless, 1.0)
    assert trained == (0.0, 0.9)


def test_skill_is_a_factor_kept_in_range_and_frustration_takes_carrying() -> None:
    assert trained_skill(1.5, Trained(0.2, 0.0)) == pytest.approx(1.5 * math.exp(0.2))
    assert trained_skill(9.0, Trained(5.0, 0.0)) == 10.0
    assert carrying_left(1.2, Trained(0.0, 0.25)) == pytest.approx(0.9)
    assert (trained_skill(1.3, NOTHING), carrying_left(1.3, NOTHING)) == (1.3, 1.3)
