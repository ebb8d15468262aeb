"""R15: shared cost and ownership."""

from __future__ import annotations

import pytest

from diffusion_sim.mechanisms.partnerships import joint_cost_left, joint_ownership


def test_joint_work_takes_less_and_other_work_what_it_takes() -> None:
    assert joint_cost_left(1) == pytest.approx(0.7)
    assert joint_cost_left(0) == 1.0


def test_joint_work_is_owned_at_least_by_the_shared_part() -> None:
    assert joint_ownership(0.0, 1) == 0.7
    assert joint_ownership(0.9, 1) == 0.9
    assert joint_ownership(0.2, 0) == 0.2
