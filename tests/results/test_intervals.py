"""The interval of a mean over replications and of a mean difference over replications, against scipy and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from diffusion_sim.results.intervals import mean_interval, paired_difference


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40).filter(lambda values: np.std(values) > 1e-3))
def test_interval_agrees_with_scipy(values: list[float]) -> None:
    interval = mean_interval(values)
    low, high = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    width = high - low
    assert interval.low == pytest.approx(low, abs=1e-7 * width)
    assert interval.high == pytest.approx(high, abs=1e-7 * width)


def test_one_replication_has_a_mean_but_no_interval() -> None:
    interval = mean_interval([7.0])
    assert interval.mean == 7.0
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)
    assert math.isnan(interval.sd)


def test_missing_values_are_left_out_and_counted() -> None:
    interval = mean_interval([1.0, math.nan, 3.0])
    assert interval.mean == 2.0
    assert interval.known == 2


def test_a_difference_that_only_rounding_leaves_is_zero() -> None:
    before = np.array([0.1, 0.2, 0.3]) * 3
    after = np.array([0.9, 0.3, 0.6])  # the same values in another order, not to the last digit
    told = paired_difference(before, after)
    assert (after - before).mean() != 0.0
    assert told.difference == 0.0
    assert told.low < 0.0 < told.high


def test_nothing_known_is_missing_not_zero() -> None:
    interval = mean_interval([math.nan])
    assert math.isnan(interval.mean)
    assert interval.known == 0


def test_difference_by_hand() -> None:
    # differences 1, 2, 3: mean 2, sd 1; baseline sd 10; var A = 100, var B = 121, var(B - A) = 1
    effect = paired_difference([0.0, 10.0, 20.0], [1.0, 12.0, 23.0])
    assert (effect.baseline_mean, effect.mean, effect.difference) == (10.0, 12.0, 2.0)
    assert effect.high - 2.0 == pytest.approx(4.3026527 / math.sqrt(3), abs=1e-6)
    assert effect.standardised == pytest.approx(0.2)
    assert effect.variance_ratio == pytest.approx(221.0)
    assert effect.replications == 3


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=3, max_size=30))
def test_interval_is_that_of_the_paired_t_test(pairs: list[tuple[float, float]]) -> None:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    if np.std(b - a) < 1e-6:
        return
    effect = paired_difference(a, b)
    interval = stats.ttest_rel(b, a).confidence_interval(0.95)
    assert effect.low == pytest.approx(interval.low, rel=1e-6, abs=1e-6)
    assert effect.high == pytest.approx(interval.high, rel=1e-6, abs=1e-6)


def test_a_replication_that_says_nothing_under_one_policy_is_left_out() -> None:
    effect = paired_difference([1.0, math.nan, 3.0], [2.0, 5.0, 6.0])
    assert effect.replications == 2
    assert effect.difference == 2.0
    assert effect.baseline_mean == 2.0


def test_no_change_at_all_has_no_variance_ratio() -> None:
    effect = paired_difference([1.0, 2.0], [1.0, 2.0])
    assert (effect.difference, effect.low, effect.high) == (0.0, 0.0, 0.0)
    assert math.isnan(effect.variance_ratio)


def test_the_last_digits_of_sums_are_no_spread_between_replications() -> None:
    constant = np.full(7, 0.1) + np.array([0.0, 1e-17, 2e-17, 0.0, 1.4e-17, 0.0, 0.0])
    shifted = paired_difference([1.0, 2.0, 4.0], [1.0 + 0.1, 2.0 + 0.1, 4.0 + 0.1])
    assert math.isnan(paired_difference(constant, constant + 0.9).standardised)
    assert math.isnan(shifted.variance_ratio)
    assert math.isnan(shifted.independent_replications)


def test_independent_replications_needed_for_an_interval_as_narrow() -> None:
    effect = paired_difference([1.0, 2.0, 3.0, 4.0], [1.0, 2.1, 3.0, 4.1])
    own_replications = math.sqrt(2 * np.var([1, 2, 3, 4], ddof=1) / effect.independent_replications)
    assert own_replications == pytest.approx(np.std([0, 0.1, 0, 0.1], ddof=1) / math.sqrt(4), rel=0.1)
