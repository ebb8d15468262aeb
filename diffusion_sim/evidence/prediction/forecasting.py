"""The curve from here on, by running a fitted model forward on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.evidence.prediction.panel import panel_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.evidence.prediction.models import HazardModel
    from diffusion_sim.evidence.study import Study


class Forecast(NamedTuple):
    """Shares after each period that was predicted, and chances of single places."""

    mean_share: NDArray[np.float64]
    low: NDArray[np.float64]
    """5 % of runs are below."""
    high: NDArray[np.float64]
    """5 % of runs are above."""
    adopts: NDArray[np.float64]
    """Chance of each place of having adopted by the end: (n,)."""


def forecast(model: HazardModel, values: Sequence[float], known: Study, periods: int, runs: int, seed: int) -> Forecast:
    """Run a model forward from what was known.

    Parameters
    ----------
    model, values
        The fitted model.
    known
        The study up to the last period that was known (:meth:`Study.until`).
    periods
        How many more to predict.
    runs, seed
        Number of runs and the seed of their draws.
    """
    draw = np.random.default_rng(seed)
    ends = np.array([_one_run(model, values, known, periods, draw) for _ in range(runs)])
    later = np.arange(known.periods + 1, known.periods + periods + 1)
    shares = (ends[:, :, None] <= later).mean(axis=1)
    low, high = np.quantile(shares, [0.05, 0.95], axis=0)
    return Forecast(shares.mean(axis=0), low, high, _chances_by_the_end(model, ends, np.isnan(known.times)))


def _chances_by_the_end(model: HazardModel, ends: NDArray[np.float64], left: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (k + 1/2) / (runs + 1) where k runs adopted: never 0 or 1, which so few runs could not tell (Jeffreys)."""
    adopts = np.where(left, ((~np.isnan(ends)).sum(axis=0) + 0.5) / (len(ends) + 1), 1.0)
    if not model.tells_places_apart:  # else luck of the runs would rank them
        adopts[left] = adopts[left].mean()
    return adopts


def _one_run(
    model: HazardModel, values: Sequence[float], known: Study, periods: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    """Return times of adoption, nan for those who have not by the end."""
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
