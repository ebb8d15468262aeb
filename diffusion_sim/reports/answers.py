"""The answer in one sentence, with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diffusion_sim.reports.naming import quoted
from diffusion_sim.reports.numbers import number, shown_number
from diffusion_sim.reports.words import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

HEADLINE = "put_to_use_per_year"
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
        "high": shown_number(high, language), "worlds": str(row["replications"]),
    }  # fmt: skip
    if math.isnan(low):
        return words["one_world"].format(**told)
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
        "high": shown_number(row["high"], language), "worlds": str(row["replications"]),
    }  # fmt: skip
    return words["level_one" if math.isnan(number(row["low"])) else "level"].format(**told)


def _measure(row: Mapping[str, Any], language: str) -> str:
    return words_in(language)[str(row["measure"])]
