"""Models of the chance that a place adopts in the next period: fitted by maximum likelihood, and run forward.

Intervals come from the profile of the likelihood; how far the parameters of a forecast may be off is found by fitting
them again to what a model itself brought about (a parametric bootstrap, Efron 1979).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats
from scipy.optimize import brentq, minimize
from scipy.special import expit, logit

from diffusion_sim.observed.network_effects import exposure
from diffusion_sim.observed.study import adoption_share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.study import Study

    Chances = NDArray[np.float64]


class Panel(NamedTuple):
    """Arrays of n places by T periods; what was seen is what had been adopted by the end of the period before."""

    exposure: NDArray[np.float64]
    """Share of adopters among those looked at: (n, T)."""
    share: NDArray[np.float64]
    """Share of adopters among all: (T,)."""
    at_risk: NDArray[np.bool_]
    """Had not adopted before: (n, T)."""
    adopted: NDArray[np.bool_]
    """Adopted in this period: (n, T)."""

    def first(self, periods: int) -> Panel:
        """Return the periods up to one of them."""
        seen, did = self.exposure[:, :periods], self.adopted[:, :periods]
        return Panel(seen, self.share[:periods], self.at_risk[:, :periods], did)


def panel_of(study: Study) -> Panel:
    """Lay a study out by places and periods."""
    period = np.arange(1, study.periods + 1)
    times = study.times[:, None]
    share = np.concatenate([[0.0], adoption_share(study)])[:-1]
    return Panel(exposure(study, lag=1), share, ~(times < period), times == period)


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


def run_forward(
    model: HazardModel, values: Sequence[float], known: Study, periods: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    """Return times of adoption after so many more periods, nan for those who have not by then: (n,)."""
    panel = panel_of(known)
    seen, share, times = panel.exposure, panel.share, known.times.copy()
    looked_at = known.ties.sum(axis=1)
    for period in range(known.periods + 1, known.periods + periods + 1):
        adopted = ~np.isnan(times)
        seen = np.column_stack(
            [seen, np.divide(known.ties @ adopted, looked_at, out=np.zeros(len(times)), where=looked_at > 0)]
        )
        share = np.append(share, adopted.mean())
        now = panel._replace(exposure=seen, share=share)
        joins = ~adopted & (draw.random(len(times)) < model.chances(values, now)[:, -1])
        times = np.where(joins, float(period), times)
    return times


REFITS = 100
"""Sets of parameters that runs take in turn; of fewer, the outermost twentieth is too near."""
STREAM = 1
"""Draws of refits are not those of the forecast's runs."""


def refitted(
    model: HazardModel, values: Sequence[float], known: Study, refits: int, seed: int
) -> tuple[list[float], ...]:
    """Run a fitted model from the beginning to the last known period, and fit it to what came out, again and again.

    Where parameters lie at the edge of their range, as they often do, this keeps to it; a normal law would not.

    Parameters
    ----------
    model, values
        The fitted model.
    known
        The study up to the last period that was known; of its times nothing is used.
    refits, seed
        Number of sets of parameters to return, and the seed of the draws behind them.
    """
    draw = np.random.default_rng((seed, STREAM))
    before = replace(known, times=np.full(len(known.times), np.nan), periods=0)
    times = [run_forward(model, values, before, known.periods, draw) for _ in range(refits)]
    return tuple(climb(model, panel_of(replace(known, times=one)), values, {}).values.tolist() for one in times)
