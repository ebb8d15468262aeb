"""A policy in chosen municipalities and months holds there and then, in the replication itself, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from lab.lab_setup import whole_catalogue

from diffusion_sim.errors import InputError
from diffusion_sim.lab.question import Question, changed_policy, not_aimed, question_of, scenarios_of
from diffusion_sim.lab.targeting import SIZES, Target, groups_of
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.setup import Setup, build_setup

PRIZES, NIH, PORTAL, GRANTS, TASTES = (
    "prize.winners_per_year", "appraisal.nih_distrust", "portal.hearing_per_month", "funding.grants_per_municipality",
    "appraisal.taste_correlation",
)  # fmt: skip
NORTH = "region:Nordjylland"
BURN_IN = Scenario().time.burn_in_months


def replication_of(policy: str, target: Target, *changes: tuple[str, float]) -> Setup:
    return build_setup(scenarios_of(Question("baseline", policy, changes, target=target), whole_catalogue())[1])


def values(setup: Setup, key: str) -> np.ndarray:
    """Return a parameter by month and municipality."""
    return setup.policy.values[key][setup.policy.period_of_month(setup.calendar.total_months)]


def changed(setup: Setup, key: str) -> tuple[set[str], list[int]]:
    """Return where and in which months, counted from the first shown, a replication has another value than the baseline's."""
    other = values(setup, key) != values(build_setup(Scenario()), key)
    names = {place.name for place, there in zip(setup.places, other.any(axis=0), strict=True) if there}
    return names, (np.flatnonzero(other.any(axis=1)) - BURN_IN)[[0, -1]].tolist()


def in_region(name: str) -> set[str]:
    return {place.name for place in build_setup(Scenario()).places if place.region == name}


def test_sizes_and_regions_divide_the_country() -> None:
    codes = groups_of(Scenario()).codes
    everybody = {place.code for place in build_setup(Scenario()).places}
    for kind, parts in (("size", 3), ("region", 5)):
        members = [set(group) for where, group in codes.items() if where.startswith(f"{kind}:")]
        assert len(members) == parts
        assert set().union(*members) == everybody
        assert sum(map(len, members)) == len(everybody)
    assert {place.code for place in build_setup(Scenario()).places if place.population < SIZES["small"][1]} == codes[
        "size:small"
    ]


def test_a_prize_in_one_region_is_open_to_its_municipalities_only() -> None:
    setup = replication_of("copycat_prize", Target(NORTH, "2016-03"))
    assert {setup.places[row].name for row in setup.prize_scope} == in_region("Nordjylland")
    assert setup.scenario.prize.from_month == "2016-03"
    assert setup.scenario.prize.winners_per_year == 3


def test_a_prize_of_small_municipalities_has_those_and_no_others() -> None:
    setup = replication_of("copycat_prize", Target("size:small"), (PRIZES, 10))
    assert {setup.places[row].population < 30_000 for row in setup.prize_scope} == {True}
    assert len(setup.prize_scope) == sum(place.population < 30_000 for place in setup.places)


def test_a_prize_ends_after_its_last_month() -> None:
    winners = values(replication_of("copycat_prize", Target("", "2015-01", "2018-12")), PRIZES)[BURN_IN:, 0]
    assert (winners[59], winners[60]) == (3, 0)  # December 2018, January 2019


@pytest.mark.parametrize(("policy", "key"), [("knowledge_portal", PORTAL), ("strong_nih", NIH)])
def test_what_a_policy_sets_holds_only_where_and_when_it_is_wanted(policy: str, key: str) -> None:
    assert changed(replication_of(policy, Target(NORTH, "2016-01", "2017-06")), key) == (
        in_region("Nordjylland"),
        [24, 41],
    )


def test_a_lever_that_is_moved_follows_the_policy() -> None:
    setup = replication_of("copycat_prize", Target("740", "2018-01"), (NIH, 0.9))
    assert changed(setup, NIH) == ({"Silkeborg"}, [48, 119])
    assert {setup.places[row].name for row in setup.prize_scope} == {"Silkeborg"}


