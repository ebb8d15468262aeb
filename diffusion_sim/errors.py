"""The errors a user can meet: each says where, what was found, and what is valid."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


SHOWN_NAMES = 12
"""Valid names that a sentence lists when none is near to what was found."""
LONGEST_PART = 500
"""Characters of a part of a sentence; what a file holds may be longer."""
_LONGEST_NAME, _MOST_NAMES = 100, 5_000
"""Of the names that are compared for a hint, so that a hint takes no time."""
_HARMLESS = "\n\u00ad\u200c\u200d"
"""A new line, a soft hyphen, and what joins letters and emoji."""
_BLANKS = str.maketrans("\t\n\r", "   ")


def printable(text: str) -> str:
    r"""Return a text without control characters, so that a file's content cannot steer a terminal; lines stay lines.

    >>> print(printable("a\x1b[31m"))
    a\x1b[31m
    """
    return text if text.isprintable() else "".join(map(_printable_character, text))


def _printable_character(one: str) -> str:
    kept = one in _HARMLESS or one.isprintable() or unicodedata.category(one) == "Zs"
    return one if kept else one.encode("unicode_escape").decode()


def one_line(text: str) -> str:
    """Return a printable text on one line, cut where it is very long."""
    line = printable(text[:LONGEST_PART].translate(_BLANKS))
    return line if len(text) <= LONGEST_PART else f"{line}..."


class DiffusionSimError(Exception):
    """Anything that goes wrong and can be said in a sentence; the command line prints it, no traceback."""

    def __init__(self, message: str = "") -> None:
        super().__init__(printable(message))


class InputError(DiffusionSimError, ValueError):
    """Something the user gave cannot be used (exit status 2).

    Parameters
    ----------
    where
        File and key, or the argument, e.g. ``"configs/a.toml: appraisal.nih_bais"``.
    found
        What stands there, e.g. ``"is not a parameter"``.
    valid
        What would be right; left out when it is obvious.
    """

    def __init__(self, where: str, found: str, valid: str = "") -> None:
        self.where, self.found, self.valid = map(one_line, (where, found, valid))
        super().__init__(f"{self.where}: {self.found}" + (f"; {self.valid}" if valid else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.where, self.found, self.valid)


class DataError(InputError):
    """A data file of the package, or of the user, is missing, damaged or contradicts itself."""


class RunError(DiffusionSimError, RuntimeError):
    """A run failed after its input was accepted (exit status 1)."""


class ScenarioWarning(UserWarning):
    """Something about a scenario or its country that a reader of the results should know."""


def did_you_mean(name: str, valid_names: Iterable[str]) -> str:
    """Return the nearest valid names as a hint, or the list of them when none is near."""
    names = sorted(valid_names)
    first = max(0, bisect(names, name) - _MOST_NAMES // 2)
    near = get_close_matches(name[:_LONGEST_NAME], names[first : first + _MOST_NAMES], n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    return f"valid: {listed(names)}"


def listed(names: Sequence[str], most: int = SHOWN_NAMES) -> str:
    """Return the first of some names, with a mark where there are more."""
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")
