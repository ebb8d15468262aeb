"""Each rung of the ladder adds what it says, few parameters do something on the lower ones, and its page is whole."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from drawn_figures import write_only

from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import build_setup

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "docs"))
import build_ladder as ladder  # noqa: E402 - they are no part of the package
from ladder_by_hand import LADDER  # noqa: E402

SMALL = tuple(ladder.ADDED)
ON_BEFORE = {"appraisal.nih_near_factor"}
"""All that rung 6 changes and that did something in rung 5 already."""


def own_table(name: str) -> dict[str, Any]:
    """Return what a rung's file itself sets."""
    return tomllib.loads((LADDER / f"{name}.toml").read_text(encoding="utf-8"))


def sections(table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {section: of for section, of in table.items() if isinstance(of, dict)}


def values(scenario: Scenario) -> dict[str, Any]:
    """Return the value of each parameter."""
    return {
        f"{section}.{name}": value for section, of in sections(scenario.to_dict()).items() for name, value in of.items()
    }


def changed(one: Scenario, other: Scenario) -> set[str]:
    """Return the keys in which two scenarios differ."""
    after = values(other)
    return {key for key, value in values(one).items() if value != after[key]}


# ------------------------------------------------------------------ the files


def test_the_folder_holds_the_rungs_and_nothing_else() -> None:
    assert sorted(path.stem for path in LADDER.glob("*.toml")) == list(ladder.RUNGS)


@pytest.mark.parametrize("name", ladder.RUNGS)
def test_a_rung_loads_and_says_what_it_adds(name: str) -> None:
    scenario = ladder.rung(name)
    assert scenario.name == name
    assert scenario.description.startswith(f"Rung {name[0]} of the ladder")
    assert scenario.prize.winners_per_year == 0


def test_small_rungs_extend_the_one_before_and_the_others_the_baseline() -> None:
    extends = {name: own_table(name).get("extends") for name in ladder.RUNGS}
    assert extends.pop("0_bass") is None
    assert [extends[name] for name in SMALL[1:]] == [f"{name}.toml" for name in SMALL[:-1]]
    assert [extends[name] for name in ladder.RUNGS[4:]] == [
        "../baseline.toml",
        "../baseline.toml",
        "../scenarios/all_mechanisms.toml",
    ]


def test_money_and_sizes_are_all_that_rung_5_has_beyond_rung_4() -> None:
    four, five = ladder.rung("4_prize"), ladder.rung("5_money")
    assert five.identity() == Scenario().identity()
    assert {key.split(".")[0] for key in changed(four, five)} == {"size", "budget", "funding"}
    assert changed(four, five) == {
        f"{section}.{key}" for section, of in sections(own_table("4_prize")).items() for key in of
    }


def test_what_rung_6_adds_was_off_in_rung_5() -> None:
    five, six = ladder.rung("5_money"), ladder.rung("6_report")
    added = changed(five, six)
    assert len(added) > 20
    assert {key for key in added if values(five)[key] != declarations()[key].neutral} == ON_BEFORE
    assert six.organisations
    assert six.partnerships


@pytest.mark.parametrize("name", ladder.RUNGS)
def test_what_a_rung_adds_is_named_in_its_description(name: str) -> None:
    """Sections stand in brackets; those of rung 5 are what rung 4 has taken away."""
    described = set(
        re.findall(r"\b(?:[a-z]+)\b", " ".join(re.findall(r"\(([a-z, ]+)\)", ladder.rung(name).description)))
    )
    sets = {"external", "awareness"} if name == "0_bass" else set(sections(own_table(name)))
    assert described == (set(sections(own_table("4_prize"))) if name == "5_money" else sets)


@pytest.mark.parametrize("name", SMALL[1:])
def test_and_each_parameter_in_the_page(name: str) -> None:
    page = (ROOT / "docs" / "ladder.md").read_text(encoding="utf-8")
    of_rung = page.split(f"## {name[0]} ")[1].split("\n## ")[0]
    keys = {f"{section}.{key}" for section, of in sections(own_table(name)).items() for key in of}
    named = set(re.findall(r"`(\w+\.\w+)`", of_rung))
    assert {key for key in keys if not key.startswith(("network.weight_", "appraisal.constant_"))} <= named


# ------------------------------------------------------------------ how many parameters do something


def who_when(scenario: Scenario) -> bytes:
    """Return who became aware, adopted and implemented what, when and how, in ten replications of a century."""
    records = simulate_records(build_setup(scenario), 1, range(10), 1)
    columns = ["code", "solution", "aware", "adopted", "implemented", "mode", "ended"]
    return b"".join(record.cases[column].tobytes() for record in records for column in columns)


def otherwise(key: str, value: float) -> float:
    """Return another valid value: a tenth less, or more where that is less than there may be."""
    one = declarations()[key]
    less = value * 0.9 if not isinstance(value, int) else value - max(1, value // 10)
    return less if one.low is None or less >= one.low else value * 1.1


@pytest.mark.parametrize("name", SMALL)
def test_at_most_ten_parameters_do_something_and_these_are_they(name: str) -> None:
    """Each alone changes who does what and when; all others that are not off together change nothing."""
    scenario, doing = ladder.rung(name), ladder.DOING[name]
    assert len(doing) <= 10
    before, on = who_when(scenario), {key: values(scenario)[key] for key in ladder.switched_on(scenario)}
    assert set(doing) <= set(on)
    for key in doing:
        assert who_when(scenario.with_changes({key: otherwise(key, on[key])})) != before, key
    others = {key: otherwise(key, value) for key, value in on.items() if key not in doing and not key.startswith("network.weight_")}  # fmt: skip
    assert len(others) > 30
    assert who_when(scenario.with_changes(others)) == before


def test_no_kind_of_tie_with_a_weight_to_choose_counts_in_rung_1() -> None:
    network = ladder.rung("1_ties").to_dict()["network"]
    assert {value for key, value in network.items() if key.startswith("weight_")} == {0.0}


@pytest.mark.parametrize("name", SMALL[:2])
def test_what_a_solution_is_worth_changes_nothing_before_anybody_chooses(name: str) -> None:
    scenario = ladder.rung(name)
    worth = [one | {"benefit": 7.0} for one in scenario.to_dict()["innovations"]]
    assert who_when(scenario.with_changes({"innovations": worth})) == who_when(scenario)


# ------------------------------------------------------------------ the page


@pytest.mark.slow
def test_the_ladder_can_be_climbed_in_small_and_its_exercises_run(monkeypatch: pytest.MonkeyPatch) -> None:
    write_only(monkeypatch)
    found = ladder.climbed(2, quick=True)
    parts = ladder.parts(found)
    effects = parts["implementations"].splitlines()
    assert [line.count("not there yet") for line in effects[2:]] == [3, 3, 2, 2, 1, 0, 0]
    assert [line.split("`")[1] for line in effects[2:]] == list(ladder.RUNGS)
    assert len(ladder.figure(found, 2).axes) == 8
    page = str(ladder.built((ladder.PAGE,), 2, quick=True)[ladder.PAGE])
    printed = re.findall(r"<!-- output: ([^\n]*?) -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert len(printed) >= 5
    assert [begins for begins, text in printed if begins not in text or "```text" not in text] == []


def test_what_stands_in_the_page_was_written_by_the_script() -> None:
    page = ladder.PAGE.read_text(encoding="utf-8")
    stale = "run: python docs/build_ladder.py"
    assert ladder.with_head(ladder.rung_rows()) in page, stale
    assert [name for name, _ in re.findall(r"<!-- written: (\w+) -->\n(.*?)<!-- end -->", page, re.DOTALL) if not _] == [], stale  # fmt: skip
    assert [line.count("not there yet") for line in page.splitlines() if line.startswith("| `")].count(3) == 4, stale
    assert ladder.FIGURE.is_file(), stale
