"""R5 p. 26: Not Invented Here takes off the benefit seen in what others made, less the more ownership there is.

nih = bias * near_factor * (1 - ownership) * sd of gross benefit. It subtracts and never multiplies a signed number, so
a poor solution does not look better for being foreign. R6 explains R5, so the two are one term. Size: assumption.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp


@rule
def sd_of_benefit(log_variance: float) -> float:
    """Return the sd of a log-normal benefit of mean 1 from the variance of its log."""
    return math.sqrt(max(exp(log_variance), 1.0) - 1.0)


@rule
def nih_discount(nih_bias: float, near_factor: float, owned_share: float, benefit_sd: float) -> float:
    """Return the benefit taken off, in units of benefit; ``benefit_sd`` is the sd of the log."""
    return nih_bias * near_factor * (1.0 - owned_share) * sd_of_benefit(benefit_sd * benefit_sd)
