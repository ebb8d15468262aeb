"""Running the checks one by one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.verification.exact_checks import cascade_checks, complete_checks, engine_checks, threshold_checks
from diffusion_sim.verification.judging import Check, Setup
from diffusion_sim.verification.other_programs import peer_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


FEWEST = 50
"""Replications below which the normal law of a mean is not to be relied on."""
DEFAULT_REPLICATIONS = 1_000


@dataclass(frozen=True)
class Row:
    """One line of the table: a check and what came out."""

    check: str
    expected: str
    got: str
    tolerance: str
    passed: bool
    planted_error: str
    power: float
    """Chance that the planted error would have been noticed."""
    source: str

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, with the verdict in a word."""
        return {**asdict(self), "verdict": "pass" if self.passed else "FAIL"}


def all_checks() -> list[Check]:
    """Return the checks that can be run here: peers only where they are installed."""
    return [*complete_checks(), *cascade_checks(), *threshold_checks(), *engine_checks(), *peer_checks()]


def validate(
    replications: int = DEFAULT_REPLICATIONS,
    seed: int = 1,
    *,
    checks: Iterable[Check] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Row, ...]:
    """Run checks; each row tells whether the engine did what it must.

    Raises
    ------
    InputError
        If there are too few replications for the tests to hold.
    """
    if replications < FEWEST:
        raise InputError("replications", f"is {replications}", f"valid: {FEWEST} or more, so that the tests hold")
    chosen = list(all_checks() if checks is None else checks)
    rows: list[Row] = []
    for row in _rows(chosen, replications, seed):
        rows.append(row)
        if progress is not None:
            progress(len(rows), len(chosen))
    return tuple(rows)


def _rows(checks: Iterable[Check], replications: int, seed: int) -> Iterator[Row]:
    with TemporaryDirectory(prefix="diffusion-sim-") as folder:
        for check in checks:
            found = check.run(Setup(replications, seed, Path(folder)))
            yield Row(check.name, *found[:4], check.planted_words, found.power, check.source)