def test_an_intervention_of_the_policy_keeps_its_distance_from_the_start(tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text("""
[[interventions]]
name = "first"
parameter = "portal.hearing_per_month"
set = 0.01
from = "2014-01"
[[interventions]]
name = "second"
parameter = "appraisal.nih_distrust"
set = 0.1
from = "2015-07"
until = "2016-06"
""", encoding="utf-8")  # fmt: skip
    catalogue = whole_catalogue()._replace(
        scenarios={"baseline": Scenario(), "two": load_scenario(tmp_path / "two.toml")}
    )
    question = Question("baseline", "two", target=Target("", "2017-01"))
    setup = build_setup(scenarios_of(question, catalogue)[1])
    assert changed(setup, PORTAL)[1] == [36, 119]
    assert changed(setup, NIH)[1] == [54, 65]  # 18 months later, for twelve months


def test_what_holds_everywhere_is_told() -> None:
    moved = ((GRANTS, 100.0), (TASTES, 0.5), (NIH, 0.9))
    aimed = Question("baseline", "knowledge_portal", moved, target=Target(NORTH))
    assert set(not_aimed(aimed, whole_catalogue())) == {TASTES, GRANTS}
    later = aimed._replace(target=Target("", "2018-01"))
    assert not_aimed(later, whole_catalogue()) == (TASTES,)
    assert changed(build_setup(scenarios_of(later, whole_catalogue())[1]), GRANTS)[1] == [48, 119]
    assert not_aimed(aimed._replace(target=Target()), whole_catalogue()) == ()


def test_a_partnership_is_narrowed_to_those_of_its_members_who_are_meant() -> None:
    (ready,) = whole_catalogue().scenarios["partnership"].partnerships
    question = Question("baseline", "partnership", target=Target(NORTH))
    (narrow,) = scenarios_of(question, whole_catalogue())[1].partnerships
    assert narrow.municipalities == tuple(name for name in ready.municipalities if name in in_region("Nordjylland"))
    assert 0 < len(narrow.municipalities) < len(ready.municipalities)


@pytest.mark.parametrize(("question", "told"), [
    (Question("baseline", "partnership", target=Target("size:small")), "none of the policy's own municipalities"),
    (Question("copycat_prize", "copycat_prize", ((PRIZES, 9),), target=Target(NORTH)), "the baseline has a prize of its own"),
])  # fmt: skip
def test_what_cannot_be_had_is_refused_in_a_sentence(question: Question, told: str) -> None:
    with pytest.raises(InputError, match=told):
        scenarios_of(question, whole_catalogue())


@pytest.mark.parametrize(("target", "title"), [
    (Target(NORTH), "Kopipris kun i Region Nordjylland"),
    (Target("size:small", "2018-01"), "Kopipris kun i små kommuner (under 30.000 indbyggere) fra januar 2018"),
    (Target("740", "", "2018-12"), "Kopipris kun i Silkeborg til og med december 2018"),
])  # fmt: skip
def test_the_title_says_for_whom_and_from_when(target: Target, title: str) -> None:
    assert changed_policy(Question("baseline", "copycat_prize", target=target), whole_catalogue(), "da").title == title


def test_the_address_keeps_for_whom_and_from_when() -> None:
    question = Question("baseline", "copycat_prize", target=Target("size:small", "2016-01", "2019-12"))
    assert question_of(question.to_query(), whole_catalogue()) == (question, ())


@pytest.mark.parametrize("query", [{"where": "region:Atlantis"}, {"from": "1999-01"}, {"until": "2050-01"}])
def test_places_and_months_that_are_not_there_are_told(query: dict[str, str]) -> None:
    question, (problem,) = question_of(query, whole_catalogue())
    assert "cannot be used" in problem
    assert question.target == Target()
