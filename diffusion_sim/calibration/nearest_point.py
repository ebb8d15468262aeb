"""Find one parameter set near the observed figures: least squares on simulated figures.

Simulated minimum distance (Gouriéroux & Monfort 1996): the figures' differences, divided by their errors, are made small by
Gauss-Newton steps in a trust region (scipy's ``least_squares``), with slopes from finite differences in common replications. It
takes minutes where the posterior takes an hour, and says nothing about what else would agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.calibration.run_calibration import mean_figures
from diffusion_sim.scenario.declarations import value_of
from diffusion_sim.scenario.plausible import value_at
from diffusion_sim.scenario.posterior import rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from diffusion_sim.calibration.calibration_plan import Plan, Scale

    Reals = npt.NDArray[np.float64]

SLOPE_STEP = 0.1
"""Share of a parameter's range over which slopes are taken: wide, since figures move by chance too."""
MISSING = 10.0
"""Errors that a figure is off by where no replication has it."""


class NearestPoint(NamedTuple):
    """What a search found."""

    values: dict[str, float]
    """Of each of the plan's parameters, with six digits."""
    distance: float
    """In stated errors, as ``calibrate`` counts it."""
    figures: dict[str, float]
    """Mean over the replications of each target's figure."""
    simulated: int
    """Parameter sets that were simulated."""


def nearest_point(
    plan: Plan, scale: Scale, steps: int = 8, *, workers: int | None = None, told: Callable[[str], None] = print
) -> NearestPoint:
    """Search within the ranges of a plan, from the values of its scenario on.

    Parameters
    ----------
    scale
        Observed values and errors, see :func:`diffusion_sim.calibration.run_calibration.scale_of`.
    steps
        Most steps; each simulates one parameter set more than the plan has parameters.
    told
        Called with a line for each parameter set tried as a step.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415 - slow to import

    search = _Search(plan, scale, workers, told)
    start = [_share_of(plan, key) for key in plan.parameters]
    least_squares(search.residuals, start, search.slopes, bounds=(0.0, 1.0), max_nfev=steps, x_scale=0.2)
    best = min(search.known, key=lambda shares: float(np.hypot.reduce(search.known[shares][0])))
    residuals, figures = search.known[best]
    return NearestPoint(search.values(best), float(np.hypot.reduce(residuals)), figures, len(search.known))


def _share_of(plan: Plan, key: str) -> float:
    """Return where in its range a parameter of the scenario lies, a little inside."""
    tried = plan.parameters[key]
    share = (value_of(plan.scenario, key) - tried.low) / (tried.high - tried.low)
    return min(max(share, 0.01), 0.99)


class _Search:
    """Simulates points, which are shares of the parameters' ranges, each once."""

    def __init__(self, plan: Plan, scale: Scale, workers: int | None, told: Callable[[str], None]) -> None:
        self._plan, self._scale, self._workers, self._told = plan, scale, workers, told
        self.known: dict[tuple[float, ...], tuple[Reals, dict[str, float]]] = {}

    def values(self, shares: tuple[float, ...]) -> dict[str, float]:
        """Return the parameters' values at a point."""
        ranges = self._plan.parameters
        return rounded({key: value_at(key, ranges[key], share) for key, share in zip(ranges, shares, strict=True)})

    def residuals(self, point: Reals) -> Reals:
        """Return how many errors each figure is off by."""
        residuals = self._simulated(point)
        self._told(f"distance {np.hypot.reduce(residuals):.2f}: {self.values(tuple(point.tolist()))}")
        return residuals

    def slopes(self, point: Reals) -> Reals:
        """Return the change of each residual over a parameter's range, inwards from the nearer end."""
        here, columns = self._simulated(point), []
        for at, share in enumerate(point.tolist()):
            beside, step = point.copy(), SLOPE_STEP if share < 0.5 else -SLOPE_STEP  # noqa: PLR2004 - the middle
            beside[at] += step
            columns.append((self._simulated(beside) - here) / step)
        return np.stack(columns, axis=1)

    def _simulated(self, point: Reals) -> Reals:
        shares = tuple(point.tolist())
        if shares not in self.known:
            means = mean_figures(self._plan, self.values(shares), self._workers)
            figures = {key: means[key] for key in self._plan.targets}
            off = np.array([self._scale.residual(key, figure) for key, figure in figures.items()])
            self.known[shares] = np.nan_to_num(off, nan=MISSING), figures
        return self.known[shares][0]
