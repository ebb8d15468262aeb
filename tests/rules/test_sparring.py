"""R27: help from outside lowers uncertainty and cost."""

from __future__ import annotations

import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.sharing import Sparring, cost_left, doubt_left


def test_half_of_the_projects_get_the_relief() -> None:
    assert doubt_left(with_defaults(Sparring, asking_share=0.5)) == pytest.approx(0.75)
    assert cost_left(with_defaults(Sparring, asking_share=0.5)) == pytest.approx(0.925)


def test_without_asking_nothing_is_relieved() -> None:
    nobody_asks = with_defaults(Sparring, asking_share=0.0)
    assert (doubt_left(nobody_asks), cost_left(nobody_asks)) == (1.0, 1.0)
