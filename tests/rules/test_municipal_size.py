"""Size by worked examples: powers of population, whole numbers by draw, workplaces behind a problem."""

from __future__ import annotations

from math import exp, log

import pytest

from diffusion_sim.mechanisms.municipal_size import has_workplace, power_of_size, whole_projects


def test_a_power_of_population() -> None:
    assert power_of_size(0.5, log(10_000.0)) == pytest.approx(100.0)
    assert power_of_size(0.0, log(10_000.0)) == 1.0
    assert power_of_size(2.0, 0.5) == pytest.approx(exp(1.0))


@pytest.mark.parametrize(
    ("projects", "u", "whole"),
    [(2.25, 0.2, 3.0), (2.25, 0.25, 2.0), (2.25, 0.9, 2.0), (3.0, 0.0, 3.0), (0.25, 0.9, 1.0), (0.25, 0.1, 1.0),
     (1.5, 0.4, 2.0), (0.0, 0.0, 0.0), (0.0, 0.9, 0.0), (5.75, 0.7, 6.0), (5.75, 0.8, 5.0)],
)  # fmt: skip
def test_a_whole_number_of_projects_is_drawn_and_at_least_one(projects: float, u: float, whole: float) -> None:
    assert whole_projects(projects, u) == whole


@pytest.mark.parametrize(
    ("share", "u", "there"),
    [(1.0, 1.0, True), (1.5, 1.0, True), (0.5, 0.4, True), (0.5, 0.5, False), (0.5, 0.6, False), (0.0, 0.0, False),
     (1.0, 0.3, True), (0.9, 0.95, False)],
)  # fmt: skip
def test_a_problem_has_a_workplace_with_the_chance_of_its_share(share: float, u: float, there: bool) -> None:
    assert has_workplace(share, u) == there
