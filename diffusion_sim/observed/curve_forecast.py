"""The later curve of one innovation, told at the cut: models are run forward many times, with parameters that vary.

A simple model's parameters vary as those of refits to what it itself brought about (a parametric bootstrap, Efron 1979); ours
vary as its posterior, its level as it may wander on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit, logit

from diffusion_sim.observed.adoption_model import GRID
from diffusion_sim.observed.hazard_models import RIVALS, fitted
from diffusion_sim.observed.model_comparison import OURS, Scores, cut_periods, score
from diffusion_sim.observed.model_posterior import fit_model
from diffusion_sim.observed.network_effects import share_of_looked_at
from diffusion_sim.observed.place_covariates import covariates_of
from diffusion_sim.observed.risk_rows import RiskRows, rows_of
from diffusion_sim.observed.study import adoption_share, at_risk, in_use

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.hazard_models import HazardModel
    from diffusion_sim.observed.model_posterior import Fit, FittedModel
    from diffusion_sim.observed.study import Study

    Vector = NDArray[np.float64]
    Chances = Callable[[RiskRows], Vector]

REFITS = 100
"""Sets of parameters that runs take in turn; of fewer, the outermost twentieth is too near."""
STREAM = 1
"""Draws of refits are not those of the forecast's runs."""


class Forecast(NamedTuple):
    """Shares after each period that was predicted, and chances of single places."""

    mean_share: Vector
    low: Vector
    """5 % of runs are below."""
    high: Vector
    """5 % of runs are above."""
    adopts: Vector
    """Chance of each place of having adopted by the end: (n,)."""


class CurveScores(NamedTuple):
    """How well one model told the later curve at the cut."""

    model: str
    by_the_end: Scores
    """Who of those left at the cut adopts by the end."""
    curve_error: float
    """Root mean square distance of predicted and observed share over the later periods."""
    curve_inside: float
    """Share of later periods whose observed share lies in the 90 % band."""


def run_forward(chances: Chances, known: Study, periods: int, draw: np.random.Generator) -> Vector:
    """Return times of adoption after so many more periods, nan for those who have not by then: (n,).

    Parameters
    ----------
    chances
        Given the rows of all places in the next period, the chance of each; called once a period.
    known
        The study up to the last period that was known.
    periods, draw
        How many more, and where random numbers come from.
    """
    times, using = known.times.copy(), in_use(known, np.array([known.periods]))[:, 0]
    watched = known.leave >= known.periods
    risk = at_risk(known)
    rows = rows_of([known]) if risk.any() else None
    before = np.zeros((3, len(times)))
    if rows is not None:
        seen = (np.ones(len(rows)), rows.exposure, rows.share)
        before = np.stack([np.bincount(rows.place, values, len(times)) for values in seen])
    ties = known.ties_in(known.periods)
    place = np.arange(len(times))
    for period in range(known.periods + 1, known.periods + periods + 1):
        now = np.stack([np.ones(len(times)), share_of_looked_at(ties, using[:, None].astype(float))[:, 0],
                        np.full(len(times), using.mean())])  # fmt: skip
        asked = RiskRows(
            np.zeros(len(times), dtype=int), np.full(len(times), period), place, now[1], now[2],
            np.zeros(len(times), dtype=bool), *before,
        )  # fmt: skip
        joins = np.isnan(times) & watched & (draw.random(len(times)) < chances(asked))
        times = np.where(joins, float(period), times)
        using = using | joins
        before = before + now
    return times


def ours_forward(model: FittedModel, draw: np.random.Generator) -> Chances:
    """Return the chances of our model in one run: a form by its weight, a draw of its parameters, and a way of its level."""
    fit = model.fits[int(draw.choice(len(model.fits), p=model.weights))]
    drawn = fit.draws[int(draw.choice(len(fit.draws), p=fit.weights))]
    return _steady(fit, drawn) if fit.form.kind == "steady" else _drifting(fit, drawn, draw)


def _steady(fit: Fit, drawn: Vector) -> Chances:
    values = fit.form.values(drawn)

    def chances(rows: RiskRows) -> Vector:
        now, before = fit.form.on(rows).rates(values)
        would_say_yes = expit(logit(min(values.accepted, 1 - 1e-12)) - before)
        return np.asarray(would_say_yes * -np.expm1(-now))

    return chances


