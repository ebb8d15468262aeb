"""R22 p. 16-18, R25 p. 19-21: problems come on the agenda now and then; patience and backing make it happen more often.

rate = reviews per year / 12 * salience * carrying * skill. The form is an assumption.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid

MONTHS_PER_YEAR = 12.0


@rule
def agenda_hazard(reviews_per_year: float, salience: float, carrying: float, skill: float) -> float:
    """Return the hazard per month that a problem comes on the agenda."""
    return hazard_grid(reviews_per_year / MONTHS_PER_YEAR * salience * carrying * skill)
