"""Settings and scenario parameters say the same, and every parameter says what it is."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path
from typing import get_type_hints

import pytest

from diffusion_sim.rules import settings
from diffusion_sim.scenario import Scenario, organisation_forms
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS
from diffusion_sim.scenario.describe import parameters

SECTIONS = get_type_hints(settings.Settings)
ALL = {one.key: one for one in parameters(Scenario())}
NUMBERS = {key: one for key, one in ALL.items() if one.low is not None}
ROOT = Path(__file__).parents[2]
RULES = sorted((Path(settings.__file__).parent).glob("*.py"))


def test_settings_are_written_from_what_is_declared() -> None:
    build = runpy.run_path(str(ROOT / "docs" / "build_settings.py"))
    written = Path(settings.__file__).read_text(encoding="utf-8")
    assert written == build["settings_source"](), "run: python docs/build_settings.py"
    assert set(ORDERED_SECTIONS) - set(SECTIONS) == {"time", "network"}


@pytest.mark.parametrize("key", ALL)
def test_every_parameter_says_its_meaning_unit_source_and_grade(key: str) -> None:
    one = ALL[key]
    assert len(one.meaning.split()) > 1
    assert one.meaning.endswith(".")
    assert one.unit
    assert one.source
    assert one.grade in {"evidence", "calibrated", "definition", "assumption"}
    assert one.valid


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_has_a_range_that_holds_its_default_and_its_neutral_value(key: str) -> None:
    one = NUMBERS[key]
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.high
    assert one.low <= one.default <= one.high
    assert one.neutral is None or one.low <= one.neutral <= one.high


@pytest.mark.parametrize("key", [key for key, one in ALL.items() if one.varies])
def test_a_spread_between_municipalities_is_a_parameter_itself(key: str) -> None:
    assert ALL[key].varies in NUMBERS
    assert NUMBERS[ALL[key].varies].reach == "world"


@pytest.mark.parametrize(
    ("ending", "units"),
    [("_share", {"share", "correlation"}), ("_probability", {"probability"}), ("_per_month", {"per month", "DKK per month"}),
     ("_per_year", {"per year", "grants per year", "prizes per year"}), ("_months", {"months"})],
)  # fmt: skip
def test_a_name_that_carries_a_unit_has_that_unit(ending: str, units: set[str]) -> None:
    named = [one for one in NUMBERS.values() if one.name.endswith(ending) and not one.name.startswith("involvement_")]
    assert named
    assert {one.key: one.unit for one in named if one.unit not in units} == {}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_every_rule_says_where_it_comes_from(path: Path) -> None:
    """A page of the report, literature with its year, or the word assumption; silence is not an answer."""
    if path.name in {"__init__.py", "settings.py", "codes.py"}:
        pytest.skip("holds names only")
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert re.search(r"\bp\. \d+|\b(19|20)\d\d\b|assum", said), f"{path.name} names no source"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_every_public_rule_says_what_it_returns(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    assert [n.name for n in public if not re.match(r"(Return|Tell|Say) ", ast.get_docstring(n) or "")] == []


def test_every_mechanism_of_the_report_is_cited_by_a_rule_or_a_form() -> None:
    said = " ".join(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in RULES)
    said += ast.get_docstring(ast.parse(Path(organisation_forms.__file__).read_text(encoding="utf-8"))) or ""
    assert [f"R{n}" for n in range(1, 29) if not re.search(rf"\bR{n}\b", said)] == []
