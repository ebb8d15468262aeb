"""Numbers of saved tables as people read them, and the answer in one sentence with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diffusion_sim.reports.naming import quoted, words_in
from diffusion_sim.results.display import format_number
from diffusion_sim.results.prize_channels import RELABELLED, REWARDED, WHOLE
from diffusion_sim.words import exchanged
from diffusion_sim.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def number(text: str | float | None) -> float:
    """Return the number of a cell; NaN for an empty one."""
    return float(text) if text is not None and text != "" else math.nan


def shown_number(value: str | float | None, language: str) -> str:
    """Return about three digits, with the decimal sign of the language."""
    return exchanged(format_number(number(value)), language).replace("-", "−")


def shown_signed(value: str | float | None, language: str) -> str:
    """Return a difference: always with its sign."""
    text = shown_number(value, language)
    return f"+{text}" if number(value) > 0 and text != "0" else text


def shown_interval(low: str | float | None, high: str | float | None, language: str) -> str:
    """Return both ends of an interval, or a dash."""
    if math.isnan(number(low)) or math.isnan(number(high)):
        return "–"
    joined = " til " if language == "da" else " to "
    return joined.join(shown_number(end, language) for end in (low, high))


HEADLINE = "implemented_per_year"
"""What the answer is about."""
_PER_YEAR = {"en": "per year", "da": "om året"}


def effect_sentence(name: str, row: Mapping[str, Any], language: str) -> str:
    """Say what a policy changes; ``row`` is a row of the table of paired differences."""
    words = words_in(language)
    difference, low, high = (number(row[column]) for column in ("difference", "low", "high"))
    measure = _measure(row, language)
    told = {
        "name": quoted(name, language), "measure": measure, "bare": measure.rstrip(","), "unit": _PER_YEAR[language],
        "size": shown_number(difference, language), "low": shown_number(low, language),
        "high": shown_number(high, language), "replications": str(row["replications"]),
    }  # fmt: skip
    if math.isnan(low):
        return words["one_replication"].format(**told)
    if low == high == 0.0:
        return words["nothing"].format(**told)
    if low <= 0.0 <= high:
        return words["no_effect"].format(**told)
    verb = words["up" if difference > 0 else "down"]
    if difference < 0:
        told |= {
            "size": shown_number(-difference, language), "low": shown_number(-high, language),
            "high": shown_number(-low, language),
        }  # fmt: skip
    return words["effect"].format(verb=verb, **told)


def level_sentence(row: Mapping[str, Any], language: str) -> str:
    """Say how much there is under one scenario; ``row`` is a row of the summary."""
    words = words_in(language)
    measure = _measure(row, language).rstrip(",")
    told = {
        "measure": measure[:1].upper() + measure[1:], "unit": _PER_YEAR[language],
        "size": shown_number(row["mean"], language), "low": shown_number(row["low"], language),
        "high": shown_number(row["high"], language), "replications": str(row["replications"]),
    }  # fmt: skip
    return words["level_one" if math.isnan(number(row["low"])) else "level"].format(**told)


def relabelled_sentence(rows: Iterable[Mapping[Any, Any]], language: str) -> str:
    """Say how much of what a prize adds takes the place of something else; ``rows`` are those of the split of its effect."""
    whole = {row["measure"]: row for row in rows if row["channel"] == WHOLE}
    told = {
        word + end: shown_number(whole[key][column], language)
        for word, key in (("more", REWARDED), ("again", RELABELLED))
        for end, column in (("", "difference"), ("_low", "low"), ("_high", "high"))
    }
    sentence: str = words_of(language, "channels")["relabelled"]
    return sentence.format(**told)


def _measure(row: Mapping[str, Any], language: str) -> str:
    return words_in(language)[str(row["measure"])]
