"""Users read the terms of the field, one for one thing; words that were given up do not come back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diffusion_sim.cli.app import app
from diffusion_sim.mechanisms.registry import mechanisms

ROOT = Path(__file__).parents[2]
ENGLISH = (
    r"worlds?", r"possible countr(y|ies)", r"plausible countr(y|ies)", r"drawn countr(y|ies)", r"many countries", r"pairing",
    r"same simulated", r"told by the data", r"variance gone", r"heard of", r"(take|takes|took|taken|taking) up",
    r"put(s|ting)?( \S+){0,4} to use", r"in operation", r"lost at the cliff", r"reinvent\w*", r"merits?", r"benefit units?",
    r"taste units?", r"carriers?", r"backing", r"standings?", r"resistances?", r"clocks?", r"luck", r"stretch(es)?", r"editions?",
    r"desks?", r"dossiers?", r"what runs the months",
)  # fmt: skip
"""What each term of the glossary took the place of. "Country", "told" and "stopped" are words of their own elsewhere."""
DANISH = (
    r"verden(er|erne|s)?",
    r"frø(et)?",
    r"smagsenheder",
    r"nytteenhed(er)?",
    r"politiklaboratoriet",
    r"opfundet igen",
    r"indkøring\w*",
    r"svar \d+",
    r"= ?\d+«",
    r"da pengene stoppede",
)
OF_THEIR_OWN = re.compile(
    r"small[ -]worlds?|small_worlds?|merit goods?|pairing\.md|words\.pairing|'pairing'|\"pairing(_means)?\"|help desks?",
    re.IGNORECASE,
)
"""Terms of the field that only look like one of these."""
PAGES = sorted(
    path
    for pattern in ("README.md", "CONTRIBUTING.md", "docs/*.md", "experiments/README.md", "configs/**/*.toml", "docs/course/*.md", "docs/guide/*.toml", "experiments/*.py",
                    "diffusion_sim/results/columns.csv", "diffusion_sim/lab/words_en.toml", "diffusion_sim/words/en.py",
                    "diffusion_sim/plots/words.py", "diffusion_sim/reports/templates/*")
    for path in ROOT.glob(pattern)
)  # fmt: skip
DANISH_PAGES = sorted(
    path
    for pattern in (
        "diffusion_sim/lab/words_da.toml",
        "diffusion_sim/words/da.py",
        "diffusion_sim/words/*.toml",
        "diffusion_sim/reports/danish/*.toml",
    )
    for path in ROOT.glob(pattern)
)
SAID_TO_USERS = ("calibration", "cli", "country", "lab", "mechanisms", "observed", "plots", "reports", "results", "scenario",
                 "simulation", "sweeps", "verification", "words")  # fmt: skip
"""Packages whose docstrings and messages people read; the others work on arrays."""
COMMANDS = (
    "run",
    "compare",
    "sweep",
    "sensitivity",
    "calibrate",
    "validate",
    "report",
    "lab",
    "describe",
    "metrics",
    "fit",
    "cite",
)


def given_up(text: str, terms: tuple[str, ...]) -> list[str]:
    """Return the lines with a term that was given up."""
    known = re.compile(rf"(?<![\w_])({'|'.join(terms)})(?![\w_])", re.IGNORECASE)
    return [line.strip() for line in text.splitlines() if known.search(OF_THEIR_OWN.sub("", line))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_uses_a_word_that_was_given_up(page: Path) -> None:
    assert given_up(page.read_text(encoding="utf-8"), ENGLISH) == []


@pytest.mark.parametrize("page", DANISH_PAGES, ids=lambda path: path.name)
def test_no_danish_page_does(page: Path) -> None:
    assert given_up(page.read_text(encoding="utf-8"), DANISH) == []


@pytest.mark.parametrize("package", SAID_TO_USERS)
def test_no_docstring_and_no_message_does(package: str) -> None:
    found = []
    for path in sorted((ROOT / "diffusion_sim" / package).rglob("*.py")):
        constants = [
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        ]
        lines = "\n".join(text for text in constants if isinstance(text, str)).splitlines()
        texts = "\n".join(line for line in lines if " " in line.strip())  # a single word is a key, or an argument
        found += [f"{path.name}: {line}" for line in given_up(texts, ENGLISH)]
    assert found == []


def test_the_glossary_explains_what_took_their_place() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = ("common random numbers", "parameter draw", "not identified", "posterior contraction", "aware", "adopted", "implemented",
             "in use", "discontinued", "reuse", "duplicated", "net benefit", "innovation leaders", "reputation",
             "unit-exponential threshold", "policy period", "problem file", "replication")  # fmt: skip
    assert [term for term in terms if not re.search(rf"\*\*[^*]*{term}", glossary)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_no_help_does(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"]).output
    assert command in said
    assert given_up(said, ENGLISH) == []


def test_no_declaration_does() -> None:
    told = [words for one in mechanisms() for words in (*one.mechanism.en, *(c.en for c in one.mechanism.claims))]
    assert len(told) > len(COMMANDS)
    assert given_up("\n".join(told), ENGLISH) == []


def test_a_word_that_was_given_up_is_found() -> None:
    assert given_up("the same worlds\na small world\nnobody's luck", ENGLISH) == ["the same worlds", "nobody's luck"]
