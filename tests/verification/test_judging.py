"""How outcomes are judged: with the power that is stated, and not too kindly."""

from __future__ import annotations

import numpy as np
import pytest

from diffusion_sim.verification.judging import Moment, alike, by_distribution, by_mean, exactly


def test_the_stated_power_is_the_share_of_samples_in_which_the_error_is_seen() -> None:
    """400 samples of 50 from a mean 0.5 sd too high: z = 3.29 against a shift of 3.54, so power is 0.597."""
    draw = np.random.default_rng(1)
    found = [by_mean(draw.normal(0.5, 1, 50), Moment(0, 1), Moment(0.5, 1)) for _ in range(400)]
    assert found[0].power == pytest.approx(0.597, abs=1e-3)
    seen = np.mean([not one.passed for one in found])
    assert seen == pytest.approx(0.597, abs=4 * (0.597 * 0.403 / 400) ** 0.5)


def test_counts_that_are_three_to_one_are_not_taken_for_evens() -> None:
    assert by_distribution([500, 500], [0.5, 0.5], [0.4, 0.6]).passed
    assert not by_distribution([750, 250], [0.5, 0.5], [0.4, 0.6]).passed


def test_samples_with_equal_means_but_other_spread_are_not_alike() -> None:
    draw = np.random.default_rng(2)
    narrow, wide = draw.normal(10, 1, 500), draw.normal(10, 4, 500)
    assert not alike(narrow - narrow.mean(), wide - wide.mean(), 1.0).passed
    assert alike(narrow[:250], narrow[250:], 1.0).passed


def test_whole_numbers_are_compared_one_by_one_though_only_the_last_is_shown() -> None:
    found = exactly([1, 4, 9], [1, 5, 9])
    assert (found.expected, found.got, found.passed) == ("9, 2 steps", "9, 2 steps", False)
