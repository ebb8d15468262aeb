"""R23 p. 17: enthusiasts under the radar carry the work, also without money; when they leave, some of it ends.

They leave at ``turnover_per_year`` and others come after ``vacancy_months`` on average. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Enthusiasts

MONTHS_PER_YEAR = 12.0


@rule
def months_of_stay(enthusiasts: Enthusiasts) -> float:
    """Return the mean months for which enthusiasts stay; 0 where nobody ever leaves."""
    rate = enthusiasts.turnover_per_year
    return MONTHS_PER_YEAR / rate if rate > 0.0 else 0.0


@rule
def goes_on_without_grant(fallback_share: float, unfunded_share: float, present: float) -> float:
    """Return the chance that a refused project goes on: on permanent money, or carried by enthusiasts."""
    return fallback_share + (1.0 - fallback_share) * unfunded_share * present
