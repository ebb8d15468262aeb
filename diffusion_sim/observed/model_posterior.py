"""What data tell of our model: draws of its parameters, and chances averaged over them and over its forms.

The posterior is found by importance sampling (Geweke 1989) round its top; the mean weight is the evidence of a form. No
chance is a plug-in of a best fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp
from scipy.stats import multivariate_t

from diffusion_sim.observed.adoption_model import KINDS, OTHERS, Form, priors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.adoption_model import Kind
    from diffusion_sim.observed.risk_rows import RiskRows

    Vector = NDArray[np.float64]

DRAWS, DRAWS_POOLED = 200, 120
"""Draws from the proposal: of a single innovation, and of several, which tell the parameters so closely that few will do."""
AVERAGED, AVERAGED_POOLED = 20, 20
"""Draws over which chances are averaged, of a single innovation and of several."""
DEGREES_OF_FREEDOM = 5
ADOPTIONS_WORTH = 20.0
"""A place's susceptibility is drawn towards 1 as if so many adoptions had come when they were expected."""
CLOSE: Any = {"ftol": 1e-9, "maxiter": 200}
WIDEST = 8.0
"""Standard deviations of the prior within which a top is looked for."""
NUDGE = 0.03
WIDER = 1.3
LEAST_CURVATURE = 0.1
"""Of the log posterior, in units of the prior: below, the data do not bend it, and a wide proposal does."""


