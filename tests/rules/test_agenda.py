"""R22, R25: how often a problem comes on the agenda."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import in_range

from diffusion_sim.mechanisms.problem_agenda import agenda_hazard

pytestmark = pytest.mark.nojit

RATES, SALIENCE = st.floats(0, 100), st.floats(0, 20)
CARRYING, SKILL = in_range("traits.carrying"), in_range("traits.skill")


def test_half_a_review_a_year_is_a_24th_a_month() -> None:
    assert agenda_hazard(0.5, 1.0, 1.0, 1.0) == pytest.approx(1 / 24, abs=2.0**-40)


def test_salience_carrying_and_skill_each_scale_the_rate() -> None:
    assert agenda_hazard(0.6, 2.0, 0.5, 1.5) == pytest.approx(0.6 / 12 * 2.0 * 0.5 * 1.5, abs=2.0**-40)


@given(salience=SALIENCE, carrying=CARRYING, skill=SKILL)
def test_without_reviews_nothing_comes_on_the_agenda(salience: float, carrying: float, skill: float) -> None:
    assert agenda_hazard(0.0, salience, carrying, skill) == 0.0


@given(rate=RATES, salience=SALIENCE, low=CARRYING, high=CARRYING, skill=SKILL)
def test_more_carrying_never_means_fewer_reviews(
    rate: float, salience: float, low: float, high: float, skill: float
) -> None:
    low, high = sorted((low, high))
    assert agenda_hazard(rate, salience, low, skill) <= agenda_hazard(rate, salience, high, skill)
