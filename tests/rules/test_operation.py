"""What is in use: its fit, its benefit, its value by bottom line, and when it stops (R12, R26)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MODES, SHARES, section, with_defaults

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.co_creation import CoCreation, co_owned, fit_gained, months_added
from diffusion_sim.mechanisms.operation import line_value, realised_benefit, realised_fit, stop_hazard

pytestmark = pytest.mark.nojit

ANY = section(CoCreation)
BENEFITS = st.floats(0.0, 100.0)


def involving(share: float, **others: float) -> Any:
    return with_defaults(CoCreation, user_involvement=share, **others)


def test_six_per_cent_a_year_is_half_a_per_cent_a_month_and_five_times_that_once_outdated() -> None:
    assert stop_hazard(0.06, 1.0) == pytest.approx(0.005, abs=2.0**-40)
    assert stop_hazard(0.06, 5.0) == pytest.approx(0.025, abs=2.0**-40)


@given(factor=st.floats(0.0, 100.0))
def test_without_stopping_the_factor_changes_no_bit(factor: float) -> None:
    assert stop_hazard(0.0, factor) == 0.0


@pytest.mark.parametrize(("mode", "fit"), [(Mode.COPY, 0.5), (Mode.ADAPT, 0.8), (Mode.INSPIRED, 1.0), (Mode.OWN, 1.0)])
def test_a_copy_keeps_its_fit_adapting_improves_it_and_what_is_made_here_fits(mode: Mode, fit: float) -> None:
    assert realised_fit(int(mode), 0.5, 0.6, involving(0.0)) == pytest.approx(fit)


def test_users_make_good_a_share_of_missing_fit_and_add_benefit() -> None:
    """All users drawn in: 0.3 of the missing half, and a tenth more benefit."""
    assert realised_fit(int(Mode.COPY), 0.5, 0.6, involving(1.0)) == pytest.approx(0.65)
    assert realised_benefit(2.0, 0.5, involving(1.0)) == pytest.approx(1.1)


@given(mode=MODES, fit=SHARES, gain=SHARES, anything=ANY, little=SHARES, much=SHARES)
def test_more_users_never_fit_worse(
    mode: int, fit: float, gain: float, anything: CoCreation, little: float, much: float
) -> None:
    little, much = sorted((little, much))
    few, many = anything._replace(user_involvement=little), anything._replace(user_involvement=much)
    assert realised_fit(mode, fit, gain, few) <= realised_fit(mode, fit, gain, many) + 1e-15
    assert realised_benefit(1.0, fit, few) <= realised_benefit(1.0, fit, many)


def test_each_who_takes_part_changes_something_else() -> None:
    """Users: fit for time. Employees: half of the missing ownership. Firms: a fifth of the time for half of ownership."""
    users, staff, firms = involving(1.0), involving(0.0, staff_involvement=1.0), involving(0.0, firm_involvement=1.0)
    assert [fit_gained(who) for who in (users, staff, firms)] == pytest.approx([0.3, 0.1, 0.0])
    assert [months_added(who) for who in (users, staff, firms)] == pytest.approx([0.25, 0.1, -0.2])
    assert [co_owned(who, 0.4) for who in (users, staff, firms)] == pytest.approx([0.4, 0.7, 0.2])
    assert realised_benefit(2.0, 1.0, firms) == pytest.approx(2.2)


@given(mode=MODES, fit=SHARES, gain=SHARES, benefit=BENEFITS)
def test_where_nobody_takes_part_no_bit_changes(mode: int, fit: float, gain: float, benefit: float) -> None:
    plain = fit if mode == Mode.COPY else fit + gain * (1.0 - fit) if mode == Mode.ADAPT else 1.0
    assert realised_fit(mode, fit, gain, involving(0.0)) == plain
    assert realised_benefit(benefit, fit, involving(0.0)) == benefit * fit


def test_a_drawback_is_subtracted_on_its_own_line_and_may_make_it_negative() -> None:
    assert line_value(2.0, 0.25, 0.0) == 0.5
    assert line_value(2.0, 0.25, 0.75) == -0.25


@given(gross=BENEFITS, share=SHARES, drawback=st.floats(0.0, 50.0))
def test_values_lie_on_their_grid(gross: float, share: float, drawback: float) -> None:
    assert (line_value(gross, share, drawback) * 2.0**30).is_integer()
