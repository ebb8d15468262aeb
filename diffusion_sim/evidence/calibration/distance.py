"""How far a parameter set is from what was observed: in stated errors, all statistics together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.evidence.calibration.plan import Plan, Target


def ball(statistics: int) -> float:
    """Return the tolerance at which acceptance says just what the errors say.

    Points spread evenly over a ball of this radius in so many dimensions have variance 1 along each axis, so that a
    statistic, in units of its error, passes with a standard deviation of one error. Wilkinson (2013), Statistical
    Applications in Genetics and Molecular Biology 12:129-141: accepting with a kernel is exact Bayesian inference with
    that kernel as the error of model and measurement.
    """
    return math.sqrt(statistics + 2.0)


class Scale:
    """Observed values and the errors that distances are counted in."""

    def __init__(self, plan: Plan, values: Mapping[str, float], spread: Mapping[str, float]) -> None:
        self.observed = {key: values[key] for key in plan.targets}
        luck = 1.0 / plan.worlds + (1.0 / plan.worlds if plan.truth else 1.0)
        self.errors = {key: _error(target, spread[key], luck) for key, target in plan.targets.items()}

    def residual(self, key: str, simulated: float) -> float:
        """Return how many errors a simulated statistic lies above the observed one."""
        return (simulated - self.observed[key]) / self.errors[key]

    def distance(self, simulated: Mapping[str, float]) -> float:
        """Return the Euclidean norm of the residuals; infinite where a statistic is missing."""
        total = math.hypot(*(self.residual(key, simulated[key]) for key in self.observed))
        return math.inf if math.isnan(total) else total


def _error(target: Target, between_worlds: float, luck: float) -> float:
    """Add up sampling, what the model leaves out, and luck.

    Luck counts the variance between worlds once for Denmark, which is one world, and by the number of worlds for the
    mean of those simulated; where the observed figures are themselves means of simulated worlds, likewise for them.
    """
    of_worlds = 0.0 if math.isnan(between_worlds) else luck * between_worlds**2
    return math.sqrt(target.sampling**2 + target.discrepancy**2 + of_worlds)
