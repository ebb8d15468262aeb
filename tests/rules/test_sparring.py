"""R27: help from outside lowers uncertainty and cost."""

from __future__ import annotations

import pytest

from diffusion_sim.rules.settings import Sparring
from diffusion_sim.rules.sparring import cost_left, doubt_left


def test_half_of_the_projects_get_the_relief() -> None:
    assert doubt_left(Sparring(0.5, 0.4, 0.2)) == pytest.approx(0.8)
    assert cost_left(Sparring(0.5, 0.4, 0.2)) == pytest.approx(0.9)


def test_without_asking_nothing_is_relieved() -> None:
    assert (doubt_left(Sparring(0.0, 0.9, 0.9)), cost_left(Sparring(0.0, 0.9, 0.9))) == (1.0, 1.0)
