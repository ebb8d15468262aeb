"""R7 p. 27: reuse shortens the development phase; R8 p. 28: innovation takes time.

Months of development = months of the mode * complexity * (1 + involvement) * exp(spread * z), rounded up. Assumption.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.settings import Work

COPY, ADAPT, INSPIRED = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED)


@rule
def months_of_mode(work: Work, mode: int) -> float:
    """Return the usual months of development for complexity 1."""
    if mode == COPY:
        return work.months_copy
    if mode == ADAPT:
        return work.months_adapt
    return work.months_inspired if mode == INSPIRED else work.months_own


@rule
def development_months(usual_months: float, complexity: float, spread_z: float, involvement_months: float) -> int:
    """Return the whole months that one project takes; ``spread_z`` is spread times a normal number."""
    return math.ceil(usual_months * complexity * (1.0 + involvement_months) * exp(spread_z))
