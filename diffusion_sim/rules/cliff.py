"""R10 p. 15: when the money ends before a solution is in use, it presumably does not create the value it could.

hazard = base * (1 - permanence) * (1 - relief * ownership) / carrying * (share of the money that is gone).
Success factors after Scheirer 2005 and Bond et al. 2014: champion, fit, management, several funders.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid


@rule
def money_gone(months_since_end: int, taper_months: int) -> float:
    """Return the share of the grant that is gone: 0 before its end, rising evenly over the taper to 1."""
    if months_since_end < 0:
        return 0.0
    return min(1.0, (months_since_end + 1.0) / (taper_months + 1.0))


@rule
def cliff_hazard(
    base_per_month: float, permanence: float, relief: float, owned_share: float, carrying: float, gone: float
) -> float:
    """Return the hazard per month of losing work that hung on the grant."""
    return hazard_grid(base_per_month * (1.0 - permanence) * (1.0 - relief * owned_share) / carrying * gone)
