"""Both languages say the same things about the same values."""

from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

from diffusion_sim.errors import InputError
from diffusion_sim.words import LANGUAGES, say, words


def texts(table: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every sentence with the keys that lead to it."""
    if isinstance(table, Mapping):
        for name, inner in table.items():
            yield from texts(inner, f"{key}.{name}")
    elif isinstance(table, tuple):
        for number, inner in enumerate(table):
            yield from texts(inner, f"{key}.{number}")
    else:
        assert isinstance(table, str), f"{key} is {table!r}, not text"
        yield key, table


def places(language: str) -> dict[str, set[str | None]]:
    """Return the ``{places}`` of each sentence of a language."""
    told = texts(LANGUAGES[language])
    return {key: {name for _, name, *_ in Formatter().parse(text) if name is not None} for key, text in told}


AS_IN_FILES = {f".telling.sentences.{key}" for key in ("parameter", "form", "month")}
"""What the English story of a scenario calls by what stands in the file, and the Danish one by its Danish name."""


def test_danish_has_the_keys_and_the_places_of_english() -> None:
    english, danish = places("en"), places("da")
    assert english.keys() == danish.keys()
    assert {key for key in english if english[key] != danish[key]} == AS_IN_FILES


def test_no_part_of_a_scenarios_story_is_left_in_english() -> None:
    english, danish = (dict(texts(table["telling"])) for table in LANGUAGES.values())
    assert {key for key in english if english[key] == danish[key]} == {".rules.utility"}


def test_no_text_is_empty_in_one_language_only() -> None:
    english, danish = (dict(texts(table)) for table in LANGUAGES.values())
    assert [key for key in english if bool(english[key].strip()) != bool(danish[key].strip())] == []


def test_a_text_is_found_by_language_area_and_key() -> None:
    assert words("da", "languages")["da"] == "dansk"
    assert say("en", "languages", "da") == "Danish"


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputError, match="valid: da, en"):
        words("sv", "languages")
