"""R26: evidence that travels, early evaluation, the no-minus gate."""

from __future__ import annotations

import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.evaluation import (
    Evaluation,
    as_weighed,
    chance_of_ending,
    is_stopped,
    lengthened,
    visits_counted,
    visits_worth,
)
from diffusion_sim.mechanisms.trials import Trials, ends_early, is_checked, months_to_check

HALF = with_defaults(Evaluation, evaluated_share=0.5, early_share=0.5, gate_share=0.5)
NONE = with_defaults(Evaluation, evaluated_share=0.0, early_share=0.0, gate_share=0.0)
TRIALS = with_defaults(Trials, ending_share=0.4)


def test_an_evaluation_is_worth_some_visits_where_there_is_one() -> None:
    assert (visits_worth(1), visits_worth(0)) == (2.0, 0.0)


def test_early_evaluation_ends_a_share_of_what_tolerance_would_let_go_on() -> None:
    assert chance_of_ending(HALF, 0.2) == pytest.approx(0.2 + 0.5 * 0.8)
    assert chance_of_ending(NONE, 0.2) == 0.2


def test_only_weak_projects_end_early() -> None:
    assert ends_early(TRIALS, HALF, 1.0, net_benefit=0.29, draw=0.69)
    assert not ends_early(TRIALS, HALF, 1.0, net_benefit=0.29, draw=0.71)
    assert not ends_early(TRIALS, HALF, 1.0, net_benefit=0.3, draw=0.0)


def test_a_zero_error_culture_ends_fewer_of_them() -> None:
    """0.4 of the weak where errors are half tolerated are 0.2; early evaluation ends none."""
    assert ends_early(TRIALS, NONE, 0.5, net_benefit=0.29, draw=0.19)
    assert not ends_early(TRIALS, NONE, 0.5, net_benefit=0.29, draw=0.2)


def test_there_is_a_check_where_somebody_checks() -> None:
    assert is_checked(TRIALS, NONE)
    assert is_checked(TRIALS._replace(ending_share=0.0), HALF)
    assert not is_checked(TRIALS._replace(ending_share=0.0), NONE)
    assert months_to_check(7) == 4


def test_the_gate_stops_a_share_of_what_has_a_negative_bottom_line() -> None:
    assert is_stopped(HALF, -0.01, 0.49)
    assert not is_stopped(HALF, -0.01, 0.5)
    assert not is_stopped(HALF, 0.0, 0.0)


def test_top_management_counts_what_is_documented() -> None:
    half = HALF._replace(management_share=0.5)
    assert (visits_counted(half, 3.0, 1), visits_counted(half, 1.0, 0)) == (3.0, 0.5)
    assert visits_counted(HALF._replace(management_share=0.25), 1.0, 0) == 0.75


def test_top_management_weighs_productivity_twice_and_a_gain_alike_on_all_lines_once() -> None:
    """Weights 2, 0.75, 1.25, 0.5, 0.5; with half of the say half-way between these and 1."""
    whole, half = HALF._replace(management_share=1.0), HALF._replace(management_share=0.5)
    assert as_weighed(whole, (1.0, 0.0, 0.0, 0.0, 0.0)) == 2.0
    assert as_weighed(half, (0.0, 1.0, 0.0, 0.0, -1.0)) == pytest.approx(0.875 - 0.75)
    assert as_weighed(whole, (0.2, 0.2, 0.2, 0.2, 0.2)) == pytest.approx(1.0)
    nobody = HALF._replace(management_share=0.0)
    assert as_weighed(nobody, (1.0, 2.0, 4.0, 8.0, 16.0)) == 31.0


def test_evaluating_takes_time() -> None:
    assert lengthened(HALF) == pytest.approx(1.025)
    assert lengthened(HALF._replace(early_share=0.2)) == lengthened(HALF)
    assert lengthened(NONE) == 1.0
