"""A policy whose levers were moved is called so, in the language of the page."""

from __future__ import annotations

import pytest

from diffusion_sim.lab.asking import Question
from diffusion_sim.lab.changed_policy import changed_policy
from diffusion_sim.lab.words import LANGUAGES
from diffusion_sim.reports.naming import scenario_title

PORTAL, NIH, PRIZES = ("portal.hearing_per_month", 0.01), ("appraisal.nih_bias", 0.9), ("prize.winners_per_year", 9)


@pytest.mark.parametrize(
    ("policy", "changes", "language", "title"),
    [
        ("copycat_prize", (), "en", "Copycat prize"),
        ("baseline", (), "da", "Danmark, som det er"),
        ("copycat_prize", (NIH, PRIZES), "en", "Copycat prize with 2 changes"),
        ("copycat_prize", (NIH, PRIZES), "da", "Kopipris med 2 ændringer"),
        ("baseline", (PORTAL,), "en", "Baseline with Portal: finding a solution = 0.01"),
        ("baseline", (PORTAL,), "da", "Danmark, som det er, med Portal: at finde en løsning = 0,01"),
    ],
)
def test_the_title_says_what_was_changed(
    policy: str, changes: tuple[tuple[str, float], ...], language: str, title: str
) -> None:
    assert changed_policy(Question("baseline", policy, changes), LANGUAGES[language], language).title == title


def test_every_change_is_listed_with_its_value() -> None:
    changed = changed_policy(Question("baseline", "copycat_prize", (NIH, PRIZES)), LANGUAGES["da"], "da")
    assert changed.changes == ("Ikke opfundet her: 0,9", "Kopipriser: 9")
    assert "uden dine ændringer" in changed.note


def test_an_abbreviation_stays_in_capitals() -> None:
    assert scenario_title("strong_nih", "en") == "Strong NIH"
