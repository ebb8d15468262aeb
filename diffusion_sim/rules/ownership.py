"""R6 p. 26, a conjecture of the report: motivation is made while developing, so reuse must create ownership anew."""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.codes import Mode

COPY, ADAPT, INSPIRED = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED)


@rule
def ownership(mode: int, ownership_adapt: float, ownership_inspired: float) -> float:
    """Return the share of ownership felt: 0 for a copy, 1 for one's own."""
    if mode == COPY:
        return 0.0
    if mode == ADAPT:
        return ownership_adapt
    if mode == INSPIRED:
        return ownership_inspired
    return 1.0
