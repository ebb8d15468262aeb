"""R8 p. 28 (a heading): innovation depends on context, so an answer made elsewhere fits more or less well.

Fit is a share of the gross benefit that arrives: 1 / (1 + exp(-(level - distance_weight * distance + noise))).
The form and the sizes are assumptions. Adapting and involving users make good a share of what is missing.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp


@rule
def context_distance(log_population_gap: float, region_gap: float) -> float:
    """Return how unlike two municipalities are: |ln(N_i / N_j)| plus a constant between regions."""
    return abs(log_population_gap) + region_gap


@rule
def fit_share(level: float, distance_weight: float, distance: float, noise: float) -> float:
    """Return the share of gross benefit that a plain copy keeps, between 0 and 1."""
    return 1.0 / (1.0 + exp(-(level - distance_weight * distance + noise)))


@rule
def improved_fit(fit: float, gain: float) -> float:
    """Return fit + gain * (1 - fit)."""
    return fit + gain * (1.0 - fit)
