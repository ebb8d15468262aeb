"""Months as words and dates: a reader sees "March 2016", the arrays see a count."""

from __future__ import annotations

import datetime as dt

from diffusion_sim.scenario.months import month_number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date_after(year_month: str, months: int) -> dt.date:
    """Return the first day of the month that lies ``months`` after (before, if negative) ``year_month``."""
    year, month = divmod(month_number(year_month) + months, 12)
    return dt.date(year, month + 1, 1)


def month_in_words(year_month: str, months: int) -> str:
    """Return e.g. ``"March 2016"`` for 26 months after ``"2014-01"``."""
    date = date_after(year_month, months)
    return f"{MONTHS[date.month - 1]} {date.year}"
