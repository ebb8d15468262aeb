"""R16: joint work on wicked problems begins when the windows of region and state meet."""

from __future__ import annotations

import numpy as np
import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.wicked import (
    HALF_YEAR,
    OPEN_SHARE,
    Wicked,
    follows_the_state,
    foreseen_wait,
    is_open,
    is_wicked,
    months_to_half_year,
)


def test_a_share_of_problems_is_wicked() -> None:
    assert is_wicked(with_defaults(Wicked, share=0.3), 0.29)
    assert not is_wicked(with_defaults(Wicked, share=0.3), 0.3)


def test_a_partner_is_open_in_a_share_of_half_years() -> None:
    assert is_open(OPEN_SHARE - 1e-9)
    assert not is_open(OPEN_SHARE)


def test_regions_follow_the_state_only_where_a_scenario_says_so() -> None:
    assert not follows_the_state(with_defaults(Wicked, share=1.0), 1e-16)
    assert follows_the_state(with_defaults(Wicked, share=1.0, coordinated_share=1.0), 1.0 - 1e-16)


def test_work_waits_for_the_first_month_of_a_half_year() -> None:
    assert [months_to_half_year(month, 0) for month in (0, 5, 13)] == [0, 0, 0]
    assert [months_to_half_year(month, 1) for month in (0, 5, 13)] == [6, 1, 5]
    assert months_to_half_year(13, 3) == 24 + 6 - 13


@pytest.mark.parametrize(("coordinated", "partners"), [(0.0, 2), (1.0, 1)])
def test_what_is_foreseen_is_the_mean_of_what_comes(coordinated: float, partners: int) -> None:
    """Windows drawn here with numpy, and the wait counted month by month."""
    half_years = (np.random.default_rng(1).random((200_000, partners)) < OPEN_SHARE).all(axis=1)
    meets = np.repeat(half_years, HALF_YEAR)
    opens = np.flatnonzero(meets)
    months = np.arange(opens[-1])
    waits = opens[np.searchsorted(opens, months)] - months
    foreseen = foreseen_wait(with_defaults(Wicked, share=1.0, coordinated_share=coordinated))
    assert foreseen == pytest.approx(waits.mean(), rel=0.02)
