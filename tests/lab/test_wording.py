"""The page says the same in both languages, and reads numbers as people write them."""

from __future__ import annotations

import math
import re

import pytest
from lab.lab_setup import asked, small_catalogue

from diffusion_sim.lab.question import changed_policy, question_of, scenarios_of
from diffusion_sim.lab.wording import LANGUAGES, intervention_sentence, number_in, policy_in_words
from diffusion_sim.scenario import Intervention


def test_every_text_is_there_in_danish_and_takes_the_same_facts() -> None:
    english, danish = LANGUAGES["en"], LANGUAGES["da"]
    assert set(danish) == set(english)
    assert {key for key in english if english[key] == danish[key]} <= {
        "change",
        "moved",
        "moved_from",
        "percent",
        "reach_municipal",
        "region_of",
    }
    facts = {
        key: (set(re.findall(r"{(\w+)}", english[key])), set(re.findall(r"{(\w+)}", danish[key]))) for key in english
    }
    assert {key: both for key, both in facts.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("0.5", "en", 0.5), ("0,5", "en", 0.5), ("1,000", "en", 1000.0), ("1.000", "en", 1.0), ("0,500", "en", 0.5),
        ("0,5", "da", 0.5), ("0.028", "da", 0.028), ("1.000", "da", 1000.0), ("50.000,5", "da", 50000.5),
        (" −2 ", "da", -2.0), ("1e-3", "en", 0.001),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, language: str, number: float) -> None:
    assert number_in(text, language) == number


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "nan", "inf", "1_000", "٣", "../../etc/passwd"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert math.isnan(number_in(text, "en"))
    assert math.isnan(number_in(text, "da"))


def test_the_policy_is_told_in_plain_words() -> None:
    question = asked(("appraisal.nih_distrust", 0.6))
    changed = changed_policy(question, small_catalogue(), "da")
    ready = small_catalogue().scenarios["prize"]
    told = policy_in_words(scenarios_of(question, small_catalogue()), ready, changed, (), (LANGUAGES["da"], "da"))
    assert "Du har ændret:</p><ul><li>Ikke opfundet her: 0,6</li></ul>" in told
    assert "<li>Ikke opfundet her sættes til 0,6 fra januar 2014.</li>" in told


@pytest.mark.parametrize(("language", "called"), [("en", "Accord"), ("da", "Forlig")])
def test_a_ready_made_intervention_is_called_in_the_language_of_the_page(language: str, called: str) -> None:
    accord = Intervention(name="Accord", parameter="politics.accord_share", set=0.5)
    mine = Intervention(name="Mit eget", parameter="politics.accord_share", set=0.5)
    assert called in intervention_sentence(accord, LANGUAGES[language], language)
    assert "Mit eget" in intervention_sentence(mine, LANGUAGES[language], language)


def test_a_baseline_without_a_prize_has_no_month_in_which_one_is_known() -> None:
    question, _ = question_of({"policy": "prize", "from": "2015-06"}, small_catalogue())
    sides = scenarios_of(question, small_catalogue())
    changed = changed_policy(question, small_catalogue(), "en")
    told = policy_in_words(sides, sides[1], changed, (), (LANGUAGES["en"], "en"))
    assert "Prize known from: – → June 2015" in told
