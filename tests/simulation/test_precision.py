"""``precision``: replications are added until an interval is narrow enough, and none is chosen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from small_setups import small

import diffusion_sim as ds
from diffusion_sim.errors import InputError
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.simulation.precision import MOST_GROWTH, REPLICATIONS_ALL_ALIKE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

KEY = "implemented_per_year"


def _half_width(values: npt.NDArray[np.float64]) -> float:
    interval = mean_interval(values)
    return (interval.high - interval.low) / 2.0


def test_the_result_is_that_of_a_plain_run_with_as_many_replications() -> None:
    wanted = 0.8 * _half_width(ds.simulate(small(), 10).measures[KEY])
    precise = ds.simulate(small(), 10, precision=ds.Precision(KEY, wanted))
    count = len(precise.records)
    assert count > 10
    assert _half_width(precise.measures[KEY]) <= wanted
    plain = ds.simulate(small(), count)
    assert precise.manifest == plain.manifest
    assert precise.monthly.equals(plain.monthly)


def test_it_stops_at_the_ceiling_and_not_before() -> None:
    precise = ds.simulate(small(), 3, precision=ds.Precision(KEY, 1e-9, at_most=11))
    assert len(precise.records) == 11


def test_replications_are_not_run_beyond_what_is_enough() -> None:
    assert len(ds.simulate(small(), 3, precision=ds.Precision(KEY, 1e9)).records) == 3


def test_an_interval_that_cannot_be_computed_is_never_narrow_enough() -> None:
    precision = ds.Precision(KEY, 1e9, at_most=9)
    (one,) = [ds.simulate(small(), 1)]
    assert math.isnan(_half_width(one.measures[KEY]))
    assert precision.next_count([one]) == MOST_GROWTH


def test_replications_that_are_all_alike_are_believed_only_when_they_are_many() -> None:
    """A count of what one replication in thirty has is 0 in ten replications as a rule: that is no interval of width 0."""
    never = ds.simulate(small(), 10, precision=ds.Precision("reached_over_80_percent", 0.001))
    assert _half_width(never.measures["reached_over_80_percent"]) == 0.0
    assert len(never.records) == REPLICATIONS_ALL_ALIKE


def test_a_comparison_is_as_precise_in_its_difference_under_every_policy() -> None:
    policies = (small(prize__winners_per_year=3), small(appraisal__nih_bias=0.0))
    first = ds.compare(small(), *policies, replications=8)
    wanted = 0.8 * max(_half_width(o.measures[KEY] - first.baseline.measures[KEY]) for o in first.others)
    precise = ds.compare(small(), *policies, replications=8, precision=ds.Precision(KEY, wanted))
    base, others = precise.baseline, precise.others
    count = len(base.records)
    assert count > 8
    assert all(_half_width(other.measures[KEY] - base.measures[KEY]) <= wanted for other in others)
    assert precise.summary().equals(ds.compare(small(), *policies, replications=count).summary())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((KEY, 0.0), "half width is 0"),
        ((KEY, -1.0), "half width is -1"),
        ((KEY, math.nan), "half width is nan"),
        ((KEY, math.inf), "half width is inf"),
        ((KEY, 1.0, 0), "at most 0 replications"),
        (("implemented_per_yaer", 1.0), KEY),
    ],
)
def test_what_cannot_be_reached_is_refused_in_a_sentence(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(InputError, match=said):
        ds.Precision(*arguments)
