"""Designs: their points are those that the plan says, and whole numbers have equal weight."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sweeps.plans import NIH, WINNERS, plan_file

from diffusion_sim.sweeps import load_plan
from diffusion_sim.sweeps.designs import points_of


def test_a_grid_is_every_combination_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = f'design = "grid"\n[parameters]\n{NIH} = [0.0, 0.5]\n"prize.winners_per_year" = [0, 1, 3]\n'
    points = points_of(load_plan(plan_file(tmp_path, text)))
    assert len(points) == 6
    assert points[1] == {"appraisal.nih_bias": 0.0, "prize.winners_per_year": 1}


def test_what_the_scenarios_differ_in_varies_in_the_policy_only(tmp_path: Path) -> None:
    text = f'against = "prize.toml"\ndesign = "grid"\n[parameters]\n{NIH} = [0.5]\n"prize.winners_per_year" = [7]\n'
    plan = load_plan(plan_file(tmp_path, text))
    assert plan.for_baseline(points_of(plan)[0]) == {"appraisal.nih_bias": 0.5}


def test_a_list_takes_its_values_in_step(tmp_path: Path) -> None:
    text = f'design = "list"\n[parameters]\n{NIH} = [0.0, 0.5]\n"prize.winners_per_year" = [0, 3]\n'
    assert [tuple(p.values()) for p in points_of(load_plan(plan_file(tmp_path, text)))] == [(0.0, 0), (0.5, 3)]


def test_a_latin_hypercube_has_one_point_in_every_tenth_of_each_range(tmp_path: Path) -> None:
    text = f'design = "latin_hypercube"\npoints = 10\n[parameters]\n{NIH} = {{ low = 1.0, high = 2.0 }}\n'
    points = points_of(load_plan(plan_file(tmp_path, text)))
    assert sorted(int(10 * (p["appraisal.nih_bias"] - 1.0)) for p in points) == list(range(10))


@pytest.mark.parametrize(
    ("design", "points", "counts"),
    [
        ("latin_hypercube", 300, {1: 100, 2: 100, 3: 100}),  # a third of the range holds 100 of 300 equal parts
        ("sobol", 256, {1: 85, 2: 86, 3: 85}),  # and of 256 parts 85 or 86
    ],
)
def test_each_whole_number_of_a_range_has_equal_weight(
    tmp_path: Path, design: str, points: int, counts: dict[int, int]
) -> None:
    text = f'design = "{design}"\npoints = {points}\n[parameters]\n{WINNERS} = {{ low = 1, high = 3 }}\n'
    drawn = Counter(point["prize.winners_per_year"] for point in points_of(load_plan(plan_file(tmp_path, text))))
    assert {value: pytest.approx(count, abs=1) for value, count in counts.items()} == drawn


@pytest.mark.parametrize(("design", "points"), [("morris", 1000), ("sobol_indices", 512)])
@pytest.mark.parametrize("high", [2, 3, 4, 7])
def test_each_whole_number_has_equal_weight_in_designs_that_rank(
    tmp_path: Path, design: str, points: int, high: int
) -> None:
    text = f'design = "{design}"\npoints = {points}\n[parameters]\n{NIH} = {{}}\n{WINNERS} = {{ low = 1, high = {high} }}\n'
    drawn = Counter(point["prize.winners_per_year"] for point in points_of(load_plan(plan_file(tmp_path, text))))
    assert drawn.keys() == set(range(1, high + 1))
    share = drawn.total() / high
    assert all(count == pytest.approx(share, abs=4 * share**0.5) for count in drawn.values())
