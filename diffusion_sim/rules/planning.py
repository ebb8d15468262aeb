"""R11 p. 15: a pool asks for a detailed plan where the applicant has a dream or a problem.

An application fails at the plan with a chance that is highest for own and inspired work; sizes are assumptions.
Externally financed innovations are nevertheless twice as often first of kind (Innovationsbarometeret, wave 4):
own work applies more often.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.settings import Funding

COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)


@rule
def grant_seeking(share: float, first_of_kind_factor: float, mode: int, permanence: float) -> float:
    """Return the chance that a project seeks a grant: share * (1 - permanence), more for own development."""
    factor = first_of_kind_factor if mode == OWN else 1.0
    return min(1.0, share * factor * (1.0 - permanence))


@rule
def reserved_grants(grants_per_year: int, reuse_reserved_share: float) -> int:
    """Return how many grants are kept for reuse, to the nearest whole one."""
    return math.floor(grants_per_year * reuse_reserved_share + 0.5)


@rule
def planning_burden(funding: Funding, mode: int) -> float:
    """Return the chance that an application fails for want of a plan."""
    if mode == COPY:
        return funding.burden_copy
    if mode == ADAPT:
        return funding.burden_adapt
    return funding.burden_inspired if mode == INSPIRED else funding.burden_own
