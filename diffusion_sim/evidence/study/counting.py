"""How a study counts its periods: by numbers, by years, or by dates."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

FIRST_YEAR = 1000
"""Whole numbers from here on are years; smaller ones are numbers of periods."""
DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
MONTHS_PER_PERIOD = {"month": 1, "quarter": 3, "year": 12}


class Numbers(NamedTuple):
    """Times are numbers of periods already."""

    first_period: str = "1"
    valid: str = "a whole number of periods, 1 or above"

    def period_of(self, text: str) -> int | None:
        """Return the period that a text names; None if it has not the form of one."""
        return _whole(text)


class Years(NamedTuple):
    """Times are years; period 1 is the first in which somebody adopted."""

    first_year: int

    @property
    def first_period(self) -> str:
        """What period 1 is called."""
        return str(self.first_year)

    @property
    def valid(self) -> str:
        """What a sentence on a wrong time recommends."""
        return f"a year from {self.first_year} on, or a number of periods"

    def period_of(self, text: str) -> int | None:
        """Return the period that a year, or a number below 1000, names; None if the text is neither."""
        number = _whole(text)
        return number if number is None or number < FIRST_YEAR else number - self.first_year + 1


class Dates(NamedTuple):
    """Times are dates; period 1 is the month, quarter or year of the first adoption."""

    first_month: int
    """Of period 1, counted from January of the year 0."""
    months: int
    """Length of a period."""

    @property
    def first_period(self) -> str:
        """What period 1 is called: its first month."""
        return f"{self.first_month // 12}-{self.first_month % 12 + 1:02d}"

    @property
    def valid(self) -> str:
        """What a sentence on a wrong time recommends."""
        return f"a date from {self.first_period} on as YYYY-MM or YYYY-MM-DD, a year, or a number of periods"

    def period_of(self, text: str) -> int | None:
        """Return the period in which a date, or the end of a year, lies; a number below 1000 is one itself."""
        number = _whole(text)
        if number is not None and number < FIRST_YEAR:
            return number
        written = month_of(text) if DATE.fullmatch(text) else None
        month = written if number is None else 12 * number + 11
        return None if month is None else (month - self.first_month) // self.months + 1


def month_of(text: str) -> int | None:
    """Return the month of YYYY-MM or YYYY-MM-DD, counted from January of the year 0; None if it is no date."""
    try:
        day = date.fromisoformat(text if len(text) > len("2014-01") else f"{text}-01")
    except ValueError:
        return None
    return 12 * day.year + day.month - 1


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None
