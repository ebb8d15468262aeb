"""Numbers, months, lists and sentences of a story in one language."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Literal

from diffusion_sim.scenario.parameters import figure_in
from diffusion_sim.scenario.values import month_number
from diffusion_sim.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_SHARES = (0.005, 0.05, 0.15, 0.225, 0.29, 0.42, 0.58, 0.71, 0.85, 0.95, 0.9999)
"""Below which a share is told as none, hardly any, about one in ten and so on."""
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Language:
    """How a story is told in one language: what stands under ``telling`` in its words."""

    code: str
    """``en`` or ``da``."""

    @property
    def told(self) -> Mapping[str, Any]:
        """Tables of words by their names; refuses a language that is not there."""
        return words(self.code, "telling")

    def word(self, table: str, key: str) -> str:
        """Return a word of a table."""
        found: str = self.told[table][key]
        return found

    def say(self, sentence: str, **values: object) -> str:
        """Return a sentence with its places filled in."""
        return self.word("sentences", sentence).format(**values)

    def figure(self, number: float) -> str:
        """Return a number with the separators of the language."""
        return figure_in(number, self.code)

    def count(self, number: float, noun: str) -> str:
        """Return a number of things: ``three prizes``, ``one prize``, ``250 grants``."""
        counts: tuple[str, ...] = self.told["counts"]
        whole = number == int(number) and 0 <= number < len(counts)
        one, many = self.told["nouns"][noun]
        text: str = one if number == 1 else many
        return text.format(n=counts[int(number)] if whole else self.figure(number))

    def month_name(self, month_of_year: int) -> str:
        """Return ``January`` for 1."""
        name: str = words(self.code, "story")["months"][month_of_year - 1]
        return name

    def month(self, text: str) -> str:
        """Return ``January 2014`` for ``2014-01``."""
        return f"{self.month_name(month_number(text) % MONTHS_PER_YEAR + 1)} {text[:4]}"

    def duration(self, months: float) -> str:
        """Return a number of months in years where these are whole."""
        if months >= MONTHS_PER_YEAR and months % MONTHS_PER_YEAR == 0:
            return self.count(months / MONTHS_PER_YEAR, "year")
        return self.count(months, "month")

    def share(self, part: float, what: Literal["many", "much"]) -> str:
        """Return a share as people say it: ``about one in four``; of many things, or of much of one."""
        told: str = self.told["shares"][what][bisect_right(_SHARES, part)]
        return told

    def graded(self, degrees: str, value: float, limits: Sequence[float]) -> str:
        """Return the word of the first degree whose upper limit is not reached, or the last one."""
        word: str = self.told["degrees"][degrees][bisect_right(limits, value)]
        return word

    def joined(self, names: Sequence[str], link: Literal["and", "or"] = "and") -> str:
        """Return ``a, b and c``."""
        return f"{', '.join(names[:-1])} {self.told[link]} {names[-1]}" if len(names) > 1 else "".join(names)

    def places(self, selectors: Sequence[str]) -> str:
        """Return chosen municipalities as people name them."""
        kinds: Mapping[str, str] = self.told["selectors"]
        parts = ((one, *one.partition(":")[::2]) for one in selectors)
        return self.joined([kinds[kind].format(name=name) if kind in kinds else one for one, kind, name in parts])


ENGLISH = Language("en")


def within(hazard: float, periods: float) -> float:
    """Return the share to whom an event with this hazard has happened after some periods."""
    return 1.0 - exp(-hazard * periods)
