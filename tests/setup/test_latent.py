"""What a world draws before anybody decides: eras, salience, arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import draw_arrivals, draw_eras, draw_log_benefit, draw_nature, settling_from

if TYPE_CHECKING:
    from diffusion_sim.setup.latent import Arrival, Era

KEY = np.uint64(77)


def scenario(**changes: object) -> Scenario:
    """Return a scenario with a burn-in of twelve years, of which no era is passed over."""
    return Scenario().with_changes(
        {"time.burn_in_months": 144} | {key.replace("__", "."): value for key, value in changes.items()}
    )


def eras(of: Scenario, problems: int = 300, total: int = 240) -> list[tuple[Era, ...]]:
    return [draw_eras(of, KEY, problem, total) for problem in range(problems)]


def arrivals(of: Scenario, problems: int = 300) -> list[tuple[Era, tuple[Arrival, ...]]]:
    return [(era, draw_arrivals(of, KEY, era)) for all_of_it in eras(of, problems) for era in all_of_it]


def test_eras_follow_each_other_without_a_gap_and_cover_all_months() -> None:
    for one in eras(scenario()):
        assert one[0].start == 0
        assert one[-1].start < 240 <= one[-1].end
        assert all(early.end == late.start for early, late in zip(one, one[1:], strict=False))
        assert [era.number for era in one] == list(range(len(one)))


def test_eras_last_as_long_as_their_rate_says() -> None:
    """Rate 0.125 a year is a mean of 96 months (96.5 in whole months, rounded up); sd 96, some 900 finished eras."""
    lengths = [era.end - era.start for one in eras(scenario(problems__era_end_per_year=0.125), 1000) for era in one[:1]]
    assert np.mean(lengths) == pytest.approx(96.5, abs=4 * 96 / 1000**0.5)
    assert min(lengths) >= 1


def test_without_an_end_rate_one_era_lasts_throughout() -> None:
    assert {(len(one), one[0].end) for one in eras(scenario(problems__era_end_per_year=0.0), 20)} == {(1, 240)}


def test_a_longer_run_begins_with_the_same_eras() -> None:
    for short, long in zip(eras(scenario(), 50, 120), eras(scenario(), 50, 480), strict=True):
        assert long[: len(short)] == short


def test_salience_has_mean_one() -> None:
    """Spread 0.5 has sd 0.53: standard error 0.017 over 1,000."""
    drawn = [one[0].salience for one in eras(scenario(), 1000)]
    assert np.mean(drawn) == pytest.approx(1.0, abs=4 * 0.017)


def test_external_solutions_are_as_many_as_the_scenario_says() -> None:
    """Four slots at 0.3 are 1.2 a problem and era with sd 0.92, if the era never ends before they come."""
    of = scenario(external__per_era=1.2, problems__era_end_per_year=0.0)
    numbers = [len(came) for _, came in arrivals(of, 400)]
    assert np.mean(numbers) == pytest.approx(1.2, abs=4 * 0.92 / len(numbers) ** 0.5)
    assert max(numbers) <= 4
    assert {len(came) for _, came in arrivals(scenario(external__per_era=0.0), 50)} == {0}
    assert {len(came) for _, came in arrivals(scenario(external__per_era=4.0, problems__era_end_per_year=0.0), 50)} == {
        4
    }


def test_external_solutions_come_within_their_era_and_not_before() -> None:
    for era, came in arrivals(scenario(external__per_era=4.0)):
        assert all(era.start <= one.month < era.end for one in came)
        assert all((one.problem, one.era) == (era.problem, era.number) for one in came)
        assert all(0 <= one.source < 5 for one in came)


def test_they_wait_as_long_as_the_scenario_says() -> None:
    """Exponential with mean 24 in whole months, the first month counted: mean 23.5, where no era ends."""
    of = scenario(external__per_era=4.0, problems__era_end_per_year=0.0)
    waits = [
        one.month
        for problem in range(400)
        for era in draw_eras(of, KEY, problem, 1200)
        for one in draw_arrivals(of, KEY, era)
    ]
    assert len(waits) == 1600
    assert np.mean(waits) == pytest.approx(23.5, abs=4 * 24 / 40)


def test_more_external_solutions_include_all_of_fewer() -> None:
    few, many = (dict(arrivals(scenario(external__per_era=n), 100)) for n in (0.8, 2.4))
    assert sum(map(len, many.values())) > sum(map(len, few.values()))
    assert all(set(few[era]) <= set(many[era]) for era in few)


def test_what_comes_does_not_depend_on_any_other_parameter() -> None:
    plain, other = scenario(), scenario(
        appraisal__nih_bias=2.0, prize__winners_per_year=5, portal__hearing_per_month=0.5, traits__skill=2.0,
        solutions__benefit_sd=0.1, network__kind="rewired", time__months=12,
    )  # fmt: skip
    assert arrivals(plain, 50) == arrivals(other, 50)


def test_external_solutions_exceed_municipal_ones_by_their_advantage_and_nothing_else() -> None:
    of = scenario(external__benefit_advantage=0.5)
    assert draw_log_benefit(of, KEY, np.uint64(5), 0.5) == pytest.approx(
        draw_log_benefit(of, KEY, np.uint64(5), 0.0) + 0.5
    )


def test_the_nature_of_a_solution_is_its_identity_s() -> None:
    one, again = (draw_nature(scenario(), KEY, np.uint64(9), 0.25) for _ in range(2))
    assert one == again
    assert draw_nature(scenario(), KEY, np.uint64(10), 0.25) != one
    assert draw_nature(scenario(), np.uint64(78), np.uint64(9), 0.25) != one


def test_a_long_burn_in_passes_over_what_is_over_long_before_it_ends() -> None:
    """After 480 months, eras that end by month 336 have no salience and no answers from outside; all others are as ever."""
    drawn = eras(scenario(time__burn_in_months=480), total=600)
    usual = eras(scenario(time__burn_in_months=0), total=600)
    early = [era for one in drawn for era in one if era.end <= 336]
    assert len(early) > 100
    assert {era.salience for era in early} == {0.0}
    assert not any(draw_arrivals(scenario(), KEY, era) for era in early)
    assert [era for one in drawn for era in one if era.end > 336] == [
        era for one in usual for era in one if era.end > 336
    ]


def test_a_burn_in_of_twelve_years_passes_over_nothing() -> None:
    assert [settling_from(months) for months in (0, 144, 145, 480)] == [0, 0, 1, 336]
