"""R16 p. 11: wicked problems need work across sectors: an answer waits for partners outside the municipality.

A problem's form in one era is wicked with chance ``wicked.share``. Work on it takes ``partner_months`` * r more, r an
Exp(1) resistance of each project (mean 1); what is foreseen is the mean. The partners themselves, other sectors, are not
in the model, and municipal partnerships (R15) do not shorten the wait. Form and sizes are assumptions.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Wicked


@rule
def is_wicked(wicked: Wicked, draw: float) -> bool:
    """Tell whether a problem needs partners from elsewhere; ``draw`` is uniform."""
    return draw < wicked.share


@rule
def months_for_partners(wicked: Wicked, resistance: float) -> int:
    """Return the months for which one project waits for partners."""
    return math.ceil(wicked.partner_months * resistance)
