"""What the package says in English, in Danish: parameters, measures, units, figures and the ready-made scenarios.

The tables beside this file are keyed by what is declared; tests hold them against the declarations.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent
_SOURCE = (
    (re.compile(r"^assumption\b"), "antagelse"), (re.compile(r"^lever\b"), "håndtag"), (re.compile(r"\bp\. (?=\d)"), "s. "),
    (re.compile(r"^0 by choice\b"), "0 efter valg"),
)  # fmt: skip


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def danish_parameters() -> Mapping[str, tuple[str, str]]:
    """Return the short name and the meaning of each parameter, by its key."""
    return {key: (label, meaning) for key, (label, meaning) in _table("parameters").items()}


def danish_measures() -> Mapping[str, Mapping[str, str]]:
    """Return ``groups``, ``labels`` (by the measure's key) and ``units`` of the measures."""
    return _table("measures")


def danish_terms(kind: str) -> Mapping[str, Any]:
    """Return ``grades``, ``sections``, ``units`` of parameters, or ``scenarios`` (title and description by name)."""
    terms: Mapping[str, Any] = _table("terms")[kind]
    return terms


def danish_figures(kind: str) -> dict[str, Any]:
    """Return what figures of a ``comparison`` or ``result`` say, or all of them (``footer``, ``bands``), by the fields of their words."""
    said: dict[str, Any] = _table("figures")[kind]
    return said


def danish_source(source: str) -> str:
    """Return a source with its fixed words in Danish; what is quoted from a study stays as it is."""
    for english, danish in _SOURCE:
        source = english.sub(danish, source)
    return source