class Estimate(NamedTuple):
    """A parameter with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float


class Covariates(NamedTuple):
    """Columns of places, standardised."""

    names: tuple[str, ...]
    values: Vector
    """(places, columns)."""


@dataclass(frozen=True, eq=False)
class Fit:
    """One form, fitted."""

    form: Form
    top: Vector
    draws: Vector
    """Parameters on the scale on which they are fitted: (draws, parameters)."""
    weights: Vector
    """Of the draws; they sum to 1."""
    log_evidence: float

    def drawn(self, name: str) -> Vector:
        """Return the draws of a parameter on its own scale; what it stands for in a form that lacks it."""
        for i, one in enumerate(self.form.parameters):
            if one.name == name:
                return one.own(self.draws[:, i])
        return np.full(len(self.draws), OTHERS.get(name, 0.0))

    def even_draws(self, number: int) -> Vector:
        """Return draws that count the same, taken at even steps of the weights."""
        steps = (np.arange(number) + 0.5) / number
        return np.asarray(self.draws[np.searchsorted(np.cumsum(self.weights), steps).clip(max=len(self.draws) - 1)])

    def chances(self, rows: RiskRows) -> Vector:
        """Return the chance of each row, averaged over draws."""
        form = self.form.on(rows)
        number = 1 if len(self.draws) == 1 else AVERAGED_POOLED if is_pooled(self.form.rows) else AVERAGED
        return np.mean([form.chances(one) for one in self.even_draws(number)], axis=0, dtype=np.float64)


def is_pooled(rows: RiskRows) -> bool:
    """Return whether rows are of several innovations."""
    return bool(np.any(rows.innovation != rows.innovation[:1]))


@dataclass(frozen=True, eq=False)
class FittedModel:
    """Forms, and what each counts."""

    fits: tuple[Fit, ...]
    weights: Vector
    """Of the forms; they sum to 1."""

    def chances(self, rows: RiskRows) -> Vector:
        """Return the chance of each row, averaged over draws and forms; a form that counts next to nothing is left out.

        No chance is below half an adoption in all the trials that the model was fitted to (Jeffreys): they could not tell it.
        """
        told = [(w, one) for w, one in zip(self.weights, self.fits, strict=True) if w > NEGLIGIBLE]
        chances = np.average([one.chances(rows) for _, one in told], axis=0, weights=[w for w, _ in told])
        return np.maximum(chances, 0.5 / (len(self.fits[0].form.rows) + 1))

    def weight_of(self, kind: Kind) -> float:
        """Return what the forms of a kind count together."""
        return float(sum(w for w, one in zip(self.weights, self.fits, strict=True) if one.form.kind == kind))

    def estimates(self, kind: Kind) -> tuple[Estimate, ...]:
        """Return the median and the 95 % interval of each parameter of a kind, over its forms by what they count.

        A channel that a form lacks is 0 there, and *accepted* 1.
        """
        chosen = [(w, one) for w, one in zip(self.weights, self.fits, strict=True) if one.form.kind == kind]
        total = sum(w for w, _ in chosen)
        shares = [w / total if total > 0 else 1.0 / len(chosen) for w, _ in chosen]
        weights = np.concatenate([share * one.weights for share, (_, one) in zip(shares, chosen, strict=True)])
        names = max(([p.name for p in one.form.parameters] for _, one in chosen), key=len)
        drawn = {name: np.concatenate([one.drawn(name) for _, one in chosen]) for name in names}
        return tuple(Estimate(name, *_quantiles(drawn[name], weights)) for name in names)


NEGLIGIBLE = 1e-3
MAY_LACK = ("ties_per_period", "all_adopters_per_period", "accepted_share")
"""Parameters that a single innovation may do without: what lacks them is averaged in, since one study tells little."""


SINGLE: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    *(("steady", some) for size in range(len(MAY_LACK) + 1) for some in combinations(MAY_LACK, size)),
    ("drifting", ()),
)
"""Forms of a single innovation, with what each is without."""


def fit_model(rows: RiskRows, covariates: Covariates, *, seed: int = 1, like: FittedModel | None = None) -> FittedModel:
    """Fit all forms.

    Parameters
    ----------
    rows
        What happened.
    covariates
        Standardised, for all places.
    seed
        Of the draws from the posterior.
    like
        A fit to similar rows, from whose top to start; the result does not depend on it beyond rounding.
    """
    if not is_pooled(rows):
        forms = [_form(kind, rows, covariates, 1, without) for kind, without in SINGLE]
        fits = [_sampled(form, _top(form, None), (DRAWS, DRAWS), seed) for form in forms]
        return FittedModel(tuple(fits), _weights(fits, rows))
    steady, drifting = (_form(kind, rows, covariates, 2, ()) for kind in KINDS)
    starts = [one.top for one in like.fits] if like else [None, None]
    top = _top(drifting, starts[1])
    susceptibility = _susceptibility(drifting, top)
    forms = [replace(one, susceptibility=susceptibility) for one in (steady, drifting)]
    tops = [_top(one, start) for one, start in zip(forms, (starts[0], top), strict=True)]
    fits = [_at_top(form, one) for form, one in zip(forms, tops, strict=True)]
    weights = _weights(fits, rows)
    told = [_sampled(fit.form, fit.top, (DRAWS_POOLED,), seed) if like is None or weight > NEGLIGIBLE else fit
            for fit, weight in zip(fits, weights, strict=True)]  # fmt: skip
    return FittedModel(tuple(told), weights)


def _at_top(form: Form, top: Vector) -> Fit:
    return Fit(form, top, top[None], np.ones(1), 0.0)


def _weights(fits: Sequence[Fit], rows: RiskRows) -> Vector:
    """Return what each form counts.

    Forms of a kind count by their evidence. The two kinds count by how well their chances told each place and period from
    what had happened before it (Dawid 1984): the evidence of a drifting level also pays for places that adopt at once.
    """
    kinds = np.array([one.form.kind for one in fits])
    weights, told = np.zeros(len(fits)), np.full(len(KINDS), -np.inf)
    for number, kind in enumerate(KINDS):
        inside = np.flatnonzero(kinds == kind).tolist()
        evidence = np.array([fits[i].log_evidence for i in inside])
        weights[inside] = np.exp(evidence - logsumexp(evidence))
        parts = [(weights[i], fits[i]) for i in inside if weights[i] > NEGLIGIBLE]
        found = [one.chances(rows) for _, one in parts]
        chances = np.average(found, axis=0, weights=[w for w, _ in parts])
        told[number] = np.log(np.where(rows.adopted, chances, 1.0 - chances).clip(min=1e-12)).sum()
    between = np.exp(told - logsumexp(told))
    return np.asarray(weights * between[[KINDS.index(kind) for kind in kinds]], dtype=np.float64)


def _form(kind: Kind, rows: RiskRows, covariates: Covariates, innovations: int, without: Sequence[str]) -> Form:
    hazard = (rows.adopted.sum() + 0.5) / (len(rows) + 1.0)
    parameters = priors(kind, float(hazard), innovations, covariates.names, without)
    return Form(kind, rows, covariates.values, np.ones(len(covariates.values)), parameters)


def _top(form: Form, start: Vector | None) -> Vector:
    begin = np.array([one.mean for one in form.parameters]) if start is None else start
    scale = 1.0 / len(form.rows)
    bounds = [(one.mean - WIDEST * one.sd, one.mean + WIDEST * one.sd) for one in form.parameters]

    def loss(fitted: Vector) -> float:
        return -scale * form.log_posterior(fitted)

    found = minimize(loss, begin, method="L-BFGS-B", bounds=bounds, options=CLOSE)
    return np.asarray(found.x, dtype=np.float64)


def _susceptibility(form: Form, top: Vector) -> Vector:
    """Return for each place its adoptions over those expected, drawn towards 1 (a gamma prior)."""
    rows, size = form.rows, len(form.susceptibility)
    expected = np.bincount(rows.place, form.chances(top), size)
    happened = np.bincount(rows.place, rows.adopted, size)
    return np.asarray((happened + ADOPTIONS_WORTH) / (expected + ADOPTIONS_WORTH), dtype=np.float64)


def _curvature(form: Form, top: Vector) -> Vector:
    """Return minus the second derivatives of the log posterior, in units of the prior's sd."""
    sd = np.array([one.sd for one in form.parameters])
    size = len(top)
    step = NUDGE * np.eye(size) * sd
    here = form.log_posterior(top)
    ahead, behind = (np.array([form.log_posterior(top + sign * one) for one in step]) for sign in (1, -1))
    found = np.diag(2 * here - ahead - behind)
    for i in range(size):
        for j in range(i):
            both = form.log_posterior(top + step[i] + step[j]) + form.log_posterior(top - step[i] - step[j])
            found[i, j] = found[j, i] = -0.5 * (both + 2 * here - ahead[i] - behind[i] - ahead[j] - behind[j])
    return np.asarray(found / NUDGE**2, dtype=np.float64)


