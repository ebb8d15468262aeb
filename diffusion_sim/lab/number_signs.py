"""How Bokeh writes numbers in the language of the page; the browser knows the signs."""

from __future__ import annotations

from typing import Final

from bokeh.models import CustomJSHover, CustomJSTickFormatter

_WRITTEN: Final = "toLocaleString(locale, {maximumFractionDigits: 2})"
LOCALES: Final = {"en": "en-GB", "da": "da-DK"}


def axis_numbers(language: str) -> CustomJSTickFormatter:
    """Return a formatter for the numbers of an axis."""
    return CustomJSTickFormatter(args={"locale": LOCALES[language]}, code=f"return tick.{_WRITTEN}")


def hovered_numbers(language: str) -> CustomJSHover:
    """Return a formatter for a number under the pointer."""
    return CustomJSHover(args={"locale": LOCALES[language]}, code=f"return value.{_WRITTEN}")
