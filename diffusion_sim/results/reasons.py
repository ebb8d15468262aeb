"""Which single terms decided an appraisal: the bits of a flip set as names."""

from __future__ import annotations

from functools import cache


@cache
def term_names() -> tuple[str, ...]:
    """Return the names of the terms of an option's utility, in the order of the bits."""
    from diffusion_sim.rules.terms import Terms  # noqa: PLC0415 - brings in the compiler, which reading tables need not

    return Terms._fields


def term_bit(name: str) -> int:
    """Return the number of the bit that stands for a term."""
    return term_names().index(name)


def deciding_terms(flips: int) -> tuple[str, ...]:
    """Return the terms whose removal alone would have changed the choice; none is an answer too."""
    return tuple(name for bit, name in enumerate(term_names()) if (flips >> bit) & 1)
