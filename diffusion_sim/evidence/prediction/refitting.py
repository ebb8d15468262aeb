"""Parameters as they might have been fitted, had chance fallen out otherwise: a parametric bootstrap (Efron 1979)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.evidence.prediction.estimating import climb
from diffusion_sim.evidence.prediction.panel import panel_of
from diffusion_sim.evidence.prediction.running import run_forward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.evidence.prediction.models import HazardModel
    from diffusion_sim.evidence.study import Study

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
