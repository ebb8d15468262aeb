"""What a calibration found, as tables: the draws, what they predict, and what the data cannot tell."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim import draws
from diffusion_sim.draws import streams
from diffusion_sim.files import csv_text, replace_text
from diffusion_sim.scenario.declarations import value_of
from diffusion_sim.scenario.plausible import is_whole, value_at
from diffusion_sim.scenario.posterior import CALIBRATED_AT
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from numpy.typing import ArrayLike

    from diffusion_sim.calibration.abc_smc import Generation, Values
    from diffusion_sim.calibration.calibration_plan import Plan, Scale
    from diffusion_sim.scenario.plausible import Range

    Numbers = npt.NDArray[np.float64]
    Statistics = Mapping[str, float]


IDENTIFIED, PARTLY = 0.75, 0.3
"""Shares of the prior's variance that the data have taken away."""
OUTCOME = "not_acted_on_percent"
"""How often others' solutions are rejected: an outcome, which no target counts."""
CONFIDENT_ERRORS = 2.0


class Summary(NamedTuple):
    """Of weighted draws."""

    mean: float
    sd: float
    low: float
    median: float
    high: float


def summary_of(values: ArrayLike, weights: ArrayLike | None = None) -> Summary:
    """Return mean, standard deviation and the 2.5, 50 and 97.5 % points; missing values are left out."""
    numbers = np.asarray(values, dtype=np.float64)
    shares = np.ones(numbers.size) if weights is None else np.asarray(weights, dtype=np.float64)
    known = ~np.isnan(numbers)
    numbers, shares = numbers[known], shares[known]
    if numbers.size == 0:
        return Summary(*[np.nan] * 5)
    mean = float(np.average(numbers, weights=shares))
    sd = float(np.sqrt(np.average((numbers - mean) ** 2, weights=shares)))
    low, median, high = np.quantile(numbers, [0.025, 0.5, 0.975], weights=shares, method="inverted_cdf")
    return Summary(mean, sd, float(low), float(median), float(high))


def carried_draws(plan: Plan, count: int) -> list[Values]:
    """Return evenly spread values of the parameters that are carried, one for each draw."""
    key = np.uint64(draws.replication_key(np.uint64(plan.seed), 0))
    return [
        {
            name: value_at(name, tried, float(draws.uniform(key, np.uint64(draw), number, streams.COUNTRY, 1)))
            for number, (name, tried) in enumerate(plan.carried.items())
        }
        for draw in range(count)
    ]


def posterior_table(plan: Plan, last: Generation) -> pd.DataFrame:
    """Return the draws: draw (from 1), weight, then fitted and carried parameters."""
    carried = carried_draws(plan, len(last.sets))
    rows = [
        {"draw": number, "weight": weight, **values, **others}
        for number, (weight, values, others) in enumerate(zip(last.weights, last.sets, carried, strict=True), 1)
    ]
    return pd.DataFrame(rows)


def generations_table(generations: Sequence[Generation]) -> pd.DataFrame:
    """Return how each generation was come by."""
    rows = [
        (number, one.tolerance, len(one.candidates), len(one.sets), one.effective, float(np.median(one.distances)))
        for number, one in enumerate(generations, 1)
    ]
    columns = ["generation", "tolerance", "candidates", "accepted", "effective_size", "median_distance"]
    return pd.DataFrame(rows, columns=columns)


