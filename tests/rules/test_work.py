"""R7, R8: innovation takes time, reuse less of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import with_defaults

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.development import Work, development_months, months_of_mode
from diffusion_sim.scenario import Scenario

pytestmark = pytest.mark.nojit

MONTHS, COMPLEXITY, INVOLVED, Z = st.floats(0, 240), st.floats(0.01, 10), st.floats(0, 5), st.floats(-4, 4)


def test_each_mode_has_its_months_and_reuse_is_shorter_by_default() -> None:
    w = Scenario().work
    months = [months_of_mode(with_defaults(Work), int(mode)) for mode in list(Mode)[1:]]
    assert months == [w.months_copy, 8.0, 12.0, w.months_own]
    assert months == sorted(months)


def test_worked_examples() -> None:
    assert development_months(8.0, 1.0, 0.0, 0.0) == 8
    assert development_months(8.0, 1.3, 0.0, 0.25) == 13
    assert development_months(8.0, 1.3, 0.0, 0.0) == 11  # 10.4, rounded up
    assert development_months(8.0, 1.0, 0.25, 0.1) == 12  # 8 * 1.1 * 1.284 = 11.3
    assert development_months(8.0, 1.0, math.log(2.0), 0.0) in {16, 17}  # at the edge of a whole month
    assert development_months(0.0, 1.0, 0.0, 0.0) == 0


@given(usual=MONTHS, complexity=COMPLEXITY, z=Z, little=INVOLVED, much=INVOLVED)
def test_drawing_users_in_never_saves_months(
    usual: float, complexity: float, z: float, little: float, much: float
) -> None:
    little, much = sorted((little, much))
    assert 0 <= development_months(usual, complexity, z, little) <= development_months(usual, complexity, z, much)


@given(usual=MONTHS, low=COMPLEXITY, high=COMPLEXITY, z=Z)
def test_a_more_complex_solution_never_takes_less_time(usual: float, low: float, high: float, z: float) -> None:
    low, high = sorted((low, high))
    assert development_months(usual, low, z, 0.0) <= development_months(usual, high, z, 0.0)
