"""How municipalities, and problems, differ among themselves: log-normal factors that keep the mean. An assumption."""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp


@rule
def spread_factor(spread: float, z: float) -> float:
    """Return exp(spread z - spread^2 / 2), of mean 1 for standard normal ``z``."""
    return exp(spread * z - 0.5 * spread * spread)


@rule
def within(value: float, low: float, high: float) -> float:
    """Return a value kept inside its range."""
    return min(max(value, low), high)
