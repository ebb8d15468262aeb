"""Sizes that are constants and that only kernels read: those with which the baseline was calibrated."""

from __future__ import annotations

import math

import pytest

from diffusion_sim.mechanisms.awareness import LEFT_OF_A_MONTH_AGO
from diffusion_sim.mechanisms.choice import SWITCHING_COST
from diffusion_sim.mechanisms.context_fit import REGION_DISTANCE
from diffusion_sim.mechanisms.copycat_prize import MEDIA_SHARE, PRIZE_MONTH, TIED_SHARE, VISIBILITY_MONTHS
from diffusion_sim.mechanisms.development import SPREAD
from diffusion_sim.mechanisms.enthusiasts import VACANCY_MONTHS
from diffusion_sim.mechanisms.funding_cliff import AT_RISK_MONTHS, EFFECT_RELIEF, PROJECT_MONTHS
from diffusion_sim.mechanisms.grant_pool import DECISION_MONTH, grants_of_year
from diffusion_sim.mechanisms.leaders import DISTRACTION_MONTHS, ORDERED_OWNERSHIP
from diffusion_sim.mechanisms.operation import OUTDATED_STOP_FACTOR, OUTDATED_VALUE_SHARE
from diffusion_sim.mechanisms.organisation_forms import MATURING_YEARS
from diffusion_sim.mechanisms.outside_sources import ARRIVAL_MONTHS, PUSH_MONTHS, promoting_users
from diffusion_sim.mechanisms.problem_agenda import BUDGET_MONTH, SALIENCE_SPREAD
from diffusion_sim.mechanisms.stigma import NORM_MONTHS, STILL_LATELY
from diffusion_sim.mechanisms.training import TIES_EACH_SIDE
from diffusion_sim.mechanisms.wicked import FOLLOWS, LONGEST


def test_what_spreads_and_how_far() -> None:
    assert (SALIENCE_SPREAD, SPREAD, REGION_DISTANCE, SWITCHING_COST) == (0.5, 0.4, 0.3, 1.0)
    assert (TIED_SHARE, MEDIA_SHARE, EFFECT_RELIEF, ORDERED_OWNERSHIP) == (0.2, 0.04, 0.3, 0.2)
    assert (OUTDATED_STOP_FACTOR, OUTDATED_VALUE_SHARE) == (5.0, 0.4)
    assert TIES_EACH_SIDE == 2


def test_what_lasts_and_how_long() -> None:
    assert (AT_RISK_MONTHS, PROJECT_MONTHS, VISIBILITY_MONTHS, PUSH_MONTHS) == (72, 24, 12, 60)
    assert (ARRIVAL_MONTHS, VACANCY_MONTHS, DISTRACTION_MONTHS, NORM_MONTHS) == (24.0, 12.0, 12.0, 24.0)
    assert (MATURING_YEARS, LONGEST, FOLLOWS) == (7, 60, 2**31)
    assert (PRIZE_MONTH, DECISION_MONTH, BUDGET_MONTH) == (12, 3, 1)


def test_what_a_memory_keeps_of_a_month_ago() -> None:
    assert pytest.approx(1.0 - 1.0 / 24.0) == STILL_LATELY
    assert pytest.approx(1.0 - 1.0 / 12.0) == LEFT_OF_A_MONTH_AGO


@pytest.mark.parametrize(
    ("each", "municipalities", "grants"), [(0.867, 98, 85), (0.5, 3, 2), (0.1, 4, 0), (0.0, 98, 0)]
)
def test_grants_are_so_many_for_each_municipality_to_the_nearest_whole_one(
    each: float, municipalities: int, grants: int
) -> None:
    assert grants_of_year(each, municipalities) == grants


def test_a_share_of_municipalities_is_a_whole_number_of_them_and_rounding_does_not_add_one() -> None:
    assert [promoting_users(0.07, places) for places in (100, 101)] == [7, 8]
    assert promoting_users(0.07 + math.ulp(0.07), 100) == 7
