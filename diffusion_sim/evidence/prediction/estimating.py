"""Maximum likelihood, with intervals from the profile of the likelihood."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats
from scipy.optimize import brentq, minimize

from diffusion_sim.evidence.prediction.models import SMALLEST_CHANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.evidence.prediction.models import HazardModel
    from diffusion_sim.evidence.prediction.panel import Panel

DROP = float(stats.chi2.isf(0.05, 1)) / 2
"""The log likelihood falls by so much at the ends of a 95 % interval (Wilks 1938)."""
TOLERANCE = 1e-4
"""How closely the ends of intervals are found, as a share of the end: rates may be far below 0.001."""
TINY = float(np.finfo(float).tiny)
STARTS = (1.0, 0.2, 3.0)
"""Factors on the starting values: the likelihood may have more than one top."""


class Estimate(NamedTuple):
    """A parameter with its 95 % interval; an end at the edge of the range is that edge."""

    name: str
    value: float
    low: float
    high: float


def log_likelihood(model: HazardModel, values: Sequence[float], panel: Panel) -> float:
    """Return the log likelihood of what places did while they had not adopted."""
    chance = np.clip(model.chances(values, panel), SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    return float(np.log(np.where(panel.adopted, chance, 1.0 - chance))[panel.at_risk].sum())


class Top(NamedTuple):
    """The highest log likelihood, and the values of the parameters there."""

    log_likelihood: float
    values: NDArray[np.float64]


def climb(model: HazardModel, panel: Panel, start: Sequence[float], fixed: dict[int, float]) -> Top:
    """Return the highest log likelihood from a start, and where it is, some parameters held fixed."""
    bounds = [(fixed.get(i, one.low), fixed.get(i, one.high)) for i, one in enumerate(model.parameters)]

    def loss(values: NDArray[np.float64]) -> float:
        return -log_likelihood(model, [float(value) for value in values], panel)

    inside = [float(np.clip(value, *limits)) for value, limits in zip(start, bounds, strict=True)]
    found = minimize(loss, inside, method="L-BFGS-B", bounds=bounds)
    return Top(-float(found.fun), np.asarray(found.x, dtype=np.float64))


def fitted(model: HazardModel, panel: Panel) -> NDArray[np.float64]:
    """Return the values of the parameters that make the panel most likely."""
    starts = [[one.start * factor for one in model.parameters] for factor in STARTS]
    return max((climb(model, panel, start, {}) for start in starts), key=lambda top: top.log_likelihood).values


def estimates(model: HazardModel, panel: Panel) -> tuple[Estimate, ...]:
    """Return each parameter with its profile likelihood interval."""
    values = fitted(model, panel).tolist()
    top = Top(log_likelihood(model, values, panel), np.array(values))
    return tuple(
        Estimate(one.name, values[index], *_interval(model, panel, index, top))
        for index, one in enumerate(model.parameters)
    )


def _interval(model: HazardModel, panel: Panel, index: int, top: Top) -> tuple[float, float]:
    one, value = model.parameters[index], float(top.values[index])
    below = partial(_excess, model, panel, index, top)
    ends = []
    for edge in (one.low, one.high):
        beyond = edge != value and below(edge) > 0
        ends.append(float(brentq(below, edge, value, xtol=TINY, rtol=TOLERANCE)) if beyond else edge)
    return ends[0], ends[1]


def _excess(model: HazardModel, panel: Panel, index: int, top: Top, value: float) -> float:
    """Return how far the profile has fallen beyond the interval's end; negative inside."""
    there = climb(model, panel, top.values.tolist(), {index: value})
    return top.log_likelihood - there.log_likelihood - DROP
