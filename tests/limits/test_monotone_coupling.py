"""Where more of one thing never means less of another; and an example of where it does."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_setups import contagion, small

import diffusion_sim as ds
from diffusion_sim.mechanisms.choice import best_option
from diffusion_sim.mechanisms.grant_pool import DECISION_MONTH
from diffusion_sim.mechanisms.utility import Terms
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.model.views import Case
from diffusion_sim.results.record import NEVER
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

LATER_THAN_ALL = 10**6
GIVEN = [{"name": "Given", "random_first_adopters": 3}]
REUSE_ROWS_FROM = 2
"""Row 0 is to leave it, row 1 to develop one's own; a new solution inspired by another counts as reuse."""


def hearing_months(scenario: Scenario, seed: int) -> dict[int, int]:
    """Month in which each municipality heard of the only solution that there is."""
    (record,) = simulate_records(build_setup(scenario), seed, [0], 1)
    aware = record.cases["aware"]
    return dict(
        zip(record.cases["code"].tolist(), np.where(aware == NEVER, LATER_THAN_ALL, aware).tolist(), strict=True)
    )


def assert_never_later(before: dict[int, int], after: dict[int, int]) -> None:
    for code, month in before.items():
        assert after.get(code, LATER_THAN_ALL) <= month


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), contact=st.sampled_from([0.02, 0.1, 0.4]), factor=st.floats(1.0, 5.0))
def test_more_contact_never_delays_hearing_of_what_is_there(seed: int, contact: float, factor: float) -> None:
    ties: dict[str, Any] = {"network.kind": "barabasi_albert", "network.size": 40, "network.degree": 4}
    scenario = contagion(GIVEN, 48).with_changes({**ties, "awareness.contact_per_month": contact})
    more = scenario.with_changes({"awareness.contact_per_month": contact * factor})
    assert_never_later(hearing_months(scenario, seed), hearing_months(more, seed))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), portal=st.floats(0.0, 0.3), more=st.floats(0.0, 0.3))
def test_more_portal_never_delays_hearing_of_what_is_there(seed: int, portal: float, more: float) -> None:
    ties: dict[str, Any] = {"network.kind": "ring", "network.size": 40, "sharing.documented_share": 1.0}
    scenario = contagion(GIVEN, 48).with_changes({**ties, "portal.hearing_per_month": portal})
    larger = scenario.with_changes({"portal.hearing_per_month": portal + more})
    assert_never_later(hearing_months(scenario, seed), hearing_months(larger, seed))


tables = st.integers(2, 8).flatmap(
    lambda rows: st.lists(
        st.lists(st.floats(-4.0, 4.0), min_size=len(Terms._fields), max_size=len(Terms._fields)),
        min_size=rows,
        max_size=rows,
    )
)


@given(table=tables, reward=st.floats(0.0, 8.0))
def test_an_equal_reward_on_all_reuse_never_turns_reuse_into_something_else(
    table: list[list[float]], reward: float
) -> None:
    before = np.array(table)
    after = before.copy()
    after[REUSE_ROWS_FROM:, Terms._fields.index("prize")] += reward
    if best_option(before, len(before), -1) >= REUSE_ROWS_FROM:
        assert best_option(after, len(after), -1) >= REUSE_ROWS_FROM


@cache
def model_before_a_decision() -> DiffusionModel:
    """A model with a pool of 12 grants, 4 of them kept for reuse, with a year's applications."""
    few = {"funding__grants_per_municipality": 12 / 98, "funding__reuse_reserved_share": 1 / 3}
    model = DiffusionModel(small(**few, funding__grant_seeking_share=0.9, time__burn_in_months=0), seed=3)
    while model.calendar.month_of_year(model.month) != DECISION_MONTH or model.month < 12:
        model.step()
    return model


@cache
def everybody() -> list[Case]:
    return model_before_a_decision().applications


def winners_among(chosen: set[int]) -> set[int]:
    model = model_before_a_decision()
    model.applications = [everybody()[number] for number in sorted(chosen)]
    winners = model.grant_winners()
    return {number for number in chosen if everybody()[number] in winners}


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_one_more_applicant_displaces_at_most_the_marginal_one(data: st.DataObject) -> None:
    numbers = range(len(everybody()))
    assert len(numbers) > 12
    chosen = data.draw(st.sets(st.sampled_from(numbers), min_size=1))
    one_more = data.draw(st.sampled_from(numbers))
    before, after = winners_among(chosen - {one_more}), winners_among(chosen | {one_more})
    assert after - before <= {one_more}
    assert len(before - after) <= len(after - before)


def test_a_larger_pool_takes_in_the_next_in_line() -> None:
    """Each year's grants go by fixed priority keys, so that who wins does not change the order of the others."""
    scarce = small(funding__grants_per_municipality=4 / 98, time__burn_in_months=0, time__months=12)
    (record,) = simulate_records(build_setup(scarce), 3, [0], 1)
    (wider,) = simulate_records(
        build_setup(scarce.with_changes({"funding.grants_per_municipality": 5 / 98})), 3, [0], 1
    )
    won, won_wider = (
        {(int(c["code"]), int(r.solutions["id"][c["solution"]])) for c in r.cases if c["granted"]}
        for r in (record, wider)
    )
    assert won < won_wider
    assert len(won_wider) == len(won) + 1


def test_in_the_whole_model_more_contact_can_displace() -> None:
    """Not a defect: capacity is limited, so one thing taken up earlier keeps another out. Do not claim otherwise."""
    baseline = small(problems__per_field=6, time__months=96)
    more = baseline.with_changes({"awareness.contact_per_month": baseline.awareness.contact_per_month * 1.2})
    cases = ds.compare(baseline, more, replications=6).cases()
    both = cases[cases["exists"] == "both"]
    assert (both["aware_b"] > both["aware_a"]).any()
    assert (both["implemented_a"].eq(True) & both["implemented_b"].eq(False)).any()


@pytest.mark.slow
def test_pairing_is_honest() -> None:
    """The mean difference in the same replications is that of replications of their own, within four standard errors."""
    baseline = small()
    policy = baseline.with_changes({"appraisal.nih_bias": 0.0})
    keys = ["implemented_per_year", "in_use"]
    paired = ds.compare(baseline, policy, replications=150).summary().set_index("measure")
    a = ds.simulate(baseline, 150, seed=1001).measures[keys]
    b = ds.simulate(policy, 150, seed=2002).measures[keys]
    for key in keys:
        apart = b[key].mean() - a[key].mean()
        error = np.sqrt((a[key].var(ddof=1) + b[key].var(ddof=1)) / 150)
        width = paired.loc[key, "high"] - paired.loc[key, "low"]
        assert abs(paired.loc[key, "difference"] - apart) < 4 * np.hypot(error, width / 4)
        assert width / 4 < error
