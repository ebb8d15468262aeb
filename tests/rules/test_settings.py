"""What mechanisms declare: each parameter says what it is in both languages, and rules read what is declared."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from diffusion_sim import mechanisms as package
from diffusion_sim.draws import streams
from diffusion_sim.mechanisms.declaring import UNITS, Draw, Mechanism, Memory, Parameters, Words, number
from diffusion_sim.mechanisms.registry import FRAMEWORK, Declared, check, claims, mechanisms, sections_of
from diffusion_sim.mechanisms.settings import SECTIONS, Settings
from diffusion_sim.scenario.declarations import declarations, section_name

ALL = declarations()
NUMBERS = {key: one for key, one in ALL.items() if one.low is not None}
FOLDER = Path(package.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem not in {*FRAMEWORK, "__init__"})


def test_rules_read_every_number_but_those_of_the_frame() -> None:
    read = {f"{section}.{name}" for section, kind in SECTIONS.items() for name in kind._fields}
    assert read == {key for key, one in NUMBERS.items() if one.section not in {"time", "network"}}
    assert Settings._fields == tuple(SECTIONS)


def test_every_parameter_says_its_meaning_unit_and_source_in_english_and_danish() -> None:
    for one in ALL.values():
        english, danish = one.words["en"], one.words["da"]
        assert english.meaning.endswith("."), one.key
        assert danish.meaning.endswith("."), one.key
        assert len(english.meaning.split()) > 1, one.key
        assert english.meaning != danish.meaning, one.key
        assert all((english.name, danish.name, one.source, one.range_text)), one.key
        assert bool(one.unit_in("da")) == (one.low is not None), one.key


def test_no_section_has_two_parameters_of_one_name() -> None:
    for language in ("en", "da"):
        named = [(one.section, one.words[language].name) for one in ALL.values()]
        assert [pair for pair in named if named.count(pair) > 1] == []


def test_every_section_has_a_name_in_both_languages_and_every_unit_is_used() -> None:
    sections = {one.section for one in ALL.values()}
    assert all(section_name(section, "da") != section_name(section, "en") for section in sections - {"sparring"})
    assert {one.unit for one in ALL.values()} == set(UNITS)


def test_every_number_has_a_range_that_holds_its_default_and_its_neutral_value() -> None:
    for key, one in NUMBERS.items():
        assert one.low is not None, key
        assert one.high is not None, key
        assert one.low < one.high, key
        assert one.low <= one.default <= one.high, key
        assert one.neutral is None or one.low <= one.neutral <= one.high, key


def test_a_spread_between_municipalities_is_a_parameter_itself() -> None:
    spreads = {one.varies for one in ALL.values() if one.varies}
    assert spreads
    assert {NUMBERS[key].reach for key in spreads} == {"fixed"}


@pytest.mark.parametrize(
    ("ending", "units"),
    [("_share", {"share", "correlation"}), ("_probability", {"probability"}), ("_per_month", {"per month", "DKK per month"}),
     ("_per_year", {"per year", "grants per year", "prizes per year"}), ("_months", {"months"})],
)  # fmt: skip
def test_a_name_that_carries_a_unit_has_that_unit(ending: str, units: set[str]) -> None:
    named = [one for one in NUMBERS.values() if one.name.endswith(ending) and not one.name.startswith("involvement_")]
    assert named
    assert {one.key: one.unit for one in named if one.unit not in units} == {}


def test_every_mechanism_says_where_it_comes_from_and_every_public_rule_what_it_returns() -> None:
    """A page of the report, literature with its year, or the word assumption; silence is not an answer."""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = ast.get_docstring(tree) or ""
        assert re.search(r"\bp\. \d+|\b(19|20)\d\d\b|assum", said), f"{path.name} names no source"
        public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        silent = [n.name for n in public if not re.match(r"(Return|Tell|Say) ", ast.get_docstring(n) or "")]
        assert silent == [], path.name


def test_every_file_is_a_mechanism_with_a_name_and_a_meaning_in_both_languages() -> None:
    assert [one.file for one in sorted(mechanisms(), key=lambda one: one.file)] == [path.stem for path in FILES]
    for one in mechanisms():
        english, danish = one.mechanism.en, one.mechanism.da
        assert english.name != danish.name
        assert english.meaning.endswith(".")
        assert danish.meaning.endswith(".")


def test_a_mechanism_cites_each_claim_that_it_declares_or_supports() -> None:
    for one in mechanisms():
        text = (FOLDER / f"{one.file}.py").read_text(encoding="utf-8")
        cited = [*(claim.number for claim in one.mechanism.claims), *one.mechanism.supports]
        assert [number for number in cited if not re.search(rf"\bR{number}\b", text)] == [], one.file


def test_every_claim_of_the_report_is_declared_by_one_mechanism_and_said_in_both_languages() -> None:
    assert [one.claim.number for one in claims()] == list(range(1, 29))
    assert all(one.claim.en and one.claim.da for one in claims())


def test_every_stream_of_draws_belongs_to_one_mechanism_or_to_the_model_as_a_whole() -> None:
    used = {draw.stream for one in mechanisms() for draw in one.mechanism.draws}
    named = {number for name, number in vars(streams).items() if name.isupper()}
    assert named - used == {streams.IDENTITY, streams.KEY, streams.FIRST_ADOPTERS, streams.COUNTRY}


class Known(Parameters, section="known", da="Kendt"):
    depth: float = number(
        1.0, unit="factor", between=(0, 2), en=("Depth", "How deep."), da=("Dybde", "Hvor dybt."), source="x"
    )


class Again(Parameters, section="known"):
    depth: float = number(
        1.0, unit="factor", between=(0, 2), en=("Depth", "How deep."), da=("Dybde", "Hvor dybt."), source="x"
    )


class Nameless(Parameters, section="nameless"):
    depth: float = number(
        1.0, unit="factor", between=(0, 2), en=("Depth", "How deep."), da=("Dybde", "Hvor dybt."), source="x"
    )


def test_a_section_may_have_several_classes_but_each_parameter_once_and_one_danish_name() -> None:
    assert sections_of([Known])["known"].owner is Known
    with pytest.raises(ValueError, match=r"Again declares known\.depth once more"):
        sections_of([Known, Again])
    with pytest.raises(ValueError, match="Nameless has to name the section nameless in Danish"):
        sections_of([Nameless])


def test_a_unit_that_has_no_danish_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'fathoms' is not in .*declaring\.py"):
        number(1.0, unit="fathoms", between=(0, 2), en=("Depth", "How deep."), da=("Dybde", "Hvor dybt."), source="x")


WORDS = Words("Scandal", "A scandal."), Words("Skandale", "En skandale.")


class Scandal(Parameters, section="scandal", da="Skandale"):
    drop: float = number(
        1.0, unit="factor", between=(0, 5), neutral=7.0, en=("Drop", "How far."), da=("Fald", "Hvor langt."), source="x"
    )


class Graded(Parameters, section="scandal", da="Skandale"):
    drop: float = number(
        1.0, unit="factor", between=(0, 5), grade="assumed",  # type: ignore[arg-type]
        en=("Drop", "How far."), da=("Fald", "Hvor langt."), source="x",
    )  # fmt: skip


WRONG: dict[str, tuple[Declared, str]] = {
    "phase": (
        Declared("scandal", Mechanism("usage", *WORDS), ()),  # type: ignore[arg-type]
        r"mechanisms/scandal\.py, phase: found 'usage'; valid: one of 'environment', 'hear', .*'use'",
    ),
    "memory of nobody": (
        Declared("scandal", Mechanism("use", *WORDS, memories=(Memory("municipal", "since", "months", "x"),)), ()),  # type: ignore[arg-type]
        r"scandal\.py, memory 'since': found 'municipal'; valid: one of 'municipality', 'project'",
    ),
    "memory that another has": (
        Declared("scandal", Mechanism("use", *WORDS, memories=(Memory("municipality", "made", "solutions", "x"),)), ()),
        r"memory of a municipality: found 'made', which mechanisms/not_invented_here\.py has; valid: one that no mechanism has",
    ),
    "stream that another has": (
        Declared("scandal", Mechanism("use", *WORDS, draws=(Draw(streams.NOT_LOOKED_AT, "x", "", "", ""),)), ()),
        r"stream: found \d+, which mechanisms/not_invented_here\.py has",
    ),
    "stream out of range": (
        Declared("scandal", Mechanism("use", *WORDS, draws=(Draw(300, "who is caught", "", "", ""),)), ()),
        "draw of who is caught: found stream 300; valid: 0 to 255",
    ),
    "moves": (
        Declared("scandal", Mechanism("use", *WORDS, moves=("scandal.dorp",)), ()),
        "moves: found 'scandal.dorp'",
    ),
    "neutral": (
        Declared("scandal", Mechanism("use", *WORDS), (Scandal,)),
        r"scandal\.drop, neutral: found 7\.0; valid: 0 to 5",
    ),
    "grade": (
        Declared("scandal", Mechanism("use", *WORDS), (Graded,)),
        r"scandal\.drop, grade: found 'assumed'; valid: one of 'evidence', 'calibrated'",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_a_mechanism_declares_wrongly_is_refused_with_its_file(kind: str) -> None:
    declared, said = WRONG[kind]
    with pytest.raises(ValueError, match=said):
        check([*mechanisms(), declared])
