"""What a language must have to tell a story, and how it counts, lists and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.results.calendar import date_after
from diffusion_sim.results.display import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diffusion_sim.results.labels import LabelWords
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.rules.codes import End, Heard, Mode


class Language(NamedTuple):
    """Words and sentences of one language."""

    sentences: Mapping[str, str]
    nouns: Mapping[str, tuple[str, str, str]]
    """None, one, and many with ``{n}``."""
    how_often: tuple[str, str, str, str]
    """Never, once, twice, and more often with ``{n}``."""
    last: str
    """What stands before the last part of a list."""
    nothing: str
    none: str
    months: tuple[str, ...]
    ties: Mapping[str, str]
    channels: Mapping[Heard, str]
    done: Mapping[Mode, str]
    modes: Mapping[Mode, str]
    terms: Mapping[str, str]
    ended: Mapping[End, str]
    labels: LabelWords
    signs: Mapping[int, int]
    """How the separators of a number are exchanged."""

    def say(self, sentence: str, **told: object) -> str:
        """Return a sentence with what is told in it."""
        return self.sentences[sentence].format(**told)

    def many(self, noun: str, count: int) -> str:
        """Return "1 solution" or "3 solutions", "no solutions" for none."""
        none, one, many = self.nouns[noun]
        return (none if count == 0 else one if count == 1 else many).format(n=self.whole(count))

    def counted(self, number: int) -> str:
        """Return "once", "twice" or "7 times"."""
        return self.how_often[min(number, 3)].format(n=self.whole(number))

    def listed(self, parts: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + self.last + parts[-1] if parts else self.nothing

    def number(self, value: float) -> str:
        """Return about three digits."""
        return format_number(value).translate(self.signs)

    def whole(self, value: int) -> str:
        """Return a whole number."""
        return f"{value:,}".translate(self.signs)

    def when(self, run: ReportedRun, month: int) -> str:
        """Return a month of the record in words."""
        date = date_after(run.context.first_month, int(month) - run.first)
        return f"{self.months[date.month - 1]} {date.year}"
