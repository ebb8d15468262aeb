"""One past, many futures: going on from a kept burn-in gives, to the bit, what simulating all months gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numba
import pytest
from fuzzing import inputs
from hashes.content import of_records
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.drawn_scenarios import ALL_ON, BUSY, near
from small_setups import small

import diffusion_sim as ds
from diffusion_sim.model import past
from diffusion_sim.model.driver import Crew, simulate_records
from diffusion_sim.model.ground import prepare_ground
from diffusion_sim.model.past import Pasts
from diffusion_sim.model.state import Ground
from diffusion_sim.model.workspace import first_room, handed_on, workspace
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation import Together

pytestmark = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="whole replications take too long in Python")

CONFIGS = Path(__file__).parents[2] / "configs"
NUMBERS = {
    key: near(one.default, one.low, one.high)
    for key, one in declarations().items()
    if one.reach != "fixed" and one.low is not None and one.kind in {"number", "whole number"}
}
FIRST = "2014-01"
"""The first reported month of the busy country."""


@st.composite
def policies(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a country, and what is otherwise from its first reported month on."""
    country = dict(ALL_ON) if draw(st.booleans()) else {}
    country |= {
        key: draw(NUMBERS[key]) for key in draw(st.lists(st.sampled_from(sorted(NUMBERS)), max_size=6, unique=True))
    }
    changed = draw(st.lists(st.sampled_from(sorted(NUMBERS)), min_size=1, max_size=4, unique=True))
    interventions = [{"name": key, "parameter": key, "set": draw(NUMBERS[key]), "from": FIRST} for key in changed]
    return country, {"interventions": interventions}


def own(scenario: Scenario, replications: int = 2) -> Any:
    return of_records(simulate_records(build_setup(scenario), 7, range(replications), 1))


def shared(scenario: Scenario, pasts: Pasts, replications: int = 2) -> Any:
    return of_records(simulate_records(build_setup(scenario), 7, range(replications), 1, pasts))


