"""Which model predicts best: fitted to the earlier periods of a study, scored on the later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from diffusion_sim.errors import InputError
from diffusion_sim.observed.hazard_models import (
    MODELS,
    OURS,
    REFITS,
    SMALLEST_CHANCE,
    Panel,
    fitted,
    panel_of,
    refitted,
    run_forward,
)
from diffusion_sim.observed.study import adoption_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.hazard_models import HazardModel
    from diffusion_sim.observed.study import Study


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
        parameters in it; with one set it has only the chance of the runs.
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
    if not model.tells_places_apart:  # else chance of the runs would rank them
        adopts[left] = adopts[left].mean()
    return adopts


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
    """Share of later periods whose observed share lies in the 90 % band: chance, and parameters that are not known."""
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
