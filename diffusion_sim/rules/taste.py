"""Random utility (McFadden 1974): what the model does not know about a choice, part lasting and part of the year."""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.draws import gumbel
from diffusion_sim.draws.philox import Word


@rule
def taste(lasting: Word, yearly: Word, correlation: float) -> float:
    """Return sqrt(rho) G1 + sqrt(1 - rho) G2 with standard Gumbel G1, G2: correlation rho between two years."""
    return math.sqrt(correlation) * gumbel(lasting) + math.sqrt(1.0 - correlation) * gumbel(yearly)
