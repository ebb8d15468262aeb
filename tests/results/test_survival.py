"""Kaplan-Meier by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.results.survival import share_within, survival_curve


def test_curve_of_five_by_hand() -> None:
    # followed 1, 2, 2, 3, 4 months; events at 1, one of the two at 2, and at 4:
    # S(1) = 4/5; S(2) = 4/5 * 3/4 = 3/5; nobody at 3 (one censored); S(4) = 3/5 * 0/1 = 0
    months, happened = np.array([1, 2, 2, 3, 4]), np.array([True, True, False, False, True])
    curve = survival_curve(months, happened)
    assert curve.share.tolist() == pytest.approx([1.0, 0.8, 0.6, 0.6, 0.0])
    assert curve.at_risk.tolist() == [5, 5, 4, 2, 1]
    assert share_within(months, happened, 3) == pytest.approx(0.4)


def test_share_is_missing_when_nobody_was_followed_that_far() -> None:
    assert math.isnan(share_within(np.array([2, 3]), np.array([True, False]), 36))
    assert math.isnan(share_within(np.array([], dtype=np.int64), np.array([], dtype=bool), 36))


def test_share_is_one_when_everybody_had_the_event_before_the_horizon() -> None:
    assert share_within(np.array([2, 3]), np.array([True, True]), 36) == 1.0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=50))
def test_without_censoring_the_curve_is_the_plain_share(months: list[int]) -> None:
    followed = np.array(months)
    curve = survival_curve(followed, np.ones(followed.size, dtype=bool))
    plain = [(followed > month).mean() for month in curve.months]
    assert curve.share.tolist() == pytest.approx(plain)
