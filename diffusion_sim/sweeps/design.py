"""Designs: the points of a plan, in an order that only the plan decides."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from diffusion_sim.sweeps.plan import Plan

    Shares = npt.NDArray[np.float64]
    """Points by parameters, from 0 (the low end) to 1."""


def points_of(plan: Plan) -> list[dict[str, Any]]:
    """Return the values of every point by parameter."""
    if plan.design == "grid":
        return [dict(zip(plan.values, point, strict=True)) for point in itertools.product(*plan.values.values())]
    if plan.design == "list":
        return [dict(zip(plan.values, point, strict=True)) for point in zip(*plan.values.values(), strict=True)]
    return [_within(plan, shares) for shares in SAMPLES[plan.design](plan)]


def _within(plan: Plan, shares: npt.NDArray[np.float64]) -> dict[str, Any]:
    """Stretch shares to the ranges; whole numbers are rounded."""
    stretched = {}
    for (key, tried), share in zip(plan.ranges.items(), shares.tolist(), strict=True):
        value = tried.low + share * (tried.high - tried.low)
        stretched[key] = round(value) if declarations()[key].kind == "whole number" else value
    return stretched


def _latin_hypercube(plan: Plan) -> Shares:
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import

    return qmc.LatinHypercube(len(plan.ranges), rng=np.random.default_rng(plan.seed)).random(plan.points)


def _sobol(plan: Plan) -> Shares:
    from scipy.stats import qmc  # noqa: PLC0415 - as above

    return qmc.Sobol(len(plan.ranges), rng=np.random.default_rng(plan.seed)).random(plan.points)


def salib_problem(plan: Plan) -> dict[str, Any]:
    """Return the parameters as SALib wants them, all from 0 to 1."""
    return {"num_vars": len(plan.ranges), "names": list(plan.ranges), "bounds": [[0.0, 1.0]] * len(plan.ranges)}


def morris_shares(plan: Plan) -> Shares:
    """Return the trajectories of Morris (1991)."""
    from SALib.sample import morris  # noqa: PLC0415 - as above

    return np.asarray(morris.sample(salib_problem(plan), plan.points, seed=plan.seed % 2**32))


def sobol_indices_shares(plan: Plan) -> Shares:
    """Return Saltelli's sample for Sobol indices, without second order."""
    from SALib.sample import sobol  # noqa: PLC0415 - as above

    sample = sobol.sample(salib_problem(plan), plan.points, calc_second_order=False, seed=plan.seed % 2**32)
    return np.asarray(sample)


SAMPLES: dict[str, Callable[[Plan], Shares]] = {
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": morris_shares,
    "sobol_indices": sobol_indices_shares,
}
