"""How dossiers are numbered: by municipality, in it by problem. A multiplication finds both sooner than a division."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.kernel import inlined, whole

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

SHIFT = 40
"""Exact while dossiers times problems stay below 2**40 and municipalities below 2**22."""


def part_of_one(problems: int) -> int:
    """Return what a dossier's number is multiplied by to find its municipality: 1 / problems, a little more, times 2**40."""
    return (1 << SHIFT) // max(problems, 1) + 1


@inlined
def place_of(run: State, d: int) -> int:
    """Return the row of the municipality that a dossier belongs to."""
    return (whole(d) * run.facts.part_of_one) >> SHIFT


@inlined
def problem_of(run: State, d: int) -> int:
    """Return the problem that a dossier is about."""
    return d - place_of(run, d) * run.fields.shape[0]
