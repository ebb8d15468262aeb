"""R6: ownership is made while developing."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import SHARES

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.not_invented_here import ownership

pytestmark = pytest.mark.nojit


@pytest.mark.parametrize(
    ("mode", "owned"), [(Mode.COPY, 0.0), (Mode.ADAPT, 0.5), (Mode.INSPIRED, 0.8), (Mode.OWN, 1.0)]
)
def test_each_mode_has_its_share(mode: Mode, owned: float) -> None:
    assert ownership(int(mode), 0.5) == owned


@given(adapt=SHARES)
def test_a_copy_owns_nothing_own_work_all_and_inspired_work_no_less_than_an_adapted_one(adapt: float) -> None:
    assert ownership(int(Mode.COPY), adapt) == 0.0
    assert adapt <= ownership(int(Mode.INSPIRED), adapt) <= ownership(int(Mode.OWN), adapt) == 1.0
