"""R27: help from outside lowers uncertainty and cost."""

from __future__ import annotations

import pytest
from strategies import with_defaults

from diffusion_sim.mechanisms.sharing import Sparring, cost_left, doubt_left


def test_half_of_the_projects_get_the_relief() -> None:
    assert doubt_left(
        with_defaults(Sparring, asking_share=0.5, doubt_relief_share=0.4, cost_relief_share=0.2)
    ) == pytest.approx(0.8)
    assert cost_left(
        with_defaults(Sparring, asking_share=0.5, doubt_relief_share=0.4, cost_relief_share=0.2)
    ) == pytest.approx(0.9)


def test_without_asking_nothing_is_relieved() -> None:
    assert (
        doubt_left(with_defaults(Sparring, asking_share=0.0, doubt_relief_share=0.9, cost_relief_share=0.9)),
        cost_left(with_defaults(Sparring, asking_share=0.0, doubt_relief_share=0.9, cost_relief_share=0.9)),
    ) == (1.0, 1.0)
