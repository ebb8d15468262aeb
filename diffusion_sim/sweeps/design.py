"""Designs: the points of a plan, in an order that only the plan decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from diffusion_sim.scenario.plausible import Range
    from diffusion_sim.sweeps.plan import Plan

    Shares = npt.NDArray[np.float64]
    """Points by parameters, from 0 (the low end) to 1."""


def points_of(plan: Plan) -> Sequence[dict[str, Any]]:
    """Return the values of every point by parameter; each is made when asked for, for there may be very many."""
    if plan.design == "grid":
        return _Grid(plan)
    if plan.design == "list":
        return [dict(zip(plan.values, point, strict=True)) for point in zip(*plan.values.values(), strict=True)]
    return _Drawn(plan, SAMPLES[plan.design](plan))


class _Grid(Sequence[dict[str, Any]]):
    """Every combination, the last parameter fastest."""

    def __init__(self, plan: Plan) -> None:
        self._values = plan.values

    def __len__(self) -> int:
        return math.prod(len(values) for values in self._values.values())

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - that of a sequence
        place, point = range(len(self))[number], {}
        for key, values in reversed(self._values.items()):
            place, index = divmod(place, len(values))
            point[key] = values[index]
        return {key: point[key] for key in self._values}


class _Drawn(Sequence[dict[str, Any]]):
    """Shares stretched to the ranges; whole numbers are rounded."""

    def __init__(self, plan: Plan, shares: Shares) -> None:
        self._ranges, self._shares = plan.ranges, shares

    def __len__(self) -> int:
        return len(self._shares)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - that of a sequence
        pairs = zip(self._ranges.items(), self._shares[number].tolist(), strict=True)
        return {key: _stretched(key, tried, share) for (key, tried), share in pairs}


def _stretched(key: str, tried: Range, share: float) -> float:
    value = tried.low + share * (tried.high - tried.low)
    return round(value) if declarations()[key].kind == "whole number" else value


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
