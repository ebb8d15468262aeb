"""Summary measures against numbers counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from results.handmade_records import BURN_IN, REPORTED, case, context, record, run_of, solution

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.errors import InputError
from diffusion_sim.results.measures import MEASURES, measure
from diffusion_sim.results.reported_run import ReportedRun

TOTAL = BURN_IN + REPORTED
YEARS = REPORTED / 12


def value(key: str, run: ReportedRun) -> float:
    return measure(key).compute(run)


def reported(values: float, burn_in: float = 0.0) -> np.ndarray:
    """A column with one value in each reported month and another in the burn-in."""
    return np.r_[np.full(BURN_IN, burn_in), np.full(REPORTED, values)]


def test_every_measure_has_a_key_of_its_own_and_is_explained() -> None:
    keys = [declared.key for declared in MEASURES]
    assert len(set(keys)) == len(keys)
    assert all(declared.label and declared.unit and declared.meaning.endswith(".") for declared in MEASURES)


def test_an_unknown_measure_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="lost_per_100_funded"):
        measure("lost_per_100_fundet")


def test_measures_of_an_empty_run_are_missing_or_zero_but_never_fail() -> None:
    empty = run_of([], [])
    values = {declared.key: declared.compute(empty) for declared in MEASURES}
    assert all(isinstance(found, float) for found in values.values())
    assert values["in_use"] == 0.0
    for key in ("own_percent", "lost_per_100_funded", "sharing_spreading_gap_percent", "cost_per_use_thousand_dkk",
                "months_awareness_to_use", "mix_own_percent", "reused_net_benefit", "externally_financed_percent"):  # fmt: skip
        assert math.isnan(values[key]), key


def test_in_use_is_counted_in_the_last_month_by_mode() -> None:
    growing = np.arange(TOTAL, dtype=np.float64)
    run = run_of([], [], in_use_copy=growing, in_use_own=reported(4), in_use_outdated=reported(25))
    assert value("in_use", run) == TOTAL - 1 + 4
    assert value("in_use_copy", run) == TOTAL - 1
    assert value("outdated_percent", run) == pytest.approx(100 * 25 / (25 + TOTAL - 1 + 4))


def test_flows_are_yearly_and_leave_out_the_burn_in() -> None:
    run = run_of([], [], adopted_own=reported(2, burn_in=1000), duplicated=reported(1, burn_in=1000),
                 implemented_own=reported(1), implemented_adapt=reported(3, burn_in=50))  # fmt: skip
    assert value("adopted_per_year", run) == 24
    assert value("duplicated_per_year", run) == 12
    assert value("own_percent", run) == 25
    assert value("reused_per_own", run) == 3


def test_gap_between_hearing_and_acting_counts_only_hearings_of_others() -> None:
    aware = {"aware": BURN_IN, "heard_via": Heard.CONTACT}
    cases = [
        case(101, 0, **aware, mode=Mode.COPY, adopted=BURN_IN + 36),  # acted on in the last month that counts
        case(740, 0, **aware, mode=Mode.COPY, adopted=BURN_IN + 37),  # a month too late
        case(791, 0, **aware),
        case(101, 1, **aware),
        case(740, 1, aware=BURN_IN, heard_via=Heard.OWN, mode=Mode.OWN, adopted=BURN_IN),  # made it itself
        case(791, 1, aware=BURN_IN - 1, heard_via=Heard.CONTACT),  # heard before the window
    ]
    run = run_of(cases, [solution(0), solution(1)])
    assert value("aware_per_year", run) == pytest.approx(4 / YEARS)
    assert value("sharing_spreading_gap_percent", run) == pytest.approx(75.0)


def test_inspired_work_counts_as_acting_on_what_inspired_it() -> None:
    cases = [
        case(740, 0, aware=BURN_IN, heard_via=Heard.CONTACT, heard_from=101),
        case(740, 1, aware=BURN_IN + 6, heard_via=Heard.OWN, mode=Mode.INSPIRED, adopted=BURN_IN + 6,
             implemented=BURN_IN + 20),
    ]  # fmt: skip
    run = run_of(cases, [solution(0, origin=101), solution(1, origin=740, parent=0)])
    assert value("sharing_spreading_gap_percent", run) == 0.0
    assert value("months_awareness_to_use", run) == 20


def test_late_hearings_count_only_as_long_as_they_can_be_followed() -> None:
    # one heard at the start and never acted on, one heard 12 months before the end and still open:
    # Kaplan-Meier sees no event, so the gap is 100 % and the late one does not pretend to be a refusal of three years
    early = case(101, 0, aware=BURN_IN, heard_via=Heard.PUSH)
    acted = case(740, 0, aware=BURN_IN, heard_via=Heard.PUSH, mode=Mode.COPY, adopted=BURN_IN + 24)
    late = case(791, 0, aware=TOTAL - 12, heard_via=Heard.PUSH)
    run = run_of([early, acted, late], [solution(0)])
    # at 24 months two are still followed, one of them acts: S = 1/2, whatever the late one would have done
    assert value("sharing_spreading_gap_percent", run) == pytest.approx(50.0)


def test_months_to_use_is_the_median_of_those_who_got_there() -> None:
    cases = [
        case(code, 0, aware=BURN_IN, heard_via=Heard.CONTACT, mode=Mode.ADAPT, implemented=BURN_IN + months)
        for code, months in ((101, 10), (740, 14), (791, 30))
    ]
    assert value("months_awareness_to_use", run_of(cases, [solution(0)])) == 14


def test_losses_are_counted_per_hundred_funded_cases_of_the_cohort() -> None:
    granted = {"granted": 1, "grant_ends": BURN_IN + 24}
    cases = [
        case(101, 0, **granted, end=End.FUNDING_ENDED_UNFINISHED, ended=BURN_IN + 26),
        case(740, 0, **granted, implemented=BURN_IN + 10, end=End.FUNDING_ENDED_IN_USE, ended=BURN_IN + 40),
        case(791, 0, **granted, implemented=BURN_IN + 10, stage=Stage.IN_USE),
        case(101, 1, **granted, end=End.GAVE_UP, ended=BURN_IN + 20),
        case(
            740, 1, granted=1, grant_ends=BURN_IN - 1, end=End.FUNDING_ENDED_UNFINISHED, ended=BURN_IN
        ),  # an earlier cohort
        case(791, 1, granted=1, grant_ends=TOTAL + 3),  # a later one
    ]
    run = run_of(cases, [solution(0), solution(1)])
    assert value("lost_per_100_funded", run) == 50.0
    assert value("lost_unfinished_per_100_funded", run) == 25.0
    assert value("lost_in_use_per_100_funded", run) == 25.0
    # the one that was not lost can be followed for 35 months only
    assert math.isnan(value("survive_36_months_percent", run))


def test_survival_after_the_grant_leaves_out_what_ends_for_other_reasons() -> None:
    granted = {"granted": 1, "grant_ends": BURN_IN + 10}
    cases = [
        case(101, 0, **granted, end=End.FUNDING_ENDED_UNFINISHED, ended=BURN_IN + 20),
        case(
            740, 0, **granted, implemented=BURN_IN + 5, end=End.DISCONTINUED, ended=BURN_IN + 15
        ),  # leaves at 5 months
        case(791, 0, **granted, implemented=BURN_IN + 5, stage=Stage.IN_USE),
    ]
    # at 10 months two are followed and one is lost: 50 % survive
    assert value("survive_36_months_percent", run_of(cases, [solution(0)])) == pytest.approx(50.0)


def test_external_finance_is_a_share_of_what_came_into_use() -> None:
    cases = [
        case(101, 0, granted=1, implemented=BURN_IN + 5, mode=Mode.OWN),
        case(740, 0, implemented=BURN_IN + 5, mode=Mode.COPY),
        case(791, 0, implemented=BURN_IN + 5, mode=Mode.OWN),
        case(101, 1, implemented=BURN_IN + 5, mode=Mode.COPY),
        case(740, 1, granted=1, implemented=BURN_IN - 5, mode=Mode.OWN),
        case(791, 1, granted=1),
    ]
    run = run_of(cases, [solution(0), solution(1)])
    assert value("externally_financed_percent", run) == 25.0
    assert value("financed_first_of_kind_ratio", run) == pytest.approx(1.0 / (1 / 3))


def test_failure_in_implementation_is_a_share_of_its_two_ends() -> None:
    run = run_of([], [], gave_up=reported(1), implemented_copy=reported(2), implemented_own=reported(1))
    assert value("implementation_failure_percent", run) == 25.0


def test_mean_net_benefit_is_by_use_and_month() -> None:
    run = run_of([], [], reused_net_benefit_total=reported(30.0), in_use_copy=reported(10), in_use_inspired=reported(10),
                 own_net_benefit_total=reported(8.0), in_use_own=reported(10))  # fmt: skip
    assert value("reused_net_benefit", run) == 1.5
    assert value("own_net_benefit", run) == 0.8


def test_value_at_the_end_is_the_mean_of_the_last_year() -> None:
    ramp = np.r_[np.zeros(TOTAL - 12), np.arange(12.0)]
    run = run_of([], [], value_service=ramp, value_legal=reported(-1.0))
    assert value("value_service_per_month", run) == 5.5
    assert value("value_per_month", run) == 4.5
    assert value("value_total", run) == 66 - REPORTED


def test_grants_are_a_transfer_and_not_added_to_public_cost() -> None:
    run = run_of([], [], dkk_development=reported(1e6, burn_in=9e9), dkk_running=reported(5e5),
                 dkk_paid_by_grants=reported(7.5e5))  # fmt: skip
    assert value("cost_million_dkk", run) == pytest.approx(1.5 * REPORTED)
    assert value("development_million_dkk", run) == pytest.approx(1.0 * REPORTED)
    assert value("grants_million_dkk", run) == pytest.approx(0.75 * REPORTED)


def test_cost_of_each_use_is_total_cost_divided_by_uses() -> None:
    used = [case(code, 0, implemented=BURN_IN + 3, mode=Mode.COPY) for code in (101, 740, 791)]
    run = run_of(used, [solution(0)], dkk_copying=reported(1e5))
    assert value("cost_per_use_thousand_dkk", run) == pytest.approx(100 * REPORTED / 3)


def test_later_kroner_are_discounted_when_the_scenario_says_so() -> None:
    column = np.zeros(TOTAL)
    column[[BURN_IN, BURN_IN + 12, BURN_IN + 24]] = 1e6
    known = context(**{"costs.discount_per_year": 0.05})
    run = ReportedRun(known, record([], [], dkk_prizes=column))
    assert value("prizes_million_dkk", run) == pytest.approx(1 + 1 / 1.05 + 1 / 1.05**2)


def test_spread_counts_simultaneous_users_in_the_window() -> None:
    cases = [
        case(101, 0, implemented=BURN_IN - 5, ended=BURN_IN + 10, mode=Mode.COPY),
        case(740, 0, implemented=BURN_IN + 10, mode=Mode.COPY),  # comes as the first leaves: never two at once
        case(101, 1, implemented=BURN_IN + 1, mode=Mode.COPY),
        case(740, 1, implemented=BURN_IN + 2, mode=Mode.COPY),
        case(791, 2, implemented=BURN_IN - 9, ended=BURN_IN - 2, mode=Mode.COPY),  # gone before the window
    ]
    run = run_of(cases, [solution(number) for number in range(3)])
    assert run.peak_users.tolist() == [1, 2, 0]
    assert value("largest_spread_percent", run) == pytest.approx(200 / 3)
    assert value("reached_half", run) == 1
    assert value("reached_60_to_80_percent", run) == 1
    assert value("adopted_by_half", run) == 2


def test_a_term_decided_when_leaving_it_out_would_have_changed_the_choice() -> None:
    appraised = {"verdict": Verdict.DECLINED, "appraised": BURN_IN + 5, "shortfall": 0.4}
    cases = [
        case(101, 0, **appraised, flips=1 << 3),  # nih is the fourth term
        case(740, 0, **appraised, flips=(1 << 3) | (1 << 4)),
        case(791, 0, **appraised, flips=0),
        case(101, 1, **appraised, flips=1),
        case(740, 1, **(appraised | {"shortfall": -1.0}), flips=1 << 3),  # was not the best to reuse
    ]
    run = run_of(cases, [solution(0), solution(1)])
    assert value("turned_down_nih_percent", run) == 50.0
    assert value("turned_down_stigma_percent", run) == 25.0
