"""How the hazard of adopting changes with adopting peers: Cox's model with exposure that varies in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from diffusion_sim.errors import RunError
from diffusion_sim.evidence.study.exposure import exposure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.study import Study

MOST_STEPS, CLOSE_ENOUGH = 50, 1e-10
LARGEST_LOG_RATIO = 25.0


class HazardRatio(NamedTuple):
    """Hazard where all peers have adopted over that where none has."""

    ratio: float
    low: float
    high: float
    """95 % interval (Wald, on the log)."""
    p_value: float


class _RiskSet(NamedTuple):
    exposures: NDArray[np.float64]
    adopters: int
    adopters_exposure: float


def peer_hazard_ratio(study: Study, strata: str | None = None, lag: int = 1) -> HazardRatio:
    """Estimate the hazard ratio as the share of adopting peers goes from 0 to 1.

    Cox's partial likelihood in discrete periods, ties by Breslow; non-adopters are at risk to the last period. Time
    itself is dealt with period by period, so what drives all places alike drops out.

    Parameters
    ----------
    study
        Adoption times and ties.
    strata
        A column of ``nodes.csv``: places are compared only with those that have the same value.
    lag
        Periods by which exposure precedes adoption.

    Raises
    ------
    RunError
        The data cannot tell: exposure does not differ among those at risk, or separates them entirely.
    """
    groups = np.zeros(len(study.ids), dtype=str) if strata is None else study.column(strata)
    sets = list(_risk_sets(study, exposure(study, lag), groups))
    log_ratio = 0.0
    for _ in range(MOST_STEPS):
        slope, information = _slope_and_information(sets, log_ratio)
        if information <= 0 or abs(log_ratio) > LARGEST_LOG_RATIO:
            break
        step = slope / information
        log_ratio += float(np.clip(step, -2.0, 2.0))
        if abs(step) < CLOSE_ENOUGH:
            return _with_interval(log_ratio, information)
    raise RunError(f"{study.name}: the peer hazard ratio cannot be estimated: exposure does not vary enough")


def _risk_sets(study: Study, seen: NDArray[np.float64], groups: NDArray[np.str_]) -> Iterator[_RiskSet]:
    for group in np.unique(groups):
        inside = groups == group
        for period in np.unique(study.times[inside & ~np.isnan(study.times)]).astype(int):
            adopting = inside & (study.times == period)
            at_risk = inside & ~(study.times < period)
            here = seen[:, period - 1]
            yield _RiskSet(here[at_risk], int(adopting.sum()), float(here[adopting].sum()))


def _slope_and_information(sets: list[_RiskSet], log_ratio: float) -> tuple[float, float]:
    slope = information = 0.0
    for one in sets:
        weights = np.exp(log_ratio * one.exposures)
        weights /= weights.sum()
        mean = float(weights @ one.exposures)
        slope += one.adopters_exposure - one.adopters * mean
        information += one.adopters * (float(weights @ one.exposures**2) - mean**2)
    return slope, information


def _with_interval(log_ratio: float, information: float) -> HazardRatio:
    error = information**-0.5
    half = float(stats.norm.isf(0.025)) * error
    low, ratio, high = (float(np.exp(value)) for value in (log_ratio - half, log_ratio, log_ratio + half))
    return HazardRatio(ratio, low, high, float(2 * stats.norm.sf(abs(log_ratio) / error)))