def _sampled(form: Form, top: Vector, rounds: Sequence[int], seed: int) -> Fit:
    """Draw from a t-distribution round the top; in a second round from one that the draws of the first have told."""
    draw = np.random.default_rng(seed)
    sd = np.array([one.sd for one in form.parameters])
    values, vectors = np.linalg.eigh(_curvature(form, top))
    middle, covariance = top / sd, (vectors / np.maximum(values, LEAST_CURVATURE)) @ vectors.T
    for number in rounds:
        proposal = multivariate_t(middle, covariance, df=DEGREES_OF_FREEDOM, seed=draw)
        drawn = proposal.rvs(number).reshape(number, len(top))
        log_weights = np.array([form.log_posterior(one * sd) for one in drawn]) - proposal.logpdf(drawn)
        total = float(logsumexp(log_weights))
        weights = np.exp(log_weights - total)
        middle, covariance = weights @ drawn, _wider(drawn, weights)
    log_evidence = total - float(np.log(number)) + float(np.log(sd).sum())
    return Fit(form, top, drawn * sd, weights, log_evidence)


def _wider(drawn: Vector, weights: Vector) -> Vector:
    """Return the covariance of weighted draws, a little wider, so that no tail is cut."""
    found = np.atleast_2d(np.cov(drawn, rowvar=False, aweights=weights, ddof=0))
    return np.asarray(WIDER * found + 1e-4 * np.eye(len(found)), dtype=np.float64)


def _quantiles(drawn: Vector, weights: Vector) -> tuple[float, float, float]:
    """Return the median and the ends of the 95 % interval."""
    value, low, high = np.quantile(drawn, [0.5, 0.025, 0.975], weights=weights, method="inverted_cdf").tolist()
    return value, low, high
