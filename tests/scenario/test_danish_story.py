"""The scenario in plain words, in Danish: the same as in English, with nothing left in English."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, load_scenario, tell
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.in_words import Language
from diffusion_sim.words import words
from diffusion_sim.words.ready_made import danish

CONFIGS = Path(__file__).parents[2] / "configs"
FILES = [
    *sorted(CONFIGS.glob("*.toml")),
    *(
        path
        for folder in ("scenarios", "ladder", "decision_rules")
        for path in sorted((CONFIGS / folder).glob("*.toml"))
    ),
]
DANISH = Language("da")
KEY = re.compile(r"\b[a-z_]+\.[a-z_0-9]+\b|docs/\S+|configs/\S+|\([a-z]+(, [a-z]+)*\)")
"""Keys of parameters, files, and sections in parentheses stand as in scenario files."""
NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*\d|(?<![\w.,-])\d")
IN_BOTH = {
    "administration", "at", "data", "december", "end", "for", "form", "innovation", "inspiration", "kroner",
    "land", "mental", "minus", "model", "national", "over", "parameter", "portal", "problem", "r", "region",
    "ring", "s", "service", "set", "side", "sparring", "stigma", "to", "tunnel",
}  # fmt: skip
"""Words of both languages, though not of the same meaning: "to" is two, "end" is than."""
NAMES = {
    "albert", "andersen", "assens", "atp", "barabási", "bass", "dahl", "damanpour", "dimaggio", "erdős",
    "frikommune", "hansen", "jakobsen", "nykredit", "powell", "rényi", "schlag", "schneider", "shipan",
    "silkeborg", "simon", "skanderborg", "strogatz", "volden", "walker", "watts",
}  # fmt: skip
QUOTED = re.compile(r'"[^"]*"|»[^«]*«')
EVERY_BRANCH: dict[str, dict[str, object]] = {
    "one of each": {
        "time": {"months": 1, "burn_in_months": 12}, "capacity.projects_per_field": 1, "prize.winners_per_year": 1,
        "prize.scope": ["region:Midtjylland", "body:KKR Nordjylland", "Ærø"],
        "funding.taper_months": 12, "funding.tail_months": 6, "prize.eligible_stage": "adopted",
        "portal.hearing_per_month": 0.01, "appraisal.nih_inattention": 0.25, "appraisal.nih_bias": 0.3,
    },
    "a ring": {
        "network": {"kind": "ring", "places": "synthetic", "size": 25_000}, "awareness.form": "one_shot",
        "problems.era_end_per_year": 0, "external.per_era": 0, "appraisal.rule": "imitation",
    },
    "a threshold": {"awareness.form": "threshold", "problems.per_field": 0, "appraisal.rule": "satisficing"},
    "a lever": {
        "interventions": [
            {"name": "Portal", "parameter": "portal.hearing_per_month", "set": 0.01, "from": "2016-03", "until": "2018-05"},
            {"name": "Kurser", "parameter": "traits.carrying", "shift": -0.25, "municipalities": ["Silkeborg", "Ærø"]},
            {"name": "Ledere", "parameter": "traits.carrying", "scale": 1.5, "until": "2018-12"},
        ],
        "innovations": [{"name": "2-1-veje", "from": "2015-02", "random_first_adopters": 2}],
        "cliff": {"unfinished_per_month": 0, "operation_per_month": 0}, "awareness.contact_per_month": 0,
    },
}  # fmt: skip
STORIES = {path.stem: load_scenario(path) for path in FILES} | {
    name: Scenario().with_changes(changes) for name, changes in EVERY_BRANCH.items()
}
each_story = pytest.mark.parametrize("scenario", STORIES.values(), ids=STORIES)


def story(**changes: object) -> str:
    return tell(Scenario().with_changes({key.replace("__", "."): value for key, value in changes.items()}), "da")


def its_words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]+", KEY.sub(" ", text))}


def given(scenario: Scenario) -> set[str]:
    """Return the words of names of places, and of what the user named, which are the same in every language."""
    tables = (scenario.interventions, scenario.organisations, scenario.partnerships)
    places = [place for table in tables for one in table for place in one.municipalities]
    own = [one.name for table in (*tables, scenario.innovations) for one in table if one.name not in danish("names")]
    return its_words(" ".join([*places, *scenario.prize.scope, *own]))


@each_story
def test_no_word_of_the_english_story_is_left(scenario: Scenario) -> None:
    english, told = (its_words(tell(scenario, language)) for language in ("en", "da"))
    assert english & told - IN_BOTH - NAMES - given(scenario) == set()


def counted(text: str, language: str) -> Counter[str]:
    """Return what a story counts: digits, months, shares and numbers in words, each written in one way."""
    table = words(language, "telling")
    text = QUOTED.sub(" ", text.split("\n\n", 1)[1])  # the title is prose of its own
    for one in declarations().values():
        text = text.replace(one.words[language].meaning.rstrip("."), "")
    found: Counter[str] = Counter()
    shares = [*zip(*(table["shares"][what][2:10] for what in ("many", "much")), strict=True)]
    for kind, terms in (("share", shares), ("month", [(name,) for name in words(language, "story")["months"]]),
                        ("count", [(name,) for name in table["counts"][2:]])):  # fmt: skip
        for number, (term, *_) in enumerate(terms):
            text, times = re.subn(rf"\b{term}\b", " ", text)
            found[f"{kind} {number}"] += times
    signs = str.maketrans(",.", ".,") if language == "da" else {}
    found.update(number.rstrip(".,").translate(signs).replace(",", "") for number in NUMBER.findall(KEY.sub(" ", text)))
    return +found


@each_story
def test_both_stories_have_the_same_numbers(scenario: Scenario) -> None:
    english, told = (counted(tell(scenario, language), language) for language in ("en", "da"))
    assert english == told
    assert english


@each_story
def test_both_stories_have_the_same_paragraphs_and_say_what_they_are_not(scenario: Scenario) -> None:
    english, told = tell(scenario), tell(scenario, "da")
    assert english.count("\n\n") == told.count("\n\n")
    assert told.endswith("ikke en forudsigelse af, hvad nogen kommune vil gøre.")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_that_a_ready_made_file_names_has_a_danish_name(path: Path) -> None:
    scenario = load_scenario(path)
    tables = (scenario.interventions, scenario.innovations, scenario.organisations, scenario.partnerships)
    assert [one.name for table in tables for one in table if one.name not in danish("names")] == []


def test_every_word_of_choice_has_a_danish_one() -> None:
    choices = {choice for one in declarations().values() for choice in one.choices}
    assert choices == set(danish("choices"))


def test_all_ready_made_scenarios_have_stories_of_their_own() -> None:
    assert len({tell(load_scenario(path), "da") for path in FILES}) == len(FILES)


def test_a_users_own_scenario_keeps_its_words() -> None:
    own = Scenario(name="silos", description="My own silos.")
    assert tell(own, "da").startswith("silos: My own silos.\n")
    assert tell(Scenario(name="mine"), "da").startswith("mine.\n")


def test_a_title_that_begins_the_description_stands_once() -> None:
    told = tell(load_scenario(CONFIGS / "baseline.toml"), "da")
    assert told.startswith("Danmark, som det er: andres dokumentation")


def test_an_unknown_language_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match='^language: "sv" is not one; valid: da, en$'):
        tell(Scenario(), "sv")


def test_numbers_become_danish_words() -> None:
    count, duration = DANISH.count, DANISH.duration
    assert (count(1, "prize"), count(3, "prize"), count(2500, "grant")) == (
        "én pris",
        "tre priser",
        "2.500 bevillinger",
    )
    assert (count(1, "problem"), count(0, "field"), count(2.5, "year")) == ("ét problem", "ingen fagområder", "2,5 år")
    assert (duration(12), duration(24), duration(1), duration(14)) == ("et år", "to år", "en måned", "14 måneder")
    assert DANISH.month("2014-05") == "maj 2014"
    assert [DANISH.share(part, "much") for part in (0, 0.25, 0.98, 1)] == [
        "intet",
        "omkring en fjerdedel",
        "næsten alt",
        "alt",
    ]
    assert DANISH.places(["region:Midtjylland", "Ærø", "Fanø"]) == "Region Midtjylland, Ærø og Fanø"


def test_danish_numbers_have_danish_signs() -> None:
    told = story(budget__dkk_per_inhabitant=1250, appraisal__copy_stigma=0.25, budget__savings_dkk_per_point=75_000)
    assert "En kommune har 1.250 kr. pr. indbygger om året" in told
    assert "»Stigma ved at kopiere« (appraisal.copy_stigma) er 0,25 i stedet for 0,4" in told
    assert "er 75.000 i stedet for 50.000" in told


@pytest.mark.parametrize(("hazard", "words"), [(0.5, "hårdt"), (0.12, "mærkbart"), (0.02, "blødt")])
def test_the_end_of_a_grant_is_told_by_its_hardness(hazard: float, words: str) -> None:
    assert f"Udløbet rammer {words}:" in story(cliff__unfinished_per_month=hazard)


def test_a_prize_is_told_with_its_scope_and_its_end() -> None:
    told = story(prize={"winners_per_year": 1, "scope": ["region:Midtjylland"], "until_month": "2018-12"})
    assert "Fra januar 2014 til og med december 2018 er der en kopipris: hver december uddeles én pris" in told
    assert "i Region Midtjylland til dem" in told
    assert "»Prisen til« (prize.until_month) er december 2018 i stedet for ikke angivet" in told


def test_words_of_choice_are_danish() -> None:
    told = story(network={"kind": "ring", "places": "synthetic", "size": 250})
    assert "250 konstruerede steder følges" in told
    assert "»Forbindelser« (network.kind) er »ring« i stedet for »Danmark«" in told
