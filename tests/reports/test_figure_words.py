"""Figures say all that they say in the language they are asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from results.synthetic_records import synthetic_result

from diffusion_sim import plots
from diffusion_sim.plots.words import COMPARISON_WORDS, EFFECTS, RESULT_WORDS
from diffusion_sim.reports.figure_words import comparison_words, result_words_in
from diffusion_sim.results.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.mark.slow
def test_a_folder_of_danish_figures_has_no_english_word(tmp_path: Path) -> None:
    result = synthetic_result(replications=3)
    files = plots.save_all(result, tmp_path, result_words_in("da"))
    files += plots.save_comparison(
        Comparison(result, (synthetic_result(replications=3, eagerness=1.4, name="ivrig"),)),
        tmp_path,
        comparison_words("da"),
    )
    written = {file.name: file.read_text(encoding="utf-8") for file in files if file.suffix == ".svg"}
    english = re.compile(r">[^<]*\b(the|of|and|replications?|months?|year|Scenario|seed)\b[^<]*</text>")
    assert len(written) == 10
    assert {name: found.group(0) for name, text in written.items() if (found := english.search(text))} == {}
