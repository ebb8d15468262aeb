"""Months count from the start of the burn-in; elections fall when they fell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.country import denmark
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup.calendar import Calendar, build_calendar


def calendar(**changes: object) -> Calendar:
    scenario = Scenario().with_changes({key.replace("__", "."): value for key, value in changes.items()})
    return build_calendar(scenario, denmark.load().elections)


def test_the_first_reported_month_comes_after_the_burn_in() -> None:
    c = calendar(time__first_month="2014-01", time__burn_in_months=144, time__months=120)
    assert c.text(0) == "2002-01"
    assert (c.text(144), c.year(144), c.month_of_year(144)) == ("2014-01", 2014, 1)
    assert c.text(c.total_months - 1) == "2023-12"
    assert c.total_months == 264


def test_a_year_may_begin_in_any_month() -> None:
    c = calendar(time__first_month="2014-07", time__burn_in_months=0)
    assert [c.month_of_year(month) for month in range(7)] == [7, 8, 9, 10, 11, 12, 1]
    assert [c.year(month) for month in (5, 6)] == [2014, 2015]


@given(month=st.integers(0, 1343), burn_in=st.integers(0, 1200))
def test_text_and_number_of_a_month_are_one(month: int, burn_in: int) -> None:
    c = calendar(time__burn_in_months=burn_in)
    assert c.month_of(c.text(month)) == month


def test_what_lies_outside_has_a_number_outside() -> None:
    c = calendar(time__burn_in_months=12, time__months=12)
    assert c.month_of("2012-12") == -1
    assert c.month_of("2015-01") == c.total_months


def test_councils_take_stock_two_months_after_each_november_election() -> None:
    c = calendar(time__burn_in_months=144, time__months=144, agenda__election_lag_months=2)
    inside = sorted(month for month in c.election_months if 0 <= month < c.total_months)
    assert [c.text(month) for month in inside] == ["2002-01", "2006-01", "2010-01", "2014-01", "2018-01", "2022-01"]


def test_lag_zero_means_never() -> None:
    assert calendar(agenda__election_lag_months=0).election_months == frozenset()


@pytest.mark.parametrize(("lag", "text"), [(1, "2013-12"), (3, "2014-02"), (13, "2014-12")])
def test_the_lag_counts_from_the_month_of_the_election(lag: int, text: str) -> None:
    scenario = Scenario().with_changes({"agenda.election_lag_months": lag})
    c = build_calendar(scenario, [date(2013, 11, 19)])
    assert {c.text(month) for month in c.election_months} == {text}
