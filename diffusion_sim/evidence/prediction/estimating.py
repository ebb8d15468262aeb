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


def fitted(model: HazardModel, panel: Panel) -> NDArray[np.float64]:
    """Return the values of the parameters that make the panel most likely."""
    return _best(model, panel, {})[1]


def estimates(model: HazardModel, panel: Panel) -> tuple[Estimate, ...]:
    """Return each parameter with its profile likelihood interval."""
    top, values = _best(model, panel, {})
    return tuple(
        Estimate(one.name, float(values[index]), *_interval(model, panel, index, float(values[index]), top))
        for index, one in enumerate(model.parameters)
    )


def _best(model: HazardModel, panel: Panel, fixed: dict[int, float]) -> tuple[float, NDArray[np.float64]]:
    """Return the highest log likelihood and where it is, some parameters held fixed."""
    bounds = [(fixed.get(i, one.low), fixed.get(i, one.high)) for i, one in enumerate(model.parameters)]

    def loss(values: NDArray[np.float64]) -> float:
        return -log_likelihood(model, [float(value) for value in values], panel)

    found = []
    for factor in STARTS:
        start = [float(np.clip(one.start * factor, *bounds[i])) for i, one in enumerate(model.parameters)]
        found.append(minimize(loss, start, method="L-BFGS-B", bounds=bounds))
    best = min(found, key=lambda result: float(result.fun))
    return -float(best.fun), np.asarray(best.x, dtype=np.float64)


def _interval(model: HazardModel, panel: Panel, index: int, value: float, top: float) -> tuple[float, float]:
    below = partial(_excess, model, panel, index, top)
    one = model.parameters[index]
    low = brentq(below, one.low, value, xtol=1e-5) if value > one.low and below(one.low) > 0 else one.low
    high = brentq(below, value, one.high, xtol=1e-5) if value < one.high and below(one.high) > 0 else one.high
    return float(low), float(high)


def _excess(model: HazardModel, panel: Panel, index: int, top: float, value: float) -> float:
    """Return how far the profile has fallen beyond the interval's end; negative inside."""
    return top - _best(model, panel, {index: value})[0] - DROP
