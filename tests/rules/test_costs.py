"""The kroner ledger, apart from utility."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, with_defaults

from diffusion_sim.mechanisms.budget import Costs, month_cost, paid_by_grant, rate_of

pytestmark = pytest.mark.nojit

RATES, COMPLEXITY = st.floats(0, 1e8), st.floats(0, 100)


def test_each_kind_of_work_has_its_rate_and_adapting_the_mean_of_developing_and_copying() -> None:
    """Development, adapting, copying, implementing, running: in the order of the columns."""
    costs = with_defaults(
        Costs,
        development_dkk_per_month=9e4,
        copying_dkk_per_month=5e4,
        implementation_dkk_per_month=8e4,
        running_dkk_per_month=1e4,
    )
    assert [rate_of(costs, kind) for kind in range(5)] == [9e4, 7e4, 5e4, 8e4, 1e4]


def test_a_month_costs_its_rate_for_each_unit_of_complexity() -> None:
    assert month_cost(90_000.0, 2.5) == 225_000.0


def test_a_grant_pays_its_share_of_what_it_has_left() -> None:
    assert paid_by_grant(0.75, 80_000.0, 1.5, 0.0) == 90_000.0
    assert paid_by_grant(0.75, 80_000.0, 1.5, 0.25) == 67_500.0
    assert paid_by_grant(0.75, 80_000.0, 1.5, 1.0) == 0.0


@given(share=SHARES, rate=RATES, complexity=COMPLEXITY, gone=SHARES)
def test_a_grant_never_pays_more_than_the_work_costs(share: float, rate: float, complexity: float, gone: float) -> None:
    assert 0.0 <= paid_by_grant(share, rate, complexity, gone) <= month_cost(rate, complexity)


@given(rate=RATES, complexity=COMPLEXITY)
def test_kroner_lie_on_their_grid(rate: float, complexity: float) -> None:
    assert (month_cost(rate, complexity) * 2.0**10).is_integer()
