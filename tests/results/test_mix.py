"""The barometer's mix, counted by hand."""

from __future__ import annotations

import math

import pytest
from results.handmade_records import BURN_IN, REPORTED, case, run_of, solution

from diffusion_sim.codes import Heard, Mode
from diffusion_sim.results.mix import BAROMETER_MIX

END = BURN_IN + REPORTED
SOLUTIONS = [solution(number) for number in range(6)]


def used(code: int, number: int, problem: int, month: int, mode: Mode, net_benefit: float = 1.0) -> object:
    via = Heard.OWN if mode is Mode.OWN else Heard.PUSH
    return case(
        code, number, problem, aware=0, heard_via=via, mode=mode, adopted=1, implemented=month, net_benefit=net_benefit
    )


def test_only_the_latest_of_each_municipality_and_field_counts() -> None:
    cases = [
        used(740, 0, 0, END - 20, Mode.OWN),  # Schools in Silkeborg, followed by the next
        used(740, 1, 1, END - 3, Mode.COPY),  # another problem of the same field
        used(740, 2, 2, END - 9, Mode.ADAPT),  # Employment: a field of its own
        used(791, 0, 0, END - 5, Mode.INSPIRED),
        used(101, 0, 0, END - 6, Mode.OWN),
    ]
    mix = run_of(cases, SOLUTIONS).latest_mix
    assert mix.counted == 4
    assert (mix.own, mix.adapted, mix.copied) == (0.25, 0.5, 0.25)


def test_what_is_older_than_two_years_or_gives_no_value_does_not_count() -> None:
    cases = [
        used(740, 0, 0, END - 25, Mode.OWN),
        used(740, 1, 2, END - 24, Mode.COPY),
        used(791, 0, 0, END - 2, Mode.OWN, net_benefit=-0.1),
        used(101, 0, 0, END - 2, Mode.OWN, net_benefit=0.0),
    ]
    mix = run_of(cases, SOLUTIONS).latest_mix
    assert (mix.own, mix.copied, mix.counted) == (0.0, 1.0, 1)


def test_first_adopters_given_by_the_scenario_do_not_count() -> None:
    given = case(740, 0, 0, heard_via=Heard.SEED, mode=Mode.COPY, implemented=END - 2, net_benefit=1.0)
    assert run_of([given], SOLUTIONS).latest_mix.counted == 0


def test_a_mix_of_nothing_is_missing() -> None:
    assert math.isnan(run_of([], SOLUTIONS).latest_mix.own)


def test_mix_is_counted_at_the_end_of_each_reported_year() -> None:
    cases = [used(740, 0, 0, BURN_IN + 5, Mode.OWN), used(791, 1, 0, BURN_IN + 30, Mode.COPY)]
    years = run_of(cases, SOLUTIONS).yearly_mixes
    assert [(mix.own, mix.copied) for mix in years if mix.counted] == [(1, 0), (1, 0), (0, 1), (0, 1)]
    assert [mix.counted for mix in years] == [1, 1, 1, 1, 0]


def test_mean_of_years_gives_each_year_with_an_answer_the_same_weight() -> None:
    cases = [used(740, 0, 0, BURN_IN + 5, Mode.OWN), used(791, 1, 0, BURN_IN + 30, Mode.COPY)]
    mix = run_of(cases, SOLUTIONS).mean_mix
    assert (mix.own, mix.adapted, mix.copied) == (0.5, 0.0, 0.5)


def test_barometer_shares_are_the_published_ones_without_dont_know() -> None:
    # wave 4: 16 / 56 / 19 % and 10 % "don't know"; 16/91, 56/91, 19/91
    assert BAROMETER_MIX.own == pytest.approx(16 / 91, abs=0.0005)
    assert BAROMETER_MIX.adapted == pytest.approx(56 / 91, abs=0.0005)
    assert BAROMETER_MIX.copied == pytest.approx(19 / 91, abs=0.0005)


def test_a_window_shorter_than_a_year_is_counted_at_its_end() -> None:
    run = run_of([used(740, 0, 0, BURN_IN - 3, Mode.OWN)], SOLUTIONS)
    months = run.record.monthly[: BURN_IN + 7]
    short = type(run)(run.context, run.record._replace(monthly=months))
    assert [(mix.own, mix.counted) for mix in short.yearly_mixes] == [(1.0, 1)]
