"""How good chances were, once it is known what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from diffusion_sim.evidence.prediction.models import SMALLEST_CHANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Scores(NamedTuple):
    """Of chances given to yes-or-no outcomes."""

    log_score: float
    """Mean of minus the log of the chance given to what happened; smaller is better."""
    brier: float
    """Mean squared distance of chance and outcome; smaller is better (Brier 1950)."""
    calibration: float
    """Adoptions that happened over adoptions expected; 1 is right."""
    auc: float
    """Chance that one that adopted had been given a higher chance than one that did not; 0.5 tells nothing."""


def score(chances: NDArray[np.float64], happened: NDArray[np.bool_]) -> Scores:
    """Score chances; both arrays have one element for each outcome."""
    return Scores(
        float(log_scores(chances, happened).mean()),
        float(((chances - happened) ** 2).mean()),
        float(happened.sum() / chances.sum()),
        area_under_curve(chances, happened),
    )


def log_scores(chances: NDArray[np.float64], happened: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return minus the log of the chance given to what happened, for each outcome."""
    sure = np.clip(chances, SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    return np.asarray(-np.log(np.where(happened, sure, 1.0 - sure)), dtype=np.float64)


def area_under_curve(chances: NDArray[np.float64], happened: NDArray[np.bool_]) -> float:
    """Return the area under the receiver operating curve by ranks; nan if nothing or everything happened."""
    yes = int(happened.sum())
    no = len(happened) - yes
    if yes == 0 or no == 0:
        return float("nan")
    ranks = stats.rankdata(chances)
    return float((ranks[happened].sum() - yes * (yes + 1) / 2) / (yes * no))
