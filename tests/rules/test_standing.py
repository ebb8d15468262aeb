"""R3, R4: being reused makes a front-runner; whether that raises pride is a scenario's choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.mechanisms.sharing import pride_gain, reputation

pytestmark = pytest.mark.nojit


@pytest.mark.parametrize(("reuses", "share"), [(0, 0.0), (10, 0.5), (30, 0.75)])
def test_reputation_is_half_of_full_at_the_given_count(reuses: int, share: float) -> None:
    assert reputation(reuses) == share


@given(few=st.integers(0, 10_000), many=st.integers(0, 10_000))
def test_sharing_never_costs_reputation(few: int, many: int) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= reputation(few) <= reputation(many) < 1.0


@given(reuses=st.integers(0, 1000))
def test_by_default_reputation_adds_no_pride(reuses: int) -> None:
    assert pride_gain(0.0, reputation(reuses)) == 0.0
