"""Counts by municipality are those of the tables, and what chance explains is not coloured as a finding."""

from __future__ import annotations

import numpy as np
import pytest
from lab.lab_setup import asked, danish_answer, last_answer
from scipy import stats

from diffusion_sim.lab.answer import Answer
from diffusion_sim.lab.answer_tables import copied_table
from diffusion_sim.lab.municipality_counts import MEASURES, Copying, monthly_maps
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.results.by_place import FEWEST, half_width, moments, stands_out
from diffusion_sim.results.run_tables import who_copied_whom

PLACES, MAPS = 98, 400


def test_who_copied_whom_has_its_interval_and_says_what_chance_explains() -> None:
    effect = last_answer(asked()).comparison
    copying = Copying(effect.baseline, effect.others[0])
    listed = copying.most_frequent(3)
    counts = [
        who_copied_whom(side.runs).groupby(["from_code", "to_code", "replication"])["count"].sum()
        for side in (effect.baseline, effect.others[0])
    ]
    for one in listed:
        before, after = ([side.get((one.teacher, one.learner, number), 0) for number in range(14)] for side in counts)
        differences = np.subtract(after, before)
        assert one.difference == pytest.approx(differences.mean())
        # Student's t for 13 degrees of freedom at 1 - 0.025 / 3 is 2.7459
        assert one.half == pytest.approx(2.7459 * differences.std(ddof=1) / np.sqrt(14), rel=1e-3)
        assert one.stands_out == (abs(one.difference) > one.half)
    answer = Answer(effect, 14, 0.0)
    table = copied_table(copying, {}, answer, (LANGUAGES["en"], "en"))
    assert "in all 2014–2015" in table
    assert table.count("chance may explain it") == sum(not one.stands_out for one in copying.most_frequent(15))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_last_month_of_the_map_is_what_the_municipalities_table_says(measure: str) -> None:
    result = last_answer(asked()).comparison.others[0]
    means = result.municipalities.groupby("code", sort=False)[measure].mean().to_numpy()
    mapped = monthly_maps(result, result, measure)["policy"].mean
    np.testing.assert_allclose(mapped[:, -1], means, rtol=0, atol=1e-12)


def coloured(values: np.ndarray) -> np.ndarray:
    """Return which places of one map stand out; ``values`` has shape (replications, places)."""
    count = len(values)
    mean, sd = moments(values.sum(axis=0), (values**2).sum(axis=0), count)
    return stands_out(mean, half_width(sd, count, PLACES), count)


@pytest.mark.parametrize("replications", [4, 12, 36, 100])
def test_of_a_policy_that_does_nothing_at_most_five_maps_in_a_hundred_show_a_colour(replications: int) -> None:
    draws = np.random.default_rng(1)
    shape = (replications, PLACES)
    wrong = sum(coloured(draws.poisson(0.7, shape) - draws.poisson(0.7, shape)).any() for _ in range(MAPS))
    assert wrong / MAPS <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / MAPS)  # two standard errors of a share of 400 maps


def test_of_a_country_in_which_all_are_alike_at_most_five_maps_in_a_hundred_colour_a_level() -> None:
    draws, shape = np.random.default_rng(3), (36, PLACES)
    alike = (draws.poisson(5.0, shape).astype(float) for _ in range(MAPS))
    wrong = sum(coloured(one - one.mean(axis=1, keepdims=True)).any() for one in alike)
    assert wrong / MAPS <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / MAPS)


def test_a_level_is_coloured_where_it_differs_from_the_mean_of_all_beyond_chance() -> None:
    answer = danish_answer()
    level = monthly_maps(*answer.sides, "implemented")["policy"]
    last = answer.sides[1].municipalities.pivot_table(
        index="replication", columns="code", values="implemented", sort=True
    )
    beyond = last.to_numpy() - last.to_numpy().mean(axis=1, keepdims=True)
    quantile = stats.t.ppf(1 - 0.025 / PLACES, 11)
    clear = np.abs(beyond.mean(axis=0)) > quantile * stats.sem(beyond, axis=0)
    np.testing.assert_array_equal(level.stands_out[:, -1], clear)
    assert level.half[0, -1] == pytest.approx(stats.t.ppf(0.975, 11) * stats.sem(last.to_numpy()[:, 0]))


def test_a_difference_beyond_chance_is_coloured() -> None:
    draws = np.random.default_rng(2)
    values = draws.poisson(0.7, (100, PLACES)) - draws.poisson(0.7, (100, PLACES)).astype(float)
    values[:, 40] += 1.0  # about 8 standard errors of 1.4 / 100
    assert coloured(values).nonzero()[0].tolist() == [40]


def test_the_width_is_students_interval_shared_between_the_places() -> None:
    # scipy.stats.t.ppf(1 - 0.025 / 98, 99) = 3.59361 and t.ppf(0.975, 99) = 1.98422, times 2 / sqrt(100)
    assert half_width(np.array([2.0]), 100, PLACES)[0] == pytest.approx(0.2 * 3.59361, abs=1e-5)
    assert half_width(np.array([2.0]), 100)[0] == pytest.approx(0.2 * 1.98422, abs=1e-5)


def test_few_replications_that_agree_are_no_finding() -> None:
    assert not stands_out(np.array([1.0]), np.array([0.0]), FEWEST - 1).any()
    assert stands_out(np.array([1.0]), np.array([0.0]), FEWEST).all()
