"""R1 p. 25, R9 p. 8: a municipality acts on what it has heard of, and it hears through ties that use a solution.

Bass (1969) on a graph: the hazard of hearing is portal + push + contact * (share of contact that runs the solution).
A neighbour that rejected a solution counts as one that does not run it; it never subtracts.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid, log

CERTAIN = 1.0 - 2.0**-40
"""A probability from here on is treated as this one: a resistance above 27.7 does not occur in practice."""
ROUNDING = 2.0**-14
"""Of the share: what rounding of contact weights to steps of 2**-20 can add up to over a hundred ties."""


@rule
def contact_hazard(contact_per_month: float, exposure: float) -> float:
    """Return the hazard per month of hearing through ties: c * sum_j w_ij runs_j."""
    return hazard_grid(contact_per_month * exposure)


@rule
def broadcast_hazard(push_per_month: float, portal_per_month: float, prize_per_month: float) -> float:
    """Return the hazard per month of hearing from one source that reaches everybody alike."""
    return hazard_grid(push_per_month + portal_per_month + prize_per_month)


@rule
def hazard_of_probability(probability: float) -> float:
    """Return h = -ln(1 - p), the hazard under which one step has exactly the probability p."""
    return hazard_grid(-log(1.0 - min(max(probability, 0.0), CERTAIN)))


@rule
def one_shot_probability(probability: float, weight: float) -> float:
    """Return the chance that one new user is heard of, once (independent cascade, Kempe et al. 2003)."""
    return min(1.0, probability * weight)


@rule
def reaches_threshold(exposure: float, whole_contact: float, threshold_share: float) -> bool:
    """Tell whether the share of contact that runs the solution has reached the threshold (Granovetter 1978).

    A threshold of 0 is reached at once, any other by somebody's running it.
    """
    if threshold_share == 0.0:
        return True
    return exposure > 0.0 and exposure >= (threshold_share - ROUNDING) * whole_contact
