"""R3, R9, R28: what is documented travels; the centre promotes what enough municipalities use."""

from __future__ import annotations

import pytest

from diffusion_sim.mechanisms.awareness import LEFT_OF_A_MONTH_AGO
from diffusion_sim.mechanisms.outside_sources import promoting_users
from diffusion_sim.mechanisms.sharing import documented_chance, travelling

pytestmark = pytest.mark.nojit


@pytest.mark.parametrize(
    ("share", "balance", "chance"),
    [(0.5, 0.0, 0.5), (0.5, 0.5, 0.25), (0.5, 1.0, 0.0), (0.5, -0.5, 0.75), (0.75, -1.0, 1.0)],
)
def test_profiling_the_own_unit_lowers_the_chance_of_documenting(share: float, balance: float, chance: float) -> None:
    assert documented_chance(share, balance) == chance


def test_what_is_not_documented_travels_at_its_factor() -> None:
    assert (travelling(0.5, 1, 0.25), travelling(0.5, 0, 0.25), travelling(0.5, 0, 1.0)) == (0.5, 0.125, 0.5)


@pytest.mark.parametrize(
    ("share", "municipalities", "users"),
    [(0.0, 98, 0), (0.05, 98, 5), (0.05, 40, 2), (0.07, 100, 7), (0.001, 98, 1), (1.0, 98, 98)],
)
def test_the_centre_waits_for_a_share_of_the_municipalities(share: float, municipalities: int, users: int) -> None:
    assert promoting_users(share, municipalities) == users


def test_half_of_what_became_known_is_left_after_eight_months() -> None:
    assert pytest.approx(0.5, abs=0.01) == LEFT_OF_A_MONTH_AGO**8
