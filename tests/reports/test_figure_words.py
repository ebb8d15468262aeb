"""Figures say all that they say in the language they are asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from diffusion_sim.plots.words import COMPARISON_WORDS, EFFECTS, RESULT_WORDS
from diffusion_sim.reports.figure_words import comparison_words, result_words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

SAME_IN_BOTH = {".map.file"}


def texts(words: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with where it stands."""
    if isinstance(words, str):
        yield name, words
        return
    parts = words._asdict() if hasattr(words, "_asdict") else words
    for key, part in parts.items() if isinstance(parts, dict) else enumerate(parts):
        yield from texts(part, f"{name}.{key}")


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        (comparison_words("da")._replace(units={}, titles={}, separators={}), COMPARISON_WORDS),
        (result_words_in("da")._replace(separators={}), RESULT_WORDS),
    ],
)
def test_every_text_is_in_danish_and_takes_the_same_facts(danish: Any, english: Any) -> None:
    ours, theirs = dict(texts(danish)), dict(texts(english))
    assert ours.keys() == theirs.keys()
    for name, text in theirs.items():
        assert sorted(re.findall(r"{\w+}", ours[name])) == sorted(re.findall(r"{\w+}", text)), name
        assert (ours[name] == text) == (name in SAME_IN_BOTH), name


def test_the_figures_name_every_effect_in_danish() -> None:
    assert list(comparison_words("da").effects) == list(EFFECTS)


def test_numbers_have_the_danish_signs() -> None:
    for danish, english in (
        (comparison_words("da"), comparison_words("en")),
        (result_words_in("da"), result_words_in("en")),
    ):
        assert danish.number("−1,234.5") == "−1.234,5"
        assert english.number("−1,234.5") == "−1,234.5"
