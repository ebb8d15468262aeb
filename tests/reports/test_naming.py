"""Everything that a reader may meet has a Danish name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diffusion_sim.reports.naming import danish_measures, difference_unit, quoted
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.scenario import load_scenario
from diffusion_sim.scenario.parameters import source_in as source_text
from diffusion_sim.words import words
from diffusion_sim.words.ready_made import scenario_description

SCENARIOS = [
    Path("configs/report_country.toml"),
    *sorted(Path("configs/scenarios").glob("*.toml")),
    *sorted(Path("configs/decision_rules").glob("*.toml")),
    *sorted(Path("configs/ladder").glob("*.toml")),
]


def test_every_measure_group_and_unit_is_danish() -> None:
    danish = danish_measures()
    assert list(danish["labels"]) == [one.key for one in MEASURES]
    assert set(danish["groups"]) == {one.group for one in MEASURES}
    assert set(danish["units"]) == {one.unit for one in MEASURES}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_ready_made_scenario_is_described_in_danish(path: Path) -> None:
    scenario = load_scenario(path)
    danish = scenario_description(scenario.name, scenario.description, "da")
    pages = [re.findall(r"R\d+", text) for text in (scenario.description, danish)]
    assert pages[0] == pages[1]
    assert danish != " ".join(scenario.description.split())


def test_a_users_own_description_is_never_replaced() -> None:
    assert scenario_description("silos", "My own silos.", "da") == "My own silos."


def test_a_source_keeps_its_study_and_says_assumption_in_danish() -> None:
    assert source_text("assumption; R9 p. 8: evidence is local", "da").startswith("antagelse; R9 s. 8")


@pytest.mark.parametrize("group", ["sentences", "nouns", "ties", "channels", "done", "modes", "terms", "ended"])
def test_no_part_of_the_story_is_left_in_english(group: str) -> None:
    english, danish = (words(language, "story")[group] for language in ("en", "da"))
    assert [key for key in english if english[key] == danish[key]] == []


def test_quotation_marks_inside_others_are_single() -> None:
    assert quoted("Stærkt »ikke opfundet her«", "da") == "»Stærkt \u203aikke opfundet her\u2039«"


def test_a_difference_of_percentages_is_in_points() -> None:
    assert difference_unit("% of municipalities", "en") == "percentage points of municipalities"
    assert difference_unit("%", "da") == "procentpoint"
    assert difference_unit("per year", "en") == "per year"
