"""What is told of an earlier month is what a shorter run would have left; regions add up; a ratio has Fieller's interval."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from results.synthetic_records import synthetic_result

import diffusion_sim as ds
from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.horizons import SERIES, costs_by_place
from diffusion_sim.results.intervals import ratio_of_means
from diffusion_sim.results.record import SPENT
from diffusion_sim.results.result import UNKNOWN

MONTHS = 72


@pytest.fixture(scope="module")
def effect() -> Comparison:
    """A real run: costs of made-up ones do not follow from their cases."""
    short = ds.load_scenario("configs/baseline.toml").with_changes({"time.months": MONTHS, "time.burn_in_months": 60})
    policy = short.with_changes({
        "name": "portal and prize", "prize.winners_per_year": 30, "portal.hearing_per_month": 0.02,
        "costs.discount_per_year": 0.03,
    })  # fmt: skip
    return ds.compare(short.with_changes({"costs.discount_per_year": 0.03}), policy, replications=4, seed=3)


@pytest.mark.parametrize("name", ["all_mechanisms", "unlimited_money"])
def test_measures_of_an_earlier_month_are_those_of_a_shorter_run(name: str) -> None:
    scenario = ds.load_scenario(f"configs/scenarios/{name}.toml").with_changes({"time.burn_in_months": 60})
    longer = ds.simulate(scenario.with_changes({"time.months": 60}), 2, 1).measures_after(36)
    shorter = ds.simulate(scenario.with_changes({"time.months": 36}), 2, 1).measures
    known = shorter.columns.difference(UNKNOWN)
    assert len(known) > 60
    np.testing.assert_allclose(longer[known], shorter[known], rtol=1e-12)
    assert longer[list(UNKNOWN)].isna().all(axis=None)


def test_a_month_that_was_not_reported_is_refused() -> None:
    result = synthetic_result(replications=1)
    for months in (73, 0, 1.5, "60", True):
        with pytest.raises(InputError, match=r"months: is .*; valid: a whole number from 1 to 72"):
            result.summary(months=months)  # type: ignore[arg-type] # whatever it is


@pytest.mark.parametrize(
    ("months", "said"), [([12.5], "whole number from 1 to"), ([721], "whole number from 1 to"), (60, "a list of")]
)
def test_a_horizon_of_costs_that_is_none_is_refused(effect: Comparison, months: Any, said: str) -> None:
    with pytest.raises(InputError, match=f"months: is .*; valid: .*{said}"):
        effect.cost_effectiveness(months)


def test_costs_of_places_add_up_to_the_kroner_of_the_month(effect: Comparison) -> None:
    for run in effect.others[0].runs:
        by_place = costs_by_place(run)
        assert set(by_place) == set(SPENT)
        for kind, values in by_place.items():
            np.testing.assert_allclose(values.sum(axis=0), run.column(kind), rtol=1e-9, atol=1e-3)


@pytest.mark.parametrize("by", ["region", "size"])
def test_groups_add_up_to_the_whole_at_every_horizon(effect: Comparison, by: str) -> None:
    table = effect.by_horizon()
    keys = ["measure", "months"]
    whole = table[(table["by"] == "all") & table["measure"].isin(SERIES)].set_index(keys)["difference"]
    parts = table[table["by"] == by].groupby(keys)["difference"].sum()
    assert set(table.loc[table["by"] == "region", "among"]) == {
        "Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland",
    }  # fmt: skip
    assert len(parts) == 6 * len(SERIES)
    assert len(whole) == 6 * (len(SERIES) - 1)  # what is lost when funding ends has two columns in the monthly table
    np.testing.assert_allclose(parts[whole.index], whole, rtol=1e-9, atol=1e-6)


def test_in_use_by_region_is_counted_as_in_the_table_of_municipalities(effect: Comparison) -> None:
    told = effect.by_horizon().query("by == 'region' and measure == 'in_use' and months == @MONTHS")
    for row in told.to_dict("records"):
        table = effect.baseline.municipalities
        here = table[table["region"] == row["among"]]
        assert row["baseline_mean"] == pytest.approx(here.groupby("replication")["in_use"].sum().mean())


def test_cost_per_additional_implementation_is_cost_by_implementations(effect: Comparison) -> None:
    row = effect.cost_effectiveness((24, MONTHS)).query("by == 'all' and months == @MONTHS").iloc[0]
    summary = effect.summary().set_index("measure")
    assert row["additional"] == pytest.approx(summary.loc["implemented_per_year", "difference"] * MONTHS / 12)
    assert row["cost"] == pytest.approx(summary.loc["cost_million_dkk", "difference"])
    assert row["cost_per_additional"] == pytest.approx(1000 * row["cost"] / row["additional"])
    state = summary.loc[["prizes_million_dkk", "portal_million_dkk", "grants_million_dkk"], "difference"].sum()
    assert row["state_cost_per_additional"] == pytest.approx(1000 * state / row["additional"])
    assert row["cost_per_additional_low"] < row["cost_per_additional"] < row["cost_per_additional_high"]


def test_regions_pay_for_what_they_do_and_share_what_the_state_pays_by_inhabitants(effect: Comparison) -> None:
    table = effect.cost_effectiveness((MONTHS,))
    whole = table[table["by"] == "all"].iloc[0]
    regions = table[table["by"] == "region"]
    assert regions["additional"].sum() == pytest.approx(whole["additional"])
    assert regions["cost"].sum() == pytest.approx(whole["cost"])


def test_a_policy_that_does_nothing_has_no_cost_per_additional_implementation() -> None:
    base = synthetic_result(replications=3)
    row = Comparison(base, (synthetic_result(replications=3, name="same"),)).cost_effectiveness().iloc[0]
    assert (row["additional"], row["months"]) == (0.0, 60)
    assert math.isnan(row["cost_per_additional"])


def test_fiellers_interval_holds_the_ratio_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(2000):
        below = rng.normal(5.0, 4.0, 30)
        above = 2.0 * below + rng.normal(1.0, 6.0, 30)  # ratio of means 11 / 5
        ratio, low, high = ratio_of_means(above, below)
        held += low <= 2.2 <= high
        assert low <= ratio <= high
    assert 0.935 < held / 2000 < 0.965


def test_fiellers_ends_are_where_the_difference_is_just_not_told_from_zero() -> None:
    above, below = np.array([3.0, 5.0, 4.0, 6.5]), np.array([1.0, 2.0, 1.5, 2.2])
    for end in ratio_of_means(above, below)[1:]:
        rest = above - end * below
        assert abs(rest.mean()) / (rest.std(ddof=1) / 2.0) == pytest.approx(
            3.1824463
        )  # Student's t, 3 degrees of freedom
