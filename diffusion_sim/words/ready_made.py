"""What ready-made scenario files say, in the language of a reader: titles, descriptions, names and words of choice.

A user's own scenario keeps its own words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DANISH = "da"
_NIH = re.compile(r"\bnih\b", re.IGNORECASE)


@cache
def danish(kind: str) -> Mapping[str, Any]:
    """Return ``scenarios`` (title and description by name), ``names`` or ``choices``."""
    table: Mapping[str, Any] = tomllib.loads(
        Path(__file__).with_name("danish_scenarios.toml").read_text(encoding="utf-8")
    )[kind]
    return table


def ready_made(name: str, description: str, language: str) -> tuple[str, str]:
    """Return title and description: those of a ready-made scenario, as long as the file says what it said, else its own."""
    described = description.strip()
    ready = danish("scenarios").get(name) if language == DANISH else None
    return (ready[0], ready[1]) if ready and described.startswith(ready[2]) else (name, described)


def scenario_title(name: str, language: str) -> str:
    """Return the name of a scenario as people read it."""
    ready = danish("scenarios").get(name) if language == DANISH else None
    return str(ready[0]) if ready else _NIH.sub("NIH", f"{name[:1].upper()}{name[1:]}".replace("_", " "))


def scenario_description(name: str, description: str, language: str) -> str:
    """Return a description on one line, in Danish where the scenario is ready-made."""
    return ready_made(name, " ".join(description.split()), language)[1]


def given_name(name: str, language: str) -> str:
    """Return what an intervention, an innovation, an organisation or a partnership is called; a user's own as it is."""
    return str(danish("names").get(name, name)) if language == DANISH else name


def choice_name(name: str, language: str) -> str:
    """Return what a word that a parameter may be is called; in English as in the file."""
    return str(danish("choices").get(name, name)) if language == DANISH else name
