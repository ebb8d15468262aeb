"""The interval of the mean over replications, against scipy and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from diffusion_sim.results.intervals import mean_interval


def test_interval_of_three_values_by_hand() -> None:
    # mean 2, sd 1, t(0.975, 2) = 4.3026527 from any table: 2 -+ 4.3026527 / sqrt(3)
    interval = mean_interval([1.0, 2.0, 3.0])
    assert interval.mean == 2.0
    assert interval.sd == 1.0
    assert interval.low == pytest.approx(2 - 4.3026527 / math.sqrt(3), abs=1e-6)
    assert interval.high == pytest.approx(2 + 4.3026527 / math.sqrt(3), abs=1e-6)


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


def test_nothing_known_is_missing_not_zero() -> None:
    interval = mean_interval([math.nan])
    assert math.isnan(interval.mean)
    assert interval.known == 0
