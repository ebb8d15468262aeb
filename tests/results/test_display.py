"""Intervals in words: what no replication has is told with what that says of the mean."""

from __future__ import annotations

import pytest

from diffusion_sim.lab.four_answers import two_digits
from diffusion_sim.reports.sentences import shown_signed
from diffusion_sim.results.display import format_ends, format_number

NEVER = {"low": 0.0, "high": 0.0, "unit": "solutions", "replications": 60}


def test_ends_between_which_most_replications_lie_do_not_tell_that_all_have_nothing() -> None:
    row = {
        "low": 0.01,
        "high": 0.2,
        "replication_low": 0.0,
        "replication_high": 0.0,
        "unit": "solutions",
        "replications": 60,
    }
    assert format_ends(row, "replication_low", "replication_high") == "0 to 0"


@pytest.mark.parametrize(("row", "told"), [
    (NEVER, "none in 60 (below 0.050)"),
    (NEVER | {"unit": "per year"}, "0 in each of 60"),
    (NEVER | {"difference": 0.0}, "0 in each of 60"),
    (NEVER | {"high": 0.5}, "0 to 0.500"),
    (NEVER | {"low": float("nan"), "high": float("nan")}, "–"),
])  # fmt: skip
def test_a_count_that_no_replication_has_is_below_three_divided_by_their_number(row: dict, told: str) -> None:
    assert format_ends(row) == told


@pytest.mark.parametrize("left_over", [2e-16, -2e-16, -6e-15, 1e-10])
def test_what_sums_leave_over_is_shown_as_zero(left_over: float) -> None:
    assert format_number(left_over) == "0"
    assert shown_signed(left_over, "en") == shown_signed(left_over, "da") == "0"
    assert two_digits(left_over, "da") == "0"
