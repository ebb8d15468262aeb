"""Families: a solution, its copies and adaptations, and all that they inspired, counted together."""

from __future__ import annotations

import numpy as np
import pytest
from results.handmade_records import BURN_IN, REPORTED, case, context, record, solution

from diffusion_sim.codes import Mode
from diffusion_sim.results.measures import measure
from diffusion_sim.results.reported_run import ReportedRun, followed_families, reach_within

SOLUTIONS = [
    solution(0, 101),
    solution(1, 740, parent=0),
    solution(2),  # from outside
    solution(3, 791, parent=1),
    solution(4, 791),
    solution(5, 740, parent=2),
    solution(6, 101, promoted=BURN_IN + 3),
]
CASES = [
    case(101, 0, implemented=0, mode=Mode.OWN),
    case(740, 1, implemented=10, mode=Mode.INSPIRED),
    case(740, 0, implemented=20, mode=Mode.COPY),  # has used the family before
    case(791, 3, implemented=71, mode=Mode.INSPIRED),
    case(101, 2, implemented=0, mode=Mode.COPY),
    case(740, 5, implemented=BURN_IN + 5, mode=Mode.INSPIRED),
    case(791, 4, implemented=0, mode=Mode.OWN),
    case(791, 6, implemented=BURN_IN + 2, mode=Mode.ADAPT),  # cannot be followed for six years
]


def run() -> ReportedRun:
    return ReportedRun(context(), record(CASES, SOLUTIONS))


def test_a_family_goes_back_to_what_nothing_inspired() -> None:
    assert run().families.tolist() == [0, 0, 2, 0, 4, 2, 6]


def test_a_municipality_counts_once_in_a_family_from_its_first_use_on() -> None:
    uses = run().family_uses
    assert uses.family.tolist() == [0, 0, 0, 2, 2, 4, 6]
    assert uses.place.tolist() == [0, 1, 2, 0, 1, 2, 2]
    assert uses.month.tolist() == [0, 10, 71, 0, BURN_IN + 5, 0, BURN_IN + 2]


def test_those_are_followed_that_began_long_enough_before_the_end() -> None:
    ran = run()
    assert followed_families(ran, BURN_IN + REPORTED).family.tolist() == [0, 2, 4]
    assert reach_within(ran, BURN_IN + REPORTED, municipal=True).tolist() == pytest.approx([100.0, 100 / 3])
    assert reach_within(ran, BURN_IN + REPORTED, municipal=False).tolist() == pytest.approx([200 / 3])
    assert sorted(reach_within(ran, 20, municipal=True)) == pytest.approx([100 / 3, 100 / 3, 200 / 3])


def test_the_measures_of_spread_count_families_that_municipalities_began() -> None:
    ran = run()
    found = {key: measure(key).compute(ran) for key in (
        "best_family_percent", "families_at_60_percent", "median_family", "reuse_of_municipal_percent", "promoted_per_year",
    )}  # fmt: skip
    assert found == pytest.approx({
        "best_family_percent": 100.0,
        "families_at_60_percent": 1.0,
        "median_family": 1.0,  # three and one of three municipalities, the one that began it not counted
        "reuse_of_municipal_percent": 100 * 3 / 4,  # copied, inspired and adapted in the window; one goes back to outside
        "promoted_per_year": 1 / 5,
    })  # fmt: skip


def test_without_families_there_is_nothing_to_tell() -> None:
    empty = ReportedRun(context(), record([], []))
    assert empty.family_uses.month.size == 0
    assert np.isnan(measure("best_family_percent").compute(empty))
    assert np.isnan(measure("median_family").compute(empty))
