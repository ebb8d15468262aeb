"""The scenario in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from diffusion_sim.scenario import Scenario, load_scenario, tell
from diffusion_sim.scenario.in_words import ENGLISH
from diffusion_sim.scenario.scenario import baseline

CONFIGS = Path(__file__).parents[2] / "configs"
FILES = [CONFIGS / "baseline.toml", *sorted((CONFIGS / "scenarios").glob("*.toml"))]


def story(**changes: object) -> str:
    return tell(Scenario().with_changes({key.replace("__", "."): value for key, value in changes.items()}))


def test_the_baseline_is_told_from_who_to_money() -> None:
    told = tell(baseline())
    for words in ("Danish municipalities", "January 2014", "ten years", "becomes aware of", "copy one, adapt", "cliff"):
        assert words in told
    assert "There is no prize for copying." in told
    assert "There is no national overview" in told
    assert "Every parameter has its default value." in told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_story_ends_with_what_it_is_not(path: Path) -> None:
    scenario = load_scenario(path)
    told = tell(scenario)
    assert told.startswith(f"{scenario.name}: {scenario.description}")
    assert told.endswith("not a forecast of what any municipality will do.")


def test_all_policies_have_stories_of_their_own() -> None:
    assert len({tell(load_scenario(path)) for path in FILES}) == len(FILES)


def test_a_prize_is_told_with_its_scope_and_its_effects() -> None:
    told = story(prize__winners_per_year=1, prize__scope=["Silkeborg"])
    assert "each December one prize in Silkeborg" in told
    assert "attracts through the hope of winning, reduces the stigma of copying and makes" in told


def test_a_prize_without_effects_is_told_as_such() -> None:
    silent = dict.fromkeys(("reward", "recognition_winner"), 0)
    told = story(prize={**silent, "visibility_per_month": 0, "winners_per_year": 3})
    assert "three prizes in the whole country" in told
    assert "It changes nothing" in told


@pytest.mark.parametrize(
    ("form", "strength", "words"),
    [
        ("nih_distrust", 0, "counts for as much as one's own"),
        ("nih_distrust", 0.1, "a weak distrust"),
        ("nih_distrust", 0.4, "a noticeable distrust"),
        ("nih_distrust", 0.7, "a strong distrust"),
        ("nih_distrust", 0.9, "a very strong distrust"),
        ("nih_inattention", 0.25, "Of others' solutions about one in four is never considered"),
        ("nih_bias", 0.1, "a weak tendency"),
        ("nih_bias", 0.3, "a noticeable tendency"),
        ("nih_bias", 3, "a very strong tendency"),
    ],
)
def test_not_invented_here_is_told_by_form_and_strength(form: str, strength: float, words: str) -> None:
    neutral = {"appraisal__nih_distrust": 0, "appraisal__nih_bias": 0}
    assert words in story(**{**neutral, f"appraisal__{form}": strength})


@pytest.mark.parametrize(("hazard", "words"), [(0.5, "a hard cliff"), (0.12, "a cliff"), (0.02, "a gentle slope")])
def test_the_end_of_a_grant_is_told_by_its_hardness(hazard: float, words: str) -> None:
    assert f"Its end is {words}:" in story(cliff__unfinished_per_month=hazard)


def test_a_country_without_cliff_or_grants_is_told_as_such() -> None:
    assert "the work goes on" in story(cliff={"unfinished_per_month": 0, "operation_per_month": 0})
    assert "There are no grants." in story(funding__grants_per_municipality=0)


def test_the_municipalities_own_money_is_told() -> None:
    assert "250 kroner per inhabitant and year" in story(budget__dkk_per_inhabitant=250)
    assert "has no limit" in story(budget__dkk_per_inhabitant=0)
    assert "about one in four runs on the municipality's own project money" in story(funding__project_share=0.25)


def test_taper_and_tail_are_told() -> None:
    assert "fades out over one year" in story(funding__taper_months=12)
    assert "six months more for what is being implemented" in story(funding__tail_months=6)


def test_a_portal_is_told_whether_it_was_always_there_or_opens_later() -> None:
    opening = {"name": "Portal", "parameter": "portal.hearing_per_month", "set": 0.01, "from": "2016-03"}
    assert "A national portal shows" in story(portal__hearing_per_month=0.01)
    assert "From March 2016 a national portal" in story(interventions=[opening])
    assert "There is no national overview" in story(interventions=[{**opening, "set": 0}])


def test_interventions_are_told_with_months_and_municipalities() -> None:
    told = story(
        interventions=[
            {
                "name": "Leadership programme",
                "parameter": "traits.carrying",
                "scale": 1.5,
                "from": "2015-01",
                "until": "2018-12",
                "municipalities": ["Silkeborg", "Ærø"],
            }
        ]
    )
    assert '"Leadership programme": from January 2015 until December 2018, traits.carrying' in told
    assert "is multiplied by 1.5 in Silkeborg and Ærø." in told


def test_innovations_are_told() -> None:
    told = story(innovations=[{"name": "2-1 roads", "from": "2015-02", "random_first_adopters": 2}])
    assert 'In February 2015 "2-1 roads" is there to adopt, first in two municipalities drawn at random.' in told


def test_differences_to_the_default_are_told() -> None:
    assert "one parameter differs: appraisal.nih_distrust is 0.9 instead of 0.4" in story(appraisal__nih_distrust=0.9)


def test_an_empty_list_is_told_as_what_it_means() -> None:
    chosen = Scenario().with_changes({"prize.scope": ["region:Nordjylland"]})
    assert "prize.scope is region:Nordjylland instead of every municipality" in tell(chosen)
    assert "i stedet for alle kommuner" in tell(chosen, "da")


def test_other_countries_and_rules_are_told() -> None:
    ring = story(network={"kind": "ring", "places": "synthetic", "size": 250})
    assert "250 made-up places" in ring
    assert "on a ring" in ring
    assert "Whoever becomes aware of a solution adopts it" in story(appraisal__rule="adopt_when_aware")
    assert "about one in three of those it is tied to use it" in story(awareness__form="threshold")
    assert "Each new user tells" in story(awareness__form="one_shot")
    assert "do not become aware of solutions through each other" in story(awareness__contact_per_month=0)
    assert "Problems never change" in story(problems__era_end_per_year=0)
    assert "No solutions come from outside" in story(external__per_era=0)


def test_numbers_become_words() -> None:
    count, duration, joined = ENGLISH.count, ENGLISH.duration, ENGLISH.joined
    assert (count(1, "prize"), count(3, "prize"), count(250, "grant")) == ("one prize", "three prizes", "250 grants")
    assert (count(2, "municipality"), duration(24), duration(14)) == ("two municipalities", "two years", "14 months")
    shares = tuple(ENGLISH.share(part, "many") for part in (0, 0.25, 0.5, 1))
    assert shares == ("none", "about one in four", "about half", "all")
    assert (joined([]), joined(["a"]), joined(["a", "b", "c"])) == ("", "a", "a, b and c")
