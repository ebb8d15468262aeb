"""The curve from here on, by running a fitted model forward on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.evidence.prediction.running import run_forward

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


def forecast(
    model: HazardModel, values: Sequence[Sequence[float]], known: Study, periods: int, runs: int, seed: int
) -> Forecast:
    """Run a model forward from what was known.

    Parameters
    ----------
    model
        The fitted model.
    values
        Sets of its parameters, taken in turn by the runs. From :func:`refitted` the band has the uncertainty of the
        parameters in it; with one set it has only the luck of the runs.
    known
        The study up to the last period that was known (:meth:`Study.until`).
    periods
        How many more to predict.
    runs, seed
        Number of runs and the seed of their draws.
    """
    draw = np.random.default_rng(seed)
    ends = np.array([run_forward(model, values[run % len(values)], known, periods, draw) for run in range(runs)])
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