def identifiability_table(
    plan: Plan, posterior: pd.DataFrame, before: Sequence[Statistics], after: Sequence[Statistics]
) -> pd.DataFrame:
    """Return for each parameter how much narrower the data have made it, and a verdict in words.

    Parameters
    ----------
    posterior
        Draws and weights.
    before, after
        Statistics of draws from the prior, and of the posterior's draws in their order.

    Returns
    -------
    pandas.DataFrame
        parameter, kind (fitted, carried, outcome), prior_low, prior_high, prior_sd, mean, sd, low, high (95 % of the
        posterior), contraction (share of the prior's variance that is gone), tied_to and correlation (the fitted
        parameter it goes with most), verdict; with a plan's truth also truth and covered.
    """
    weights = posterior["weight"].to_numpy()
    ties, noise = _ties(posterior[list(plan.parameters)], weights), contraction_by_noise(weights)
    rows = [
        _fitted(key, ends, summary_of(posterior[key], weights), noise) | ties[key]
        for key, ends in plan.parameters.items()
    ]
    rows += [_carried(key, ends, summary_of(posterior[key], weights)) for key, ends in plan.carried.items()]
    if OUTCOME in plan.statistics:
        rows.append(_outcome([one[OUTCOME] for one in before], [one[OUTCOME] for one in after], weights))
    table = pd.DataFrame(rows)
    if plan.truth:
        table["truth"] = table["parameter"].map(plan.truth)
        inside = (table["low"] <= table["truth"]) & (table["truth"] <= table["high"])
        table["covered"] = np.where(table["truth"].isna(), "", np.where(inside, "yes", "no"))
    return table


def _fitted(key: str, ends: Range, found: Summary, noise: float) -> dict[str, Any]:
    contraction = contraction_of(found.sd, prior_sd(key, ends))
    told = {"contraction": contraction, "verdict": verdict_of(contraction, noise)}
    return _row(key, "fitted", (*ends, prior_sd(key, ends)), found) | told


def _carried(key: str, ends: Range, found: Summary) -> dict[str, Any]:
    told = {"contraction": 0.0, "verdict": "no target depends on it: drawn from its range"}
    return _row(key, "carried", (*ends, prior_sd(key, ends)), found) | told


def _row(key: str, kind: str, prior: tuple[float, float, float], found: Summary) -> dict[str, Any]:
    """Return what stands in every row; what the data tell is still to come, but has its place among the columns."""
    low, high, prior_sd = prior
    return {
        "parameter": key, "kind": kind, "prior_low": low, "prior_high": high, "prior_sd": prior_sd,
        "mean": found.mean, "sd": found.sd, "low": found.low, "high": found.high, "contraction": np.nan,
        "tied_to": "", "correlation": np.nan, "verdict": "",
    }  # fmt: skip


def prior_sd(key: str, ends: Range) -> float:
    """Return the standard deviation of the prior; of n whole numbers it is the root of (n² - 1)/12."""
    width = ends.high - ends.low
    return float(np.sqrt(((width + 1.0) ** 2 - 1.0) / 12.0) if is_whole(key) else width / np.sqrt(12.0))


def contraction_of(sd: float, prior_sd: float) -> float:
    """Return the share of the prior's variance that is gone."""
    return max(0.0, 1.0 - (sd / prior_sd) ** 2) if prior_sd > 0.0 else 0.0


def contraction_by_noise(weights: Numbers) -> float:
    """Return the contraction that one in twenty parameters reaches of which the data say nothing.

    The variance of so many draws from a uniform prior (kurtosis 1.8) spreads by the root of 0.8 over their effective
    number (Kish 1965), and 1.645 of such spreads are exceeded in 5 %. That the outcome's prior is as flat is assumed.
    """
    effective = weights.sum() ** 2 / (weights**2).sum()
    return float(1.645 * np.sqrt(0.8 / effective))


def verdict_of(contraction: float, noise: float) -> str:
    """Say what the data tell of a parameter, where it is more than chance."""
    if contraction < max(PARTLY, noise):
        return "not identified: stays at its range"
    return "identified" if contraction >= max(IDENTIFIED, noise) else "partly identified"


def _outcome(before: list[float], after: list[float], weights: Numbers) -> dict[str, Any]:
    prior, found = summary_of(before), summary_of(after, weights)
    contraction, noise = contraction_of(found.sd, prior.sd), contraction_by_noise(weights)
    known = "not identified in so few months" if np.isnan(found.mean) else verdict_of(contraction, noise)
    told = {"contraction": contraction, "verdict": f"{known}; the survey asks adopters only"}
    return _row(OUTCOME, "outcome", (prior.low, prior.high, prior.sd), found) | told


