"""Months as they stand in scenario files: ``"2015-01"``."""

from __future__ import annotations

import re

MONTH_FORM = 'a month of the years 1800 to 2099 in quotes, as "2015-01"'

_FORM = re.compile(r"(18|19|20)[0-9]{2}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Say whether a text names a month."""
    return _FORM.fullmatch(text) is not None


def month_number(text: str) -> int:
    """Return months since the year 0, so that months can be compared and subtracted."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def month_text(number: int) -> str:
    """Return the month of a number from :func:`month_number`, as YYYY-MM."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
