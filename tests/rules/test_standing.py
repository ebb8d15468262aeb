"""R3, R4: being reused makes a front-runner; whether that raises pride is a scenario's choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.rules.standing import pride_gain, standing

pytestmark = pytest.mark.nojit


@pytest.mark.parametrize(("reuses", "share"), [(0, 0.0), (10, 0.5), (30, 0.75)])
def test_standing_is_half_of_full_at_the_given_count(reuses: int, share: float) -> None:
    assert standing(reuses, 10.0) == share


@given(few=st.integers(0, 10_000), many=st.integers(0, 10_000), half=st.floats(0.1, 1e4))
def test_sharing_never_costs_standing(few: int, many: int, half: float) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= standing(few, half) <= standing(many, half) < 1.0


@given(reuses=st.integers(0, 1000), half=st.floats(0.1, 1e4))
def test_by_default_standing_adds_no_pride(reuses: int, half: float) -> None:
    assert pride_gain(0.0, standing(reuses, half)) == 0.0
