"""What a solution is: gross benefit, complexity, shares of the five bottom lines and a drawback on one of them.

Gross benefit and complexity are log-normal; the form and the sizes are assumptions.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp, weight_grid
from diffusion_sim.rules.evidence import prior_log_benefit


@rule
def drawn_log_benefit(benefit_sd: float, advantage: float, z: float) -> float:
    """Return the log gross benefit of a solution made from nothing, ``z`` standard normal."""
    return prior_log_benefit(benefit_sd) + advantage + benefit_sd * z


@rule
def inspired_log_benefit(benefit_sd: float, parent_share: float, parent_log_benefit: float, z: float) -> float:
    """Return that of an inspired one: correlation ``parent_share`` with its parent, same spread (R2 p. 25)."""
    prior = prior_log_benefit(benefit_sd)
    own = math.sqrt(1.0 - parent_share * parent_share) * benefit_sd * z
    return prior + parent_share * (parent_log_benefit - prior) + own


@rule
def drawn_complexity(spread: float, z: float) -> float:
    """Return complexity around 1 (log-normal), on the grid so that sums of it are exact."""
    return weight_grid(exp(spread * z))
