"""The errors a user can meet: each says where, what was found, and what is valid."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


SHOWN_NAMES = 12
"""Valid names that a sentence lists when none is near to what was found."""


class DiffusionSimError(Exception):
    """Anything that goes wrong and can be said in a sentence; the command line prints it, no traceback."""


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
        self.where, self.found, self.valid = where, found, valid
        super().__init__(f"{where}: {found}" + (f"; {valid}" if valid else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.where, self.found, self.valid)


class DataError(InputError):
    """A data file of the package, or of the user, is missing, damaged or contradicts itself."""


class RunError(DiffusionSimError, RuntimeError):
    """A run failed after its input was accepted (exit status 1)."""


def did_you_mean(name: str, valid_names: Iterable[str]) -> str:
    """Return the nearest valid names as a hint, or the list of them when none is near."""
    names = sorted(valid_names)
    near = get_close_matches(name, names, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    shown = ", ".join(names[:SHOWN_NAMES]) + (", ..." if len(names) > SHOWN_NAMES else "")
    return f"valid: {shown}"
