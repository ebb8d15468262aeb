"""What is in use creates value until it is stopped, replaced or out of date.

Value per month = gross benefit * fit - drawback, by bottom line (R26 p. 22-23); stopping has a constant hazard, higher
once the problem has changed. Users of 12 farm practices stopped in 6.8-18.7 % of cases in time; the rate is assumed.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid, value_grid
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.fit import improved_fit
from diffusion_sim.rules.settings import Implementation

COPY, ADAPT = int(Mode.COPY), int(Mode.ADAPT)
MONTHS_PER_YEAR = 12.0


@rule
def stop_hazard(stop_per_year: float, outdated_factor: float) -> float:
    """Return the hazard per month of stopping."""
    return hazard_grid(stop_per_year * outdated_factor / MONTHS_PER_YEAR)


@rule
def realised_fit(mode: int, copy_fit: float, adaptation_gain: float, implementation: Implementation) -> float:
    """Return the fit in use: a copy's own, an adapted one's improved, 1 for what was made here; users improve it."""
    fit = copy_fit if mode == COPY else improved_fit(copy_fit, adaptation_gain) if mode == ADAPT else 1.0
    return improved_fit(fit, implementation.user_involvement * implementation.involvement_fit)


@rule
def realised_benefit(benefit: float, fit: float, implementation: Implementation) -> float:
    """Return the gross benefit in use."""
    return benefit * (1.0 + implementation.user_involvement * implementation.involvement_merit) * fit


@rule
def line_value(gross: float, share: float, drawback: float) -> float:
    """Return the value per month on one bottom line."""
    return value_grid(gross * share - drawback)
