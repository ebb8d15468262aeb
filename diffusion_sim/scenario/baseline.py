"""The baseline: the country with which every policy is compared."""

from __future__ import annotations

from diffusion_sim.scenario.scenario import Scenario

DESCRIPTION = (
    "Denmark as it is: no copycat prize, no national overview of solutions, grants that end from one day to the next."
)


def baseline() -> Scenario:
    """Return the scenario of the default values."""
    return Scenario(name="baseline", description=DESCRIPTION)
