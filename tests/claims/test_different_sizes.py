"""The 98 differ in size: what must then hold, each with its figures and its power.

    pytest -m rare -s tests/claims/test_different_sizes.py

Power: the chance that a check would have passed wrongly where size does nothing, tried on the country without sizes.
"""

# ruff: noqa: T201 - to print the figures is what it is for

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import diffusion_sim as ds
from diffusion_sim.results.by_place import replicated, split_variance
from diffusion_sim.results.intervals import mean_interval

CONFIGS = Path(__file__).parents[2] / "configs"
REPLICATIONS, SEED = 40, 1
SEVERAL = 3.0
"""Copenhagen implements at least so many times what Læsø does."""

pytestmark = [pytest.mark.slow, pytest.mark.rare]


class Country(NamedTuple):
    """What municipalities implemented, by replication and place."""

    implemented: np.ndarray
    own: np.ndarray
    log_population: np.ndarray
    largest: int
    smallest: int


@cache
def country(name: str) -> Country:
    result = ds.simulate(ds.load_scenario(CONFIGS / name), REPLICATIONS, SEED)
    places = result.context.places
    implemented, own = (
        replicated(result.municipalities, measure, len(places)) for measure in ("implemented", "implemented_own")
    )
    population = np.array([place.population for place in places], dtype=np.float64)
    return Country(implemented, own, np.log(population), int(population.argmax()), int(population.argmin()))


def sized() -> Country:
    return country("baseline.toml")


def alike() -> Country:
    """Return the country in which the number of inhabitants decides nothing."""
    return country("scenarios/plentiful_and_alike.toml")


def by_budget() -> Country:
    """Return the country in which it decides on the budget alone."""
    return country("scenarios/equal_sizes.toml")


def times_as_much(of: Country) -> float:
    """Return how many times the largest implements what the smallest does."""
    means = of.implemented.mean(axis=0)
    return float(means[of.largest] / means[of.smallest])


def reuse_slopes(of: Country) -> np.ndarray:
    """Return for each replication the slope of the share of reuse on log population, in percentage points; places weigh by uses."""
    share = 100.0 * (1.0 - of.own / np.maximum(of.implemented, 1.0))
    weights = np.sqrt(of.implemented)
    return np.array([np.polyfit(of.log_population, one, 1, w=w)[0] for one, w in zip(share, weights, strict=True)])


def test_the_variance_between_municipalities_is_told_beside_that_of_chance() -> None:
    splits = {
        name: split_variance(of.implemented)
        for name, of in (("sizes", sized()), ("budget", by_budget()), ("alike", alike()))
    }
    for name, split in splits.items():
        print(
            f"{name}: implemented {split.mean:.1f}; sd between municipalities {split.between_sd:.2f} "
            f"({split.between_low:.2f} to {split.between_high:.2f}), by chance in one replication {split.chance_sd:.2f}, "
            f"standard error of a mean {split.standard_error:.2f}"
        )
    assert splits["sizes"].between_low > splits["sizes"].standard_error
    assert splits["sizes"].between_low > 3.0 * splits["alike"].between_high


def test_copenhagen_implements_several_times_what_laesoe_does() -> None:
    print(
        f"Copenhagen / Læsø: {times_as_much(sized()):.1f} with sizes, {times_as_much(by_budget()):.1f} by budget alone, {times_as_much(alike()):.2f} without"
    )
    drawn = np.random.default_rng(1).integers(0, REPLICATIONS, (1000, REPLICATIONS))
    again = [times_as_much(sized()._replace(implemented=sized().implemented[rows])) for rows in drawn]
    wrongly = [times_as_much(alike()._replace(implemented=alike().implemented[rows])) for rows in drawn]
    print(
        f"bootstrap over replications: {np.quantile(again, 0.025):.1f} to {np.quantile(again, 0.975):.1f}; "
        f"passes wrongly in {np.mean(np.array(wrongly) > SEVERAL):.1%}"
    )
    assert np.quantile(again, 0.025) > SEVERAL
    assert max(wrongly) < SEVERAL


def test_large_ones_imitate_less() -> None:
    """The share of reuse falls with log population. That it falls by more than the budget alone makes it fall cannot be told."""
    with_sizes, without = (mean_interval(reuse_slopes(of)) for of in (sized(), by_budget()))
    paired = mean_interval(reuse_slopes(sized()) - reuse_slopes(by_budget()))
    for name, one in (("sizes", with_sizes), ("budget", without), ("difference", paired)):
        print(
            f"{name}: reuse {one.mean:+.2f} points ({one.low:+.2f} to {one.high:+.2f}) for each unit of log population"
        )
    smallest_seen = 2.8 * paired.sd / np.sqrt(REPLICATIONS)
    print(f"power: a difference of {smallest_seen:.2f} points is found with a chance of 80 %")
    assert with_sizes.high < 0.0
    assert without.high < 0.0
