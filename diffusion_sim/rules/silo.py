"""R18 p. 12: silos: staff do not share, or are not rewarded for working across; R28 p. 12: profiling one's own unit.

felt friction = friction * (1 + incentive balance), at most 1. In a year, a known solution reaches those who decide
with chance 1 - felt friction; implementation takes 1 + delay * felt friction times as long. Form and sizes: assumption.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Traits


@rule
def felt_friction(traits: Traits) -> float:
    """Return the friction between units, from 0 to 1."""
    return min(1.0, traits.silo_friction * (1.0 + traits.incentive_balance))


@rule
def delayed_months(mean_months: float, traits: Traits) -> float:
    """Return the mean months of implementation where units must work together."""
    return mean_months * (1.0 + traits.silo_delay_share * felt_friction(traits))
