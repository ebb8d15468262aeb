"""Users read the terms of the field, one for one thing; words that were given up do not come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diffusion_sim.cli.app import app
from diffusion_sim.mechanisms.registry import mechanisms

ROOT = Path(__file__).parents[2]
ENGLISH = (
    r"worlds?", r"luck", r"merits?", r"put(s|ting)?( \S+){0,4} to use", r"in operation", r"reinvent\w*", r"taste units?",
    r"benefit units?", r"told by the data", r"variance gone", r"dossiers?", r"stretch(es)?", r"editions?", r"carriers?",
    r"backing", r"lost at the cliff", r"same simulated", r"possible countr(y|ies)",
)  # fmt: skip
DANISH = (
    r"verden(er|erne|s)?",
    r"frø(et)?",
    r"smagsenheder",
    r"nytteenhed(er)?",
    r"politiklaboratoriet",
    r"opfundet igen",
)
OF_THEIR_OWN = re.compile(r"small[ -]worlds?|small_worlds?|merit goods?", re.IGNORECASE)
"""Terms of the field that only look like one of these."""
PAGES = sorted(
    path
    for pattern in ("README.md", "CONTRIBUTING.md", "docs/*.md", "experiments/README.md", "configs/scenarios/*.toml",
                    "configs/sweeps/*.toml", "diffusion_sim/lab/words_en.toml", "diffusion_sim/words/en.py",
                    "diffusion_sim/plots/words.py", "diffusion_sim/reports/templates/*")
    for path in ROOT.glob(pattern)
)  # fmt: skip
DANISH_PAGES = sorted(
    path
    for pattern in (
        "diffusion_sim/lab/words_da.toml",
        "diffusion_sim/words/da.py",
        "diffusion_sim/reports/danish/*.toml",
    )
    for path in ROOT.glob(pattern)
)
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
