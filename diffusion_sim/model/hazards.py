"""Events to come: the month in which accumulated hazard reaches its threshold (Sellke 1983), worked out ahead.

Hazards and thresholds lie on the grid of 2**-40, so n months of a hazard are exactly n times the hazard.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diffusion_sim.draws import threshold
from diffusion_sim.jit import kernel
from diffusion_sim.model.records import FAR

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


LONG = 1.0e6


@kernel
def months_to_strike(accumulated: float, hazard: float, threshold: float) -> int:
    """Return after how many months of a hazard the event happens, at least 1; FAR if never."""
    if hazard <= 0.0:
        return FAR
    wait = (threshold - accumulated) / hazard
    if wait > LONG:
        return FAR
    n = max(1, math.ceil(wait))
    while accumulated + n * hazard < threshold:
        n += 1
    while n > 1 and accumulated + (n - 1) * hazard >= threshold:
        n -= 1
    return n


@kernel
def threshold_of(run: State, c: int, stream: int) -> float:
    """Draw the threshold of a case to one of the hazards that it meets once."""
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return threshold(run.key[0], identity, code, stream, 0)