def _drifting(fit: Fit, drawn: Vector, draw: np.random.Generator) -> Chances:
    values = fit.form.values(drawn)
    level = float(draw.choice(values.levels, p=fit.form.level_weights(drawn)[0]))

    def chances(rows: RiskRows) -> Vector:
        nonlocal level
        jump = values.jump_sd * draw.standard_normal()
        now, _ = fit.form.on(rows).rates(values)
        told = -np.expm1(-now * np.exp(np.clip(level + jump, GRID[0], GRID[-1])))
        level += values.drift_sd * draw.standard_normal()
        return np.asarray(told)

    return chances


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
    nobody = np.full(len(known.times), np.nan)
    before = replace(known, times=nobody, stopped=nobody, periods=0)
    made = [run_forward(lambda rows: model.chances(values, rows), before, known.periods, draw) for _ in range(refits)]
    return tuple(fitted(model, rows_of([replace(known, times=one, stopped=nobody)]), values) for one in made)


def forecast(
    chances: Callable[[int, np.random.Generator], Chances],
    known: Study,
    periods: int,
    runs: int,
    seed: int,
    *,
    places_alike: bool = False,
) -> Forecast:
    """Run a model forward from what was known.

    Parameters
    ----------
    chances
        Given the number of the run and its draws, the chances in that run.
    known
        The study up to the last period that was known (:meth:`Study.until`).
    periods
        How many more to predict.
    runs, seed
        Number of runs and the seed of their draws.
    places_alike
        Whether the model gives all places the same chance; else chance of the runs would rank them.
    """
    draw = np.random.default_rng(seed)
    ends = np.array([run_forward(chances(run, draw), known, periods, draw) for run in range(runs)])
    later = np.arange(known.periods + 1, known.periods + periods + 1)
    shares = (ends[:, :, None] <= later).mean(axis=1)
    low, high = np.quantile(shares, [0.05, 0.95], axis=0)
    left = np.isnan(known.times)
    # (k + 1/2) / (runs + 1) where k runs adopted: never 0 or 1, which so few runs could not tell (Jeffreys)
    adopts = np.where(left, ((~np.isnan(ends)).sum(axis=0) + 0.5) / (len(ends) + 1), 1.0)
    if places_alike:
        adopts[left] = adopts[left].mean()
    return Forecast(shares.mean(axis=0), low, high, adopts)


def forecasts(known: Study, periods: int, runs: int, seed: int, columns: Sequence[str] = ()) -> dict[str, Forecast]:
    """Forecast with every model, fitted to what was known."""
    rows = rows_of([known])
    model = fit_model(rows, covariates_of([known], columns), seed=seed)
    found = {OURS: forecast(lambda _, draw: ours_forward(model, draw), known, periods, runs, seed)}
    for rival in RIVALS:
        sets = refitted(rival, fitted(rival, rows), known, min(runs, REFITS), seed)
        found[rival.name] = forecast(
            _of_sets(rival, sets), known, periods, runs, seed, places_alike=not rival.tells_places_apart
        )
    return found


def _of_sets(rival: HazardModel, sets: Sequence[Sequence[float]]) -> Callable[[int, np.random.Generator], Chances]:
    return lambda run, _: lambda rows: rival.chances(sets[run % len(sets)], rows)


def curve_scores(
    study: Study, train_share: float = 0.5, runs: int = 300, seed: int = 1, columns: Sequence[str] = ()
) -> tuple[CurveScores, ...]:
    """Fit each model to the earlier periods of one innovation, and score what it says of the later curve.

    Raises
    ------
    InputError
        Too few adoptions before or after the cut.
    """
    (cut,) = cut_periods([study], train_share)
    left = ~(study.times <= cut) & (study.leave > cut)
    observed = adoption_share(study)[cut:]
    told = forecasts(study.until(cut), study.periods - cut, runs, seed, columns)
    return tuple(
        CurveScores(
            name,
            score(one.adopts[left], ~np.isnan(study.times[left])),
            float(np.sqrt(((one.mean_share - observed) ** 2).mean())),
            float(((one.low <= observed) & (observed <= one.high)).mean()),
        )
        for name, one in told.items()
    )