def _ties(values: pd.DataFrame, weights: Numbers) -> dict[str, dict[str, Any]]:
    """Return for each parameter the other one whose posterior draws go with it most."""
    if values.shape[1] < 2:  # noqa: PLR2004 - nothing to go with
        return {str(key): {} for key in values}
    covariance = np.cov(values.to_numpy(dtype=np.float64), rowvar=False, aweights=weights)
    sd = np.sqrt(np.diag(covariance))
    with np.errstate(invalid="ignore", divide="ignore"):  # a whole number may be the same in all draws
        correlation = np.nan_to_num(covariance / np.outer(sd, sd))
    np.fill_diagonal(correlation, 0.0)
    best = np.abs(correlation).argmax(axis=0)
    return {
        str(key): {"tied_to": str(values.columns[best[i]]), "correlation": float(correlation[i, best[i]])}
        for i, key in enumerate(values)
    }


def predictive_table(
    plan: Plan, scale: Scale, before: Sequence[Statistics], predicted: Sequence[Statistics]
) -> pd.DataFrame:
    """Return observed against predicted for every target, then for every check that was not fitted.

    Returns
    -------
    pandas.DataFrame
        statistic, label, unit, use (fitted or check), observed_low and observed_high (equal for a target), error,
        prior_low and prior_high, mean, low, high (95 % of replications, each with a posterior draw of its own), verdict.
    """
    rows = []
    for key in (*plan.targets, *plan.checks):
        prior, found = summary_of([one[key] for one in before]), summary_of([one[key] for one in predicted])
        observed, judge = _observed(plan, scale, key)
        rows.append(
            {
                "statistic": key, "label": plan.statistics[key].label, "unit": plan.statistics[key].unit,
                "use": "fitted" if key in plan.targets else "check", **observed, "prior_low": prior.low,
                "prior_high": prior.high, "mean": found.mean, "low": found.low, "high": found.high,
                "verdict": judge(found),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _observed(plan: Plan, scale: Scale, key: str) -> tuple[dict[str, float], Callable[[Summary], str]]:
    if key in plan.targets:
        value, error = scale.observed[key], scale.errors[key]
        told = {"observed_low": value, "observed_high": value, "error": error}
        return told, lambda found: _verdict_of_target(found, value, error)
    low, high = plan.checks[key].low, plan.checks[key].high
    return {"observed_low": low, "observed_high": high, "error": np.nan}, lambda f: _verdict_of_check(f, low, high)


def _verdict_of_target(found: Summary, value: float, error: float) -> str:
    if np.isnan(found.mean):
        return "cannot be told"
    off = abs(found.mean - value) / error
    if off <= 1.0:
        return "met within one error"
    return "met within two errors" if off <= CONFIDENT_ERRORS else "missed"


def _verdict_of_check(found: Summary, low: float, high: float) -> str:
    if np.isnan(found.mean):
        return "cannot be told"
    if low <= found.mean <= high:
        return "in the observed range"
    return "some replications are in the range" if found.low <= high and found.high >= low else "outside"


POSTERIOR = "posterior.csv"


def write_tables(folder: Path, tables: dict[str, str]) -> dict[str, Any]:
    """Write texts, each whole or not there; return their hashes."""
    for name, text in tables.items():
        replace_text(folder / name, text)
    return {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in tables.items()}


def posterior_text(plan: Plan, posterior: pd.DataFrame, tolerance: float) -> str:
    """Return the posterior file: where it comes from, then the draws."""
    keys = [key for key in posterior if key not in {"draw", "weight"}]
    values = {key: value_of(plan.scenario, str(key)) for key in keys}
    head = (
        f"# Posterior draws of {plan.name}, from diffusion-sim {version()} calibrate, seed {plan.seed}",
        f"# scenario {plan.scenario.name} {plan.scenario.identity()}; tolerance {tolerance:g}; {len(posterior)} draws",
        "# Used by diffusion-sim run SCENARIO --posterior FILE. A statement under the model, not a forecast.",
        CALIBRATED_AT + json.dumps(values),
    )
    return "\n".join(head) + "\n" + csv_text(posterior)
