"""R11: a plan is asked for where the applicant has a dream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import MODES_WITH_PARENT, SHARES, with_defaults

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.grant_pool import Funding, grant_seeking, planning_burden, reserved_grants

pytestmark = pytest.mark.nojit


@pytest.mark.parametrize(
    ("mode", "burden"), [(Mode.COPY, 0.05), (Mode.ADAPT, 0.1), (Mode.INSPIRED, 0.25), (Mode.OWN, 0.3)]
)
def test_each_mode_carries_its_own_burden(mode: Mode, burden: float) -> None:
    assert planning_burden(with_defaults(Funding, planning_burden=0.25), int(mode)) == burden


def test_no_burden_is_more_than_certain() -> None:
    assert planning_burden(with_defaults(Funding, planning_burden=1.0), int(Mode.OWN)) == 1.0


def test_by_default_the_burden_is_heaviest_for_own_and_inspired_work() -> None:
    copy, adapt, inspired, own = (planning_burden(with_defaults(Funding), int(mode)) for mode in list(Mode)[1:])
    assert copy <= adapt < inspired <= own


def test_own_work_seeks_grants_more_often_and_permanent_money_less() -> None:
    assert grant_seeking(0.25, 2.0, int(Mode.COPY), 0.6) == pytest.approx(0.1)
    assert grant_seeking(0.25, 2.0, int(Mode.OWN), 0.6) == pytest.approx(0.2)
    assert grant_seeking(0.9, 10.0, int(Mode.OWN), 0.0) == 1.0


@pytest.mark.parametrize(
    ("grants", "share", "kept"), [(82, 0.5, 41), (5, 0.5, 3), (4, 0.3, 1), (3, 0.1, 0), (0, 1.0, 0)]
)
def test_grants_are_kept_for_reuse_to_the_nearest_whole_one(grants: int, share: float, kept: int) -> None:
    assert reserved_grants(grants, share) == kept


@given(share=SHARES, factor=st.floats(0.0, 10.0), mode=MODES_WITH_PARENT, permanence=SHARES)
def test_the_factor_for_first_of_kind_is_for_own_work_only(
    share: float, factor: float, mode: int, permanence: float
) -> None:
    assert grant_seeking(share, factor, mode, permanence) == grant_seeking(share, 1.0, mode, permanence)


@given(factor=st.floats(0.0, 10.0), permanence=SHARES)
def test_nobody_seeks_a_grant_at_share_zero(factor: float, permanence: float) -> None:
    assert grant_seeking(0.0, factor, int(Mode.OWN), permanence) == 0.0
