"""The terms of one option's utility, in units of the taste scale, and the four options of R2 p. 25.

V = weight * (S * patience * gross - drawback) - risk - effort - NIH - stigma
    + pride + prize + social + constant + taste
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.compiled import rule


class Terms(NamedTuple):
    """What speaks for (+) and against (-) one option, each in taste units."""

    benefit: float
    risk: float
    effort: float
    nih: float
    stigma: float
    pride: float
    prize: float
    social: float
    constant: float
    taste: float


@rule
def utility(terms: Terms) -> float:
    """Return the sum of the terms, in their order."""
    return (
        terms.benefit + terms.risk + terms.effort + terms.nih + terms.stigma
        + terms.pride + terms.prize + terms.social + terms.constant + terms.taste
    )  # fmt: skip
