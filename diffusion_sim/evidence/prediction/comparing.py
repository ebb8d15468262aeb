"""Which model predicts best: fitted to the earlier periods, scored on the later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.errors import InputError
from diffusion_sim.evidence.prediction.estimating import fitted
from diffusion_sim.evidence.prediction.forecasting import Forecast, forecast
from diffusion_sim.evidence.prediction.models import MODELS, OURS
from diffusion_sim.evidence.prediction.panel import Panel, panel_of
from diffusion_sim.evidence.prediction.refitting import REFITS, refitted
from diffusion_sim.evidence.prediction.scores import Scores, log_scores, score
from diffusion_sim.evidence.study import adoption_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.prediction.models import HazardModel
    from diffusion_sim.evidence.study import Study

RESAMPLES = 1_000
FEWEST_ADOPTIONS = 5
"""Adoptions needed before and after the cut."""


class Outcome(NamedTuple):
    """How well one model did."""

    model: str
    values: tuple[float, ...]
    """Parameters fitted to the earlier part."""
    next_period: Scores
    """Who adopts in the next period, told period by period with what had happened until then."""
    by_the_end: Scores
    """Who of those left at the cut adopts by the end, told at the cut."""
    curve_error: float
    """Root mean square distance of predicted and observed share over the later periods."""
    curve_inside: float
    """Share of later periods whose observed share lies in the 90 % band: luck, and parameters that are not known."""
    worse_than_ours: tuple[float, float, float]
    """Log score of the next period minus ours: difference and 95 % interval, places resampled."""


def compare_models(study: Study, train_share: float = 0.5, runs: int = 300, seed: int = 1) -> tuple[Outcome, ...]:
    """Fit each model to the earlier periods and score what it says of the later ones; the best log score first.

    Parameters
    ----------
    study
        From :func:`load_study`.
    train_share
        Share of the periods that are used for fitting.
    runs, seed
        Runs of each forecast of the curve, and the seed of their draws and of the refits that vary its parameters.

    Raises
    ------
    InputError
        Too few adoptions before or after the cut.
    """
    cut = cut_period(study, train_share)
    panel = panel_of(study)
    results = [(model, fitted(model, panel.first(cut))) for model in MODELS]
    ours = _outcome_scores(OURS, {m.name: v for m, v in results}[OURS.name], panel, cut)
    outcomes = [
        _outcome(model, values, study, panel, cut, ours, forecast(
            model, refitted(model, values.tolist(), study.until(cut), min(runs, REFITS), seed),
            study.until(cut), study.periods - cut, runs, seed))
        for model, values in results
    ]  # fmt: skip
    return tuple(sorted(outcomes, key=lambda one: one.next_period.log_score))


def cut_period(study: Study, train_share: float) -> int:
    """Return the last period used for fitting."""
    if not 0.0 < train_share < 1.0:
        raise InputError("train_share", f"is {train_share}", "valid: above 0 and below 1")
    cut = max(1, round(train_share * study.periods))
    before, after = int((study.times <= cut).sum()), int((study.times > cut).sum())
    if min(before, after) < FEWEST_ADOPTIONS:
        found = f"leaves {before} adoptions to fit and {after} to predict"
        raise InputError("train_share", found, f"choose it so that both have {FEWEST_ADOPTIONS} or more")
    return cut


def _outcome_scores(model: HazardModel, values: NDArray[np.float64], panel: Panel, cut: int) -> NDArray[np.float64]:
    """Return the log score of each later place and period, 0 where the place was not at risk: (n, later)."""
    scores = log_scores(model.chances(values.tolist(), panel)[:, cut:], panel.adopted[:, cut:])
    return np.where(panel.at_risk[:, cut:], scores, 0.0)


def _outcome(
    model: HazardModel,
    values: NDArray[np.float64],
    study: Study,
    panel: Panel,
    cut: int,
    ours: NDArray[np.float64],
    predicted: Forecast,
) -> Outcome:
    later = panel.at_risk[:, cut:]
    chances = model.chances(values.tolist(), panel)[:, cut:]
    left = ~(study.times <= cut)
    observed = adoption_share(study)[cut:]
    inside = (predicted.low <= observed) & (observed <= predicted.high)
    return Outcome(
        model.name,
        tuple(values.tolist()),
        score(chances[later], panel.adopted[:, cut:][later]),
        score(predicted.adopts[left], ~np.isnan(study.times[left])),
        float(np.sqrt(((predicted.mean_share - observed) ** 2).mean())),
        float(inside.mean()),
        _difference(_outcome_scores(model, values, panel, cut) - ours, later),
    )


def _difference(distance: NDArray[np.float64], at_risk: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return the mean difference over places and periods at risk, with an interval from resampled places."""
    by_place, weight = distance.sum(axis=1), at_risk.sum(axis=1)
    chosen = np.random.default_rng(0).integers(len(by_place), size=(RESAMPLES, len(by_place)))
    means = by_place[chosen].sum(axis=1) / np.maximum(weight[chosen].sum(axis=1), 1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(by_place.sum() / weight.sum()), float(low), float(high)
