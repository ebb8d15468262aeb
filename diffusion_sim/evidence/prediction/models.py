"""Models of the chance that a place which has not adopted does so in the next period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit, logit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.evidence.prediction.panel import Panel

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
    """A model by name, parameters, and the chances it gives for each place and period of a panel: (n, T)."""

    name: str
    parameters: tuple[Bounded, ...]
    chances: Callable[[Sequence[float], Panel], Chances]
    tells_places_apart: bool = True
    """Whether places that have not adopted can have different chances."""


def _constant(values: Sequence[float], panel: Panel) -> Chances:
    return np.full(panel.exposure.shape, -np.expm1(-values[0]))


def _bass(values: Sequence[float], panel: Panel) -> Chances:
    p, q = values
    return np.broadcast_to(-np.expm1(-(p + q * panel.share)), panel.exposure.shape)


def _logistic(values: Sequence[float], panel: Panel) -> Chances:
    return np.asarray(expit(values[0] + values[1] * panel.exposure), dtype=np.float64)


def _awareness_and_appraisal(values: Sequence[float], panel: Panel) -> Chances:
    r"""Hear at the rate :math:`h = s + c\,E`; then say yes once and for all with chance a, or never.

    With :math:`H_t` the sum of h to t, one who has not adopted by t - 1 does so in t with the chance

    .. math:: \frac{a (e^{-H_{t-1}} - e^{-H_t})}{1 - a + a e^{-H_{t-1}}} = w_t (1 - e^{-h_t}),
       \quad \operatorname{logit} w_t = \operatorname{logit} a - H_{t-1}

    where w is the chance that one who has not adopted has not heard either, and would say yes.
    """
    source, contact, accepted = values
    rate = source + contact * panel.exposure
    hazard_before = np.cumsum(rate, axis=1) - rate
    # In log odds: both sides of the fraction vanish where a is 1 and H is large.
    would_say_yes = expit(logit(accepted) - hazard_before)
    return np.asarray(would_say_yes * -np.expm1(-rate), dtype=np.float64)


OURS = HazardModel(
    "awareness and appraisal",
    (
        Bounded("source_per_period", 0.05, 1e-7, LARGEST_RATE),
        Bounded("contact_per_period", 0.1, 0.0, LARGEST_RATE),
        Bounded("accepted_share", 0.8, 0.01, 1.0),
    ),
    _awareness_and_appraisal,
)
MODELS = (
    OURS,
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
