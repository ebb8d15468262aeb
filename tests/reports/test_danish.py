"""Everything that a reader may meet has a Danish name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diffusion_sim.reports.danish import danish_measures, danish_parameters, danish_terms
from diffusion_sim.reports.naming import scenario_description, source_text
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.story.danish import DANISH
from diffusion_sim.results.story.english import ENGLISH
from diffusion_sim.scenario import load_scenario
from diffusion_sim.scenario.declarations import declarations

SCENARIOS = sorted(Path("configs/scenarios").glob("*.toml"))


def test_every_parameter_has_a_danish_name_and_meaning() -> None:
    danish = danish_parameters()
    assert list(danish) == list(declarations())
    assert [key for key, one in danish.items() if one[1] == declarations()[key].meaning] == []
    assert [key for key, (label, meaning) in danish.items() if not label or not meaning.endswith(".")] == []


def test_every_measure_group_and_unit_is_danish() -> None:
    danish = danish_measures()
    assert list(danish["labels"]) == [one.key for one in MEASURES]
    assert set(danish["groups"]) == {one.group for one in MEASURES}
    assert set(danish["units"]) == {one.unit for one in MEASURES}


def test_every_section_unit_and_grade_is_danish() -> None:
    every = declarations().values()
    assert set(danish_terms("sections")) == {one.section for one in every}
    assert set(danish_terms("units")) == {one.unit for one in every}
    assert {one.grade for one in every} <= set(danish_terms("grades"))


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


@pytest.mark.parametrize("field", ["sentences", "nouns", "ties", "channels", "done", "modes", "terms", "ended"])
def test_the_danish_story_has_every_word_and_takes_the_same_facts(field: str) -> None:
    english, danish = getattr(ENGLISH, field), getattr(DANISH, field)
    assert list(english) == list(danish)
    for key in english:
        assert english[key] != danish[key]
        assert set(re.findall(r"{(\w+)}", str(english[key]))) == set(re.findall(r"{(\w+)}", str(danish[key])))
