"""R7 p. 27: reuse shortens the development phase; R8 p. 28: innovation takes time.

Months of development = months of the mode * complexity * (1 + months added by who takes part) * exp(spread * z), rounded up. Assumption.
"""

from __future__ import annotations

import math

from diffusion_sim.codes import Mode
from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words("Development", "Reuse shortens development, and innovation takes time."),
    da=Words("Udvikling", "Genbrug forkorter udviklingen, og innovation tager tid."),
    supports=(7, 8),
    draws=(
        Draw(
            streams.WORK_MONTHS,
            "months of development (normal)",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Work(Parameters, section="work", da="Udviklingsarbejde"):
    """Months of development, by mode (R7 p. 27: reuse shortens the development phase; R8: innovation takes time)."""

    # fmt: off
    months_own: float = number(
        14.0, unit="months", between=(0, 240),
        en=("Months: own development", "Own development of a solution of complexity 1."),
        da=("Måneder: egenudvikling", "Egenudvikling af en løsning med kompleksitet 1."),
        source="assumption",
    )
    months_copy: float = number(
        4.0, unit="months", between=(0, 240),
        en=("Months: copying", "Copying another's solution of complexity 1."),
        da=("Måneder: kopiering", "Kopiering af en andens løsning med kompleksitet 1."),
        source="assumption",
    )
    # fmt: on


COPY, ADAPT, INSPIRED = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED)
ADAPT_SHARE, INSPIRED_SHARE = 0.4, 0.8
"""Where adapting and inspired development lie on the way from the months of copying to those of own development: assumption."""
SPREAD = 0.4
"""Spread of the months of a project (log-normal sd): assumption."""


@rule
def months_of_mode(work: Work, mode: int) -> float:
    """Return the usual months of development for complexity 1."""
    if mode == COPY:
        return work.months_copy
    if mode == ADAPT:
        return work.months_copy + ADAPT_SHARE * (work.months_own - work.months_copy)
    if mode == INSPIRED:
        return work.months_copy + INSPIRED_SHARE * (work.months_own - work.months_copy)
    return work.months_own


@rule
def development_months(usual_months: float, complexity: float, spread_z: float, added_share: float) -> int:
    """Return the whole months that one project takes; ``spread_z`` is spread times a normal number."""
    return math.ceil(usual_months * complexity * (1.0 + added_share) * exp(spread_z))
