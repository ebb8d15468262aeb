"""When a clock strikes: the month in which accumulated hazard reaches its resistance, worked out ahead.

Hazards and resistances lie on the grid of 2**-40, so n months of a hazard are exactly n times the hazard.
"""

from __future__ import annotations

import math

from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.records import FAR

LONG = 1.0e6


@kernel
def months_to_strike(accumulated: float, hazard: float, resistance: float) -> int:
    """Return after how many months of a hazard the event happens, at least 1; FAR if never."""
    if hazard <= 0.0:
        return FAR
    wait = (resistance - accumulated) / hazard
    if wait > LONG:
        return FAR
    n = max(1, math.ceil(wait))
    while accumulated + n * hazard < resistance:
        n += 1
    while n > 1 and accumulated + (n - 1) * hazard >= resistance:
        n -= 1
    return n
