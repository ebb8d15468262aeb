"""Numbers, months and lists as words."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from diffusion_sim.scenario.declarations import figure
from diffusion_sim.scenario.values import month_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHARES = (
    (0.005, "none"),
    (0.05, "hardly any"),
    (0.15, "about one in ten"),
    (0.225, "about one in five"),
    (0.29, "about one in four"),
    (0.42, "about one in three"),
    (0.58, "about half"),
    (0.71, "about two in three"),
    (0.85, "about three in four"),
    (0.95, "about nine in ten"),
    (0.9999, "nearly all"),
)
MONTHS_PER_YEAR = 12


def count(number: float, what: str) -> str:
    """Return a number of things: ``three prizes``, ``one prize``, ``250 places``."""
    whole = number == int(number) and 0 <= number < len(_COUNTS)
    word = _COUNTS[int(number)] if whole else figure(number)
    return f"{word} {what if number == 1 else plural(what)}"


def plural(what: str) -> str:
    """Return the plural of a noun of this package's stories."""
    return what[:-1] + "ies" if what.endswith("y") else what + "s"


def month_name(month_of_year: int) -> str:
    """Return ``January`` for 1."""
    return _MONTHS[month_of_year - 1]


def month(text: str) -> str:
    """Return ``January 2014`` for ``2014-01``."""
    return f"{month_name(month_number(text) % MONTHS_PER_YEAR + 1)} {text[:4]}"


def duration(months: float) -> str:
    """Return a number of months in years where these are whole."""
    if months >= MONTHS_PER_YEAR and months % MONTHS_PER_YEAR == 0:
        return count(months / MONTHS_PER_YEAR, "year")
    return count(months, "month")


def share(part: float) -> str:
    """Return a share as people say it: ``about one in four``."""
    return next((words for limit, words in _SHARES if part < limit), "all")


def within(hazard: float, periods: float) -> float:
    """Return the share to whom an event with this hazard has happened after some periods."""
    return 1.0 - exp(-hazard * periods)


def joined(names: Sequence[str], link: str = "and") -> str:
    """Return ``a, b and c``."""
    return f"{', '.join(names[:-1])} {link} {names[-1]}" if len(names) > 1 else "".join(names)


def graded(value: float, steps: Sequence[tuple[float, str]], above: str) -> str:
    """Return the word of the first step whose upper limit is not reached."""
    return next((word for limit, word in steps if value < limit), above)
