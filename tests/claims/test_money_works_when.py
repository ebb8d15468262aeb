"""What the mechanism of money must do (design: money is a resource), on paired ensembles; the figures are printed (-s)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import diffusion_sim as ds
from diffusion_sim.results.intervals import mean_interval

SCENARIO = Path(__file__).parents[2] / "configs" / "baseline.toml"
REPLICATIONS, SEED = 24, 1
pytestmark = [pytest.mark.slow, pytest.mark.rare]


@cache
def country() -> ds.Scenario:
    return ds.load_scenario(SCENARIO)


@cache
def level(measure: str) -> float:
    table = ds.simulate(country(), REPLICATIONS, SEED).summary()
    return float(table.set_index("measure").loc[measure, "mean"])


@cache
def effects(*changes: tuple[str, float]) -> dict[str, tuple[float, float, float]]:
    """Return difference, low and high of each measure; all changes hold from the start."""
    changed = country().with_changes({"name": "changed", **dict(changes)})
    table = ds.compare(country(), changed, replications=REPLICATIONS, seed=SEED).summary()
    rows = table[table["scenario"] == "changed"].set_index("measure")
    return {str(key): (row["difference"], row["low"], row["high"]) for key, row in rows.iterrows()}


def told(what: str, measure: str, found: tuple[float, float, float]) -> tuple[float, float, float]:
    print(f"{what}: {measure} {found[0]:+.1f} ({found[1]:+.1f} to {found[2]:+.1f}), level {level(measure):.1f}")
    return found


def share_of_reuse_begun(*changes: tuple[str, float]) -> float:
    table = ds.simulate(country().with_changes({"name": "changed", **dict(changes)}), REPLICATIONS, SEED).summary()
    means = table.set_index("measure")["mean"]
    reuse = means["adopted_copy_per_year"] + means["adopted_adapt_per_year"] + means["adopted_inspired_per_year"]
    return float(reuse / (reuse + means["adopted_own_per_year"]))


GRANTS, BUDGET = "funding.grants_per_municipality", "budget.dkk_per_inhabitant"


def test_without_grants_less_is_developed() -> None:
    found = effects((GRANTS, 0))
    assert told("no grants", "adopted_own_per_year", found["adopted_own_per_year"])[2] < 0.0


@cache
def values(grants: float, budget: float) -> npt.NDArray[np.float64]:
    """Return the value of each replication, in thousands."""
    changed = country().with_changes({"name": "changed", GRANTS: grants, BUDGET: budget})
    return ds.simulate(changed, REPLICATIONS, SEED).measures["value_total"].to_numpy(dtype=np.float64) / 1000.0


def test_what_grants_are_worth_hangs_on_how_scarce_other_money_is() -> None:
    """In the baseline they are worth nothing that can be told: a finding against the report's hope. With a quarter of the money they are."""
    grants, usual = country().funding.grants_per_municipality, country().budget.dkk_per_inhabitant
    plenty, scarce = (values(grants, budget) - values(0, budget) for budget in (usual, usual / 4.0))
    for budget, worth in ((usual, plenty), (usual / 4.0, scarce)):
        found = mean_interval(worth)
        print(
            f"{98 * grants:.0f} grants a year, {budget:.0f} kroner per inhabitant: value {found.mean:+.1f} ({found.low:+.1f} to {found.high:+.1f}) thousand"
        )
    assert mean_interval(scarce).low > 0.0
    assert mean_interval(scarce - plenty).low > 0.0


def test_where_money_is_scarce_each_further_grant_does_less() -> None:
    grants, budget = country().funding.grants_per_municipality, country().budget.dkk_per_inhabitant / 4.0
    first = values(grants, budget) - values(0, budget)
    second = values(2 * grants, budget) - values(grants, budget)
    less = mean_interval(second - first)
    print(
        f"value of the first {98 * grants:.0f} grants {first.mean():+.1f} thousand, of as many more {second.mean():+.1f}"
    )
    print(f"difference {less.mean:+.1f} ({less.low:+.1f} to {less.high:+.1f})")
    assert second.mean() > 0.0
    assert less.high < 0.0


def test_with_half_the_money_reuse_is_a_larger_part() -> None:
    half = share_of_reuse_begun((BUDGET, country().budget.dkk_per_inhabitant / 2))
    print(f"reuse among what is begun: {share_of_reuse_begun():.3f}, with half the money {half:.3f}")
    assert half > share_of_reuse_begun() + 0.005


def test_the_cliff_reaches_two_projects_in_five() -> None:
    print(f"begun on temporary money: {level('temporary_money_percent'):.1f} %")
    assert level("temporary_money_percent") >= 40.0


def test_a_heavier_plan_lowers_own_work_and_what_is_funded_is_worth_less() -> None:
    heavier = ("funding.planning_burden", 2 * country().funding.planning_burden)
    found = effects(heavier)
    assert told("twice the burden", "adopted_own_per_year", found["adopted_own_per_year"])[2] < 0.0
    assert funded_benefit(heavier) < funded_benefit() - 0.01


def funded_benefit(*changes: tuple[str, float]) -> float:
    """Return the mean net benefit of own work that was implemented with a grant."""
    cases = ds.simulate(country().with_changes({"name": "changed", **dict(changes)}), REPLICATIONS, SEED).cases
    funded = cases[
        cases["granted"] & (cases["mode"] == "own") & cases["implemented"].notna() & cases["outdated"].isna()
    ]
    print(f"net benefit of funded own work: {funded['net_benefit'].mean():.3f} ({len(funded)} cases)")
    return float(funded["net_benefit"].mean())


@pytest.mark.parametrize(("longer", "shorter"), [(36, 18)])
def test_long_grants_beat_short_ones_and_a_tail_helps_short_ones_most(longer: int, shorter: int) -> None:
    """Grants that last twice as long are half as many: the same kroner a year."""
    grants = country().funding.grants_per_municipality
    long = [("funding.grant_months", longer), (GRANTS, grants * 24 / longer)]
    short = [("funding.grant_months", shorter), (GRANTS, grants * 24 / shorter)]
    lost_long, lost_short = effects(*long)["lost_per_100_funded"], effects(*short)["lost_per_100_funded"]
    assert told("long", "lost_per_100_funded", lost_long)[2] < told("short", "lost_per_100_funded", lost_short)[1]
    tail = ("funding.tail_months", 12)
    helped_short = effects(*short, tail)["lost_per_100_funded"][0] - lost_short[0]
    helped_long = effects(*long, tail)["lost_per_100_funded"][0] - lost_long[0]
    print(f"a tail of 12 months: {helped_short:+.1f} for short grants, {helped_long:+.1f} for long ones")
    assert helped_short < helped_long < 0.5


def test_what_reuse_saves_is_a_measure() -> None:
    print(f"saved by reuse: {level('saved_by_reuse_million_dkk'):.0f} million DKK in ten years")
    assert level("saved_by_reuse_million_dkk") > 0.0
