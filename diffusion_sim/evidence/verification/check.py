"""What a check is: something the engine does, what it should have done, and an error that would be noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LEVEL = 1e-3
"""Chance with which a check of random results refuses a right program."""


class Setup(NamedTuple):
    """How a check is run."""

    replications: int
    seed: int
    folder: Path
    """For networks that have to be given as files."""
    planted: Mapping[str, Any] = {}
    """Changes of the scenario that make it wrong on purpose; none in an honest run."""


class Finding(NamedTuple):
    """What came out."""

    expected: str
    got: str
    tolerance: str
    passed: bool
    power: float
    """Chance of noticing the check's planted error with so many replications; 1 where nothing is random."""


class Check(NamedTuple):
    """One comparison with a known result."""

    name: str
    source: str
    run: Callable[[Setup], Finding]
    planted: Mapping[str, Any]
    """Changes of the scenario that the check must notice."""
    planted_words: str