@pytest.mark.slow
@settings(max_examples=inputs(150), deadline=None)
@given(policies())
def test_whatever_a_policy_changes_its_bytes_do_not_depend_on_whose_past_it_goes_on_from(
    drawn: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    country, policy = drawn
    baseline = Scenario().with_changes(BUSY | {"time.burn_in_months": 24} | country)
    changed = baseline.with_changes(policy)
    wanted = own(baseline), own(changed)
    for first, second, room in ((baseline, changed, 10**9), (changed, baseline, 10**9), (baseline, changed, 0)):
        pasts = Pasts(room)
        found = {one.identity(): shared(one, pasts) for one in (first, second)}
        assert (found[baseline.identity()], found[changed.identity()]) == wanted


PRIZES = {key: values for key, values in NUMBERS.items() if key.startswith("prize.")}


@pytest.mark.slow
@settings(max_examples=inputs(50), deadline=None)
@given(st.fixed_dictionaries({}, optional=PRIZES), st.fixed_dictionaries({}, optional=PRIZES))
def test_whatever_prizes_are_like_they_share_the_months_before_the_first(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    country = Scenario().with_changes(BUSY | {"time.burn_in_months": 24} | ALL_ON | {"prize.from_month": FIRST})
    pasts = Pasts()
    for prize in (one, other):
        scenario = country.with_changes(prize)
        assert shared(scenario, pasts) == own(scenario)
    assert len(pasts) == 2


POLICIES: list[dict[str, Any]] = [
    {"prize.winners_per_year": 3},
    {"interventions": [{"name": "portal", "parameter": "portal.hearing_per_month", "set": 0.1, "from": FIRST}]},
    {"interventions": [{"name": "tail", "parameter": "funding.tail_months", "set": 6, "from": FIRST}]},
    {"interventions": [{"name": "budget", "parameter": "budget.dkk_per_inhabitant", "scale": 2.0, "from": FIRST}]},
    {"interventions": [{"name": "nih", "parameter": "appraisal.nih_distrust", "set": 0.9, "from": "2015-01"}]},
]


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_denmark_and_a_policy_that_begins_later_share_their_burn_in(policy: dict[str, Any]) -> None:
    baseline = small(time__burn_in_months=36, budget__dkk_per_inhabitant=400.0, prize__from_month=FIRST)
    changed, pasts = baseline.with_changes(policy), Pasts()
    assert shared(baseline, pasts) == own(baseline)
    assert shared(changed, pasts) == own(changed) != own(baseline)
    assert len(pasts) == 2


def test_what_differs_before_the_first_reported_month_is_not_shared() -> None:
    baseline, pasts = small(), Pasts()
    for changes in ({}, {"appraisal.nih_bias": 0.7}, {"time.months": 12}, {"problems.era_end_per_year": 0.3}):
        changed = baseline.with_changes(changes)
        assert shared(changed, pasts) == own(changed)
    assert len(pasts) == 8


def test_who_may_win_is_told_apart_only_where_somebody_wins() -> None:
    baseline, pasts = small(), Pasts()
    prize = {"prize.winners_per_year": 3, "prize.from_month": FIRST}
    for changes in (prize, prize | {"prize.scope": ["region:Nordjylland"]}, {}, {"prize.scope": ["Læsø"]}):
        changed = baseline.with_changes(changes)
        assert shared(changed, pasts) == own(changed)
    assert len(pasts) == 2
    assert sum(len(found) for shelf in pasts._shelves for found in shelf.kept.values()) == 4


def test_no_more_is_kept_than_the_memory_allows_and_other_countries_make_way() -> None:
    whole = Pasts()
    shared(small(), whole)
    pasts = Pasts(int(whole.taken[0] / 2 * 2.5))
    assert shared(small(), pasts, 4) == own(small(), 4)
    assert len(pasts) == 2
    other = small(appraisal__nih_bias=0.7)
    assert shared(other, pasts) == own(other)
    assert len(pasts) == 2
    assert pasts.find(past.kind_of(Crew(build_setup(other), 7).ground, 24), 7, 0) is not None


def test_burn_ins_go_on_from_the_disk() -> None:
    pasts, changed = Pasts(0, 10**7), small(prize__winners_per_year=3, prize__from_month=FIRST)
    wanted = own(changed, 4)
    assert shared(small(), pasts, 4) == own(small(), 4)
    assert len(pasts) == 4
    in_memory, on_disk = pasts.taken
    assert in_memory == 0 < on_disk
    assert shared(changed, pasts, 4) == wanted
    assert pasts.taken[1] > 0


def test_no_more_files_are_open_than_a_process_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MOST_FILES", 2)
    pasts = Pasts(0, 10**8)
    assert shared(small(), pasts, 4) == own(small(), 4)
    assert len(pasts) == 2
    other = small(appraisal__nih_bias=0.7)
    assert shared(other, pasts) == own(other)
    assert pasts.find(past.kind_of(Crew(build_setup(other), 7).ground, 24), 7, 1) is not None


def test_pasts_of_one_replication_for_several_prizes_are_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MOST_FILES", 3)
    pasts, prize = Pasts(0, 10**8), {"prize.winners_per_year": 3, "prize.from_month": FIRST}
    for scope in (["Læsø"], ["region:Nordjylland"]):
        shared(small().with_changes(prize | {"prize.scope": scope}), pasts)
    assert sum(len(found) for shelf in pasts._shelves for found in shelf.kept.values()) == 3


def test_a_full_disk_keeps_nothing_and_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "TemporaryFile", lambda **_: Path("/dev/full").open("r+b"))  # noqa: SIM115 - as there
    pasts = Pasts(0, 10**8)
    assert shared(small(), pasts) == own(small())
    assert len(pasts) == 0


def test_a_workspace_that_is_too_small_for_a_past_is_replaced() -> None:
    baseline, pasts = small(), Pasts()
    wanted = shared(baseline, pasts)
    crew = Crew(build_setup(baseline), 7, pasts)
    crew.room = type(crew.room)(*(200 for _ in crew.room))
    assert of_records(crew.record(number) for number in range(2)) == wanted


@pytest.mark.parametrize("room", [0, 10**9])
def test_a_workspace_that_another_policy_has_left_changes_nothing(room: int) -> None:
    """Without room for pasts, whole replications are simulated in what is left; with room, they go on there from pasts."""
    still = {"traits__spread": 0.0, "capacity__projects_per_field": 2}
    policies = (
        small(prize__winners_per_year=3, prize__from_month=FIRST), small(**still), small(**still, appraisal__nih_bias=0.9),
        small(portal__hearing_per_month=0.1), small(), small(time__months=77), small(problems__per_field=3), small(),
    )  # fmt: skip
    pasts = Pasts(room)
    for policy in policies:
        assert shared(policy, pasts) == own(policy)
        assert pasts.workspaces


def test_only_a_workspace_of_the_same_sizes_is_handed_on() -> None:
    left, prize, longer, larger = (
        workspace(ground, first_room(ground), 1)
        for ground in map(prepare_ground, map(build_setup, (
            small(), small(prize__winners_per_year=3, prize__from_month=FIRST), small(time__months=77), small(problems__per_field=3))))
    )  # fmt: skip
    taken = handed_on(left, Ground._make(prize[: len(Ground._fields)]), 9)
    assert taken is not None
    assert taken.cases is left.cases
    assert [one.shape for one in taken[1:]] == [one.shape for one in prize[1:]]
    assert taken.seed[0] == 9
    for other in (longer, larger):
        assert handed_on(left, Ground._make(other[: len(Ground._fields)]), 9) is None


def test_a_comparison_in_rounds_is_that_of_two_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diffusion_sim.simulation.together.MOST_IN_ROUND", 2)
    baseline, told = small(), list[tuple[int, int]]()
    prize = baseline.with_changes({"prize.winners_per_year": 3})
    found = ds.compare(baseline, prize, replications=5, progress=lambda *done: told.append(done))
    for side, scenario in ((found.baseline, baseline), (found.others[0], prize)):
        alone = ds.simulate(scenario, 5)
        assert of_records(side.records) == of_records(alone.records)
        assert side.context == alone.context
    assert told == [(number, 10) for number in range(1, 11)]


def test_what_was_asked_for_is_known_while_rounds_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diffusion_sim.simulation.together.MOST_IN_ROUND", 2)
    together = Together([small(), small(appraisal__nih_bias=0.0)], 1)

    def stop(done: int, _: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(ds.Interrupted):
        together.bring_to(6, stop)
    assert [len(one.records) for one in together.results] == [3, 2]
    assert [one.context.replications for one in together.results] == [6, 6]
    together.bring_to(6)
    assert of_records(together.results[0].records) == of_records(ds.simulate(small(), 6).records)


@pytest.mark.slow
def test_the_whole_of_denmark_goes_on_from_a_shared_past() -> None:
    baseline = load_scenario(CONFIGS / "baseline.toml")
    pasts = Pasts()
    for name in ("", "copycat_prize", "knowledge_portal"):
        scenario = load_scenario(CONFIGS / "scenarios" / f"{name}.toml") if name else baseline
        assert shared(scenario, pasts) == own(scenario)
    assert len(pasts) == 2
