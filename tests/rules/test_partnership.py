"""R15: shared cost and ownership."""

from __future__ import annotations

import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.partnerships import Partnership, joint_cost_left, joint_ownership

SHARED = with_defaults(Partnership, cost_relief_share=0.3, ownership_share=0.7)


def test_joint_work_takes_less_and_other_work_what_it_takes() -> None:
    assert joint_cost_left(SHARED, 1) == pytest.approx(0.7)
    assert joint_cost_left(SHARED, 0) == 1.0


def test_joint_work_is_owned_at_least_by_the_shared_part() -> None:
    assert joint_ownership(0.0, SHARED, 1) == 0.7
    assert joint_ownership(0.9, SHARED, 1) == 0.9
    assert joint_ownership(0.2, SHARED, 0) == 0.2
