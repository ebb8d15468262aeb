"""R12 p. 15, 12: implementation is the hardest phase; its opponents are met only then; ownership and users help.

Putting into use comes at a constant hazard 1 / mean months, giving up at a competing one:
failure * (1 - relief * ownership) * (1 - involvement relief * involvement). Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid
from diffusion_sim.rules.settings import Implementation

AT_ONCE = 1024.0
"""A hazard that no resistance outlasts for a month."""


@rule
def completion_hazard(mean_months: float) -> float:
    """Return the hazard per month of being put into use; mean 0 is at once."""
    return hazard_grid(1.0 / mean_months) if mean_months > 0.0 else AT_ONCE


@rule
def failure_hazard(implementation: Implementation, owned_share: float) -> float:
    """Return the hazard per month of giving up."""
    relief = 1.0 - implementation.ownership_relief * owned_share
    involved = 1.0 - implementation.involvement_relief * implementation.user_involvement
    return hazard_grid(implementation.failure_per_month * relief * involved)
