"""The simple models of the chance that a place adopts in the next period: constant hazard, Bass, logistic on exposure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.risk_rows import RiskRows

    Chances = NDArray[np.float64]

SMALLEST_CHANCE = 1e-9
LARGEST_RATE = 5.0


class Bounded(NamedTuple):
    """A parameter: its name with unit, a value to start from, and its range."""

    name: str
    start: float
    low: float
    high: float


class HazardModel(NamedTuple):
    """A model by name, parameters, and the chance it gives to each row: (m,)."""

    name: str
    parameters: tuple[Bounded, ...]
    chances: Callable[[Sequence[float], RiskRows], Chances]
    tells_places_apart: bool = True
    """Whether places that have not adopted can have different chances."""


def _constant(values: Sequence[float], rows: RiskRows) -> Chances:
    return np.full(len(rows), -np.expm1(-values[0]))


def _bass(values: Sequence[float], rows: RiskRows) -> Chances:
    p, q = values
    return np.asarray(-np.expm1(-(p + q * rows.share)), dtype=np.float64)


def _logistic(values: Sequence[float], rows: RiskRows) -> Chances:
    return np.asarray(expit(values[0] + values[1] * rows.exposure), dtype=np.float64)


RIVALS = (
    HazardModel(
        "Bass",
        (Bounded("p_per_period", 0.05, 1e-7, LARGEST_RATE), Bounded("q_per_period", 0.1, 0.0, LARGEST_RATE)),
        _bass,
        tells_places_apart=False,
    ),
    HazardModel(
        "constant hazard",
        (Bounded("hazard_per_period", 0.05, 1e-7, LARGEST_RATE),),
        _constant,
        tells_places_apart=False,
    ),
    HazardModel(
        "logistic on exposure",
        (Bounded("intercept_log_odds", -3.0, -20.0, 10.0), Bounded("exposure_log_odds", 0.0, -20.0, 20.0)),
        _logistic,
    ),
)
CLOSE: Any = {"ftol": 1e-12, "gtol": 1e-8}
STARTS = (1.0, 0.2, 3.0)
"""Factors on the starting values: the likelihood may have more than one top."""


class Seen(NamedTuple):
    """Rows that no simple model tells apart, each once."""

    rows: RiskRows
    adopted: Chances
    """How many of these rows adopted; likewise those that did not."""
    stayed: Chances


def seen_in(rows: RiskRows) -> Seen:
    """Put together rows with the same exposure and the same share of users among all."""
    _, first, number = np.unique(rows.exposure + 1j * rows.share, return_index=True, return_inverse=True)
    adopted, stayed = (np.bincount(number, which).astype(np.float64) for which in (rows.adopted, ~rows.adopted))
    return Seen(rows.where(first), adopted, stayed)


def log_likelihood(model: HazardModel, values: Sequence[float], seen: Seen) -> float:
    """Return the log likelihood of what places did while they had not adopted."""
    chance = np.clip(model.chances(values, seen.rows), SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    return float((seen.adopted * np.log(chance) + seen.stayed * np.log1p(-chance)).sum())


def fitted(model: HazardModel, rows: RiskRows, start: Sequence[float] | None = None) -> list[float]:
    """Return the values of the parameters that make the rows most likely, the same for all innovations.

    With a start, only the top that is climbed from there is looked at.
    """
    bounds, seen = [(one.low, one.high) for one in model.parameters], seen_in(rows)

    def loss(values: NDArray[np.float64]) -> float:
        return -log_likelihood(model, values.tolist(), seen) / len(rows)

    given = [[one.start * factor for one in model.parameters] for factor in STARTS] if start is None else [start]
    starts = [np.clip(one, *np.transpose(bounds)) for one in given]
    found = [minimize(loss, start, method="L-BFGS-B", bounds=bounds, options=CLOSE) for start in starts]
    return list(map(float, min(found, key=lambda one: float(one.fun)).x))
