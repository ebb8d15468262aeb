"""R22, R23, R25: who carries innovation in a municipality, from one month to the next."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from strategies import SHARES, with_defaults

from diffusion_sim.draws import normal, threshold, uniform
from diffusion_sim.draws.streams import COUNCIL, ENTHUSIAST_SPELL, FOCUS, FOCUS_SPELL
from diffusion_sim.mechanisms.enthusiasts import Enthusiasts, goes_on_without_grant, months_of_stay
from diffusion_sim.mechanisms.innovation_leaders import (
    Circumstances,
    InnovationLeaders,
    carrying,
    first_innovation_leaders,
    next_innovation_leaders,
)
from diffusion_sim.mechanisms.leaders import Leadership
from diffusion_sim.mechanisms.politics import Politics, felt_support, support_after_blame, support_carried_over

pytestmark = pytest.mark.nojit

KEY, ODENSE, NOBODY = np.uint64(20140701), 461, np.uint64(0)
LEADERS = with_defaults(Leadership, attention_span_months=8.0)
COUNCILS = with_defaults(Politics, accord_share=0.25, blame_share=0.2)
PEOPLE = with_defaults(Enthusiasts, turnover_per_year=1.5)
BEFORE = InnovationLeaders(1.0, 0.0, 3.0, 0.25, 1.2, 1.0, 0.0, 2.0, 0.0)
PLAIN_MONTH = Circumstances(KEY, ODENSE, 2014, 0, 0, 0.5, 0)


def drawn_support(year: int) -> float:
    """Mean 1: exp(0.5 z - 0.125)."""
    return math.exp(0.5 * normal(KEY, NOBODY, ODENSE, COUNCIL, year) - 0.125)


def test_a_run_begins_with_the_agenda_as_often_on_as_it_is_over_time_and_with_enthusiasts() -> None:
    for code in range(700, 740):
        first = first_innovation_leaders(LEADERS, KEY, code)
        assert first.on_agenda == (1.0 if uniform(KEY, NOBODY, code, FOCUS, 0) < 8 / 20 else 0.0)
        assert first[1:4] == (0.0, 0.0, 0.0)
        assert first[5:] == (1.0, 0.0, 0.0, 0.0)
    assert first_innovation_leaders(LEADERS, KEY, ODENSE).support == pytest.approx(drawn_support(0))


@pytest.mark.parametrize(("months_short", "on"), [(0.5, 0.0), (1.5, 1.0)])
def test_the_agenda_shifts_when_its_time_has_reached_the_threshold_of_its_spell(months_short: float, on: float) -> None:
    """An eighth a month; half a month short it is reached, one and a half months short it is not."""
    wait = threshold(KEY, NOBODY, ODENSE, FOCUS_SPELL, 3)
    after = next_innovation_leaders(
        BEFORE._replace(agenda_time=wait - months_short / 8), LEADERS, COUNCILS, PEOPLE, PLAIN_MONTH
    )
    assert (after.on_agenda, after.agendas) == (on, 4.0 - on)
    assert (after.present, after.left) == (1.0, 0.0)


@pytest.mark.parametrize(("months_short", "present"), [(0.5, 0.0), (1.5, 1.0)])
def test_so_do_enthusiasts_leave_and_the_month_says_so(months_short: float, present: float) -> None:
    """1.5 a year stay for 8 months."""
    wait = threshold(KEY, NOBODY, ODENSE, ENTHUSIAST_SPELL, 2)
    before = BEFORE._replace(presence_time=wait - months_short / 8)
    after = next_innovation_leaders(before, LEADERS, COUNCILS, PEOPLE, PLAIN_MONTH)
    assert (after.present, after.presences, after.left) == (present, 3.0 - present, 1.0 - present)
    assert after.on_agenda == 1.0


def test_nobody_leaves_where_nobody_was_and_others_come() -> None:
    wait = threshold(KEY, NOBODY, ODENSE, ENTHUSIAST_SPELL, 2)
    before = BEFORE._replace(present=0.0, presence_time=wait - 0.5 / 12, left=1.0)
    after = next_innovation_leaders(before, LEADERS, COUNCILS, PEOPLE, PLAIN_MONTH)
    assert (after.present, after.left) == (1.0, 0.0)


def test_the_load_is_that_of_the_start_of_the_budget_year() -> None:
    loads = [
        next_innovation_leaders(BEFORE, LEADERS, COUNCILS, PEOPLE, PLAIN_MONTH._replace(budget=b)).load_share
        for b in (0, 1)
    ]
    assert loads == [0.25, 0.5]


def test_a_failure_costs_support_and_a_new_council_brings_its_own() -> None:
    """Blame 0.2, of which an accord of a quarter takes a quarter off: 0.85 is left; then a quarter is carried over."""
    blamed = next_innovation_leaders(BEFORE, LEADERS, COUNCILS, PEOPLE, PLAIN_MONTH._replace(failures=1))
    assert blamed.support == pytest.approx(1.2 * 0.85)
    now = PLAIN_MONTH._replace(failures=1, new_council=1, year=2018)
    elected = next_innovation_leaders(BEFORE, LEADERS, COUNCILS, PEOPLE, now)
    assert elected.support == pytest.approx(0.25 * 1.2 * 0.85 + 0.75 * drawn_support(2018))


def test_support_by_hand() -> None:
    assert support_after_blame(COUNCILS, 1.2, 2) == pytest.approx(1.2 * 0.85 * 0.85)
    assert support_carried_over(COUNCILS, 2.0, 0.6) == pytest.approx(0.25 * 2.0 + 0.75 * 0.6)
    assert felt_support(COUNCILS._replace(committee_gain=0.5), 1.2) == pytest.approx(1.8)


@given(before=SHARES, drawn=SHARES)
def test_a_full_accord_carries_support_over_elections_and_blame(before: float, drawn: float) -> None:
    full = COUNCILS._replace(accord_share=1.0)
    assert support_carried_over(full, before, drawn) == support_after_blame(full, before, 3) == before


def test_what_carries_adds_up_by_its_shares() -> None:
    """Attention 0.8, felt political support 1.8, enthusiasts gone: 1 - 0.5 * 0.2 + 0.2 * 0.8 = 1.06 of an own level of 2, and 0.3 more with them."""
    now = InnovationLeaders(1.0, 0.0, 0.0, 0.4, 1.2, 0.0, 0.0, 0.0, 0.0)
    leaders = LEADERS._replace(carrying_share=0.5)
    councils = COUNCILS._replace(carrying_share=0.2, committee_gain=0.5)
    people = PEOPLE._replace(carrying_share=0.3)
    assert carrying(2.0, now, leaders, councils, people) == pytest.approx(2.12)
    assert carrying(2.0, now._replace(present=1.0), leaders, councils, people) == pytest.approx(2.72)
    assert carrying(0.05, now._replace(on_agenda=0.0), leaders, councils, people) == 0.05
    assert carrying(9.9, now._replace(support=9.0), leaders, councils, people) == 10.0


@given(own=SHARES)
def test_without_shares_carrying_is_as_given(own: float) -> None:
    level = 0.05 + 9 * own
    assert carrying(level, BEFORE._replace(present=0.0, on_agenda=0.0), LEADERS, COUNCILS, PEOPLE) == level


def test_enthusiasts_stay_for_a_year_over_their_turnover() -> None:
    assert [months_of_stay(PEOPLE._replace(turnover_per_year=rate)) for rate in (0.0, 0.5, 4.0)] == [0.0, 24.0, 3.0]


def test_a_refused_project_goes_on_by_permanent_money_or_else_by_enthusiasts() -> None:
    assert goes_on_without_grant(0.4, 1.0) == pytest.approx(0.5 + 0.5 * 0.4)
    assert goes_on_without_grant(0.4, 0.0) == 0.5
