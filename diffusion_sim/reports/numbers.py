"""Numbers of saved tables as people read them, in the language of the page."""

from __future__ import annotations

import math

from diffusion_sim.results.display import format_number

_DANISH = str.maketrans(",.", ".,")


def number(text: str | float | None) -> float:
    """Return the number of a cell; NaN for an empty one."""
    return float(text) if text is not None and text != "" else math.nan


def shown_number(value: str | float | None, language: str) -> str:
    """Return about three digits, with the decimal sign of the language."""
    return exchanged(format_number(number(value)), language).replace("-", "−")


def exchanged(text: str, language: str) -> str:
    """Return a number written in English with the separators of the language."""
    return text.translate(_DANISH) if language == "da" else text


def shown_signed(value: str | float | None, language: str) -> str:
    """Return a difference: always with its sign."""
    text = shown_number(value, language)
    return f"+{text}" if number(value) > 0 else text


def shown_interval(low: str | float | None, high: str | float | None, language: str) -> str:
    """Return both ends of an interval, or a dash."""
    if math.isnan(number(low)) or math.isnan(number(high)):
        return "–"
    joined = " til " if language == "da" else " to "
    return joined.join(shown_number(end, language) for end in (low, high))
