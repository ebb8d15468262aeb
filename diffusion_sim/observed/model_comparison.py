"""Which model predicts best: our model beside the simple ones, on what came later and on innovations that were left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from diffusion_sim.errors import InputError
from diffusion_sim.observed.hazard_models import RIVALS, SMALLEST_CHANCE, fitted
from diffusion_sim.observed.model_posterior import fit_model
from diffusion_sim.observed.place_covariates import covariates_of
from diffusion_sim.observed.risk_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.model_posterior import Covariates, FittedModel
    from diffusion_sim.observed.risk_rows import RiskRows
    from diffusion_sim.observed.study import Study

    Vector = NDArray[np.float64]

OURS = "three channels"
"""The name of our model."""
FOLDS = 5
FEWEST_ADOPTIONS = 5
"""Adoptions needed before and after the cut."""
SURE = 2.0
"""Standard errors beyond which a difference is called more than chance."""
CHANCE_GROUPS = 5


class Scores(NamedTuple):
    """Of chances given to yes-or-no outcomes."""

    log_score: float
    """Minus the log of the chances given to all that happened and did not happen, per adoption; smaller is better."""
    brier: float
    """Mean squared distance of chance and outcome; smaller is better (Brier 1950)."""
    calibration: float
    """Adoptions that happened over adoptions expected; 1 is right."""
    auc: float
    """Chance that one that adopted had been given a higher chance than one that did not; 0.5 tells nothing."""


def score(chances: Vector, happened: NDArray[np.bool_]) -> Scores:
    """Score chances; both arrays have one element for each outcome."""
    return Scores(
        float(log_scores(chances, happened).sum() / max(int(happened.sum()), 1)),
        float(((chances - happened) ** 2).mean()),
        float(happened.sum() / chances.sum()),
        area_under_curve(chances, happened),
    )


def log_scores(chances: Vector, happened: NDArray[np.bool_]) -> Vector:
    """Return minus the log of the chance given to what happened, for each outcome."""
    sure = np.clip(chances, SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    return np.asarray(-np.log(np.where(happened, sure, 1.0 - sure)), dtype=np.float64)


def area_under_curve(chances: Vector, happened: NDArray[np.bool_]) -> float:
    """Return the area under the receiver operating curve by ranks; nan if nothing or everything happened."""
    yes = int(happened.sum())
    no = len(happened) - yes
    if yes == 0 or no == 0:
        return float("nan")
    ranks = stats.rankdata(chances)
    return float((ranks[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


class Difference(NamedTuple):
    """How much worse a rival's log score is than ours, per adoption; negative where it is better."""

    mean: float
    standard_error: float

    @property
    def errors(self) -> float:
        """The difference in standard errors."""
        return self.mean / self.standard_error if self.standard_error > 0 else 0.0


class ChanceGroup(NamedTuple):
    """Places and periods with like chances, as many adoptions expected in each group."""

    expected: float
    happened: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """What each model said of the same outcomes, before they were known."""

    split: str
    rows: RiskRows
    chances: dict[str, Vector]
    """By the name of the model: (m,)."""

    @property
    def models(self) -> list[str]:
        """Names, the best log score first."""
        return sorted(self.chances, key=lambda name: self._scores[name].log_score)

    @cached_property
    def _scores(self) -> dict[str, Scores]:
        return {name: score(told, self.rows.adopted) for name, told in self.chances.items()}

    def scores(self, model: str) -> Scores:
        """Return the scores of a model."""
        return self._scores[model]

    def difference(self, model: str) -> Difference:
        """Return how much worse a model is than ours.

        The standard error is that of a sum over innovations; where there is one, the larger of those of sums over places and
        over periods, since what happens in a period may strike all places.
        """
        one, ours = (log_scores(self.chances[name], self.rows.adopted) for name in (model, OURS))
        adoptions = max(int(self.rows.adopted.sum()), 1)
        several = len(np.unique(self.rows.innovation)) > 1
        clusters = [self.rows.innovation] if several else [self.rows.place, self.rows.period]
        error = max(_error_of_sum(one - ours, cluster) for cluster in clusters)
        return Difference(float((one - ours).sum()) / adoptions, error / adoptions)

    def chance_groups(self, model: str) -> list[ChanceGroup]:
        """Return adoptions expected and observed, from the lowest chances to the highest."""
        order = np.argsort(self.chances[model], kind="stable")
        chances, happened = self.chances[model][order], self.rows.adopted[order]
        bounds = np.searchsorted(np.cumsum(chances), np.arange(1, CHANCE_GROUPS) / CHANCE_GROUPS * chances.sum())
        parts = zip(np.split(chances, bounds), np.split(happened, bounds), strict=True)
        return [ChanceGroup(float(expected.sum()), int(did.sum())) for expected, did in parts]

    def verdicts(self) -> list[str]:
        """Return a sentence for each rival."""
        return [verdict(model, self.difference(model)) for model in self.models if model != OURS]


def _error_of_sum(differences: Vector, cluster: NDArray[np.int64]) -> float:
    _, number = np.unique(cluster, return_inverse=True)
    sums = np.bincount(number, differences)
    return float(np.std(sums, ddof=1) * len(sums) ** 0.5) if len(sums) > 1 else 0.0


def verdict(rival: str, difference: Difference) -> str:
    """Say whether our model is better or worse than a rival, and whether that is more than chance."""
    word = "better" if difference.mean > 0 else "worse"
    sure = abs(difference.errors) > SURE
    told = f"{abs(difference.mean):.3f} per adoption, {abs(difference.errors):.1f} standard errors"
    return f"Ours is {word} than {rival} ({told}){'' if sure else ': within chance'}."


def compare_in_time(
    studies: Sequence[Study],
    train_share: float = 0.5,
    columns: Sequence[str] = (),
    seed: int = 1,
    like: FittedModel | None = None,
) -> Comparison:
    """Fit to the earlier periods of each innovation, and tell the later ones period by period.

    Parameters
    ----------
    studies
        One or several innovations.
    train_share
        Share of the periods of each that is used for fitting.
    columns
        Covariates (:func:`covariates_of`).
    seed
        Of draws from the posterior.
    like
        A fit to all, from which to start looking for the top; it saves time and changes nothing beyond rounding.

    Raises
    ------
    InputError
        Too few adoptions before or after the cut.
    """
    cuts = np.array(cut_periods(studies, train_share))
    rows = rows_of(studies)
    early = rows.period <= cuts[rows.innovation]
    chances = _all_chances(rows, early, ~early, (covariates_of(studies, columns), seed, like))
    return Comparison("later periods", rows.where(~early), chances)


def compare_by_innovation(
    studies: Sequence[Study], columns: Sequence[str] = (), seed: int = 1, like: FittedModel | None = None
) -> Comparison:
    """Fit to four fifths of the innovations, and tell the rest, in turn; each innovation period by period.

    Raises
    ------
    InputError
        There are fewer innovations than folds.
    """
    if len(studies) < FOLDS:
        found = f"{len(studies)} are too few to leave a fifth of them out"
        raise InputError("innovations", found, f"valid: {FOLDS} or more")
    rows, covariates = rows_of(studies), covariates_of(studies, columns)
    fold = rows.innovation % FOLDS
    chances = {name: np.zeros(len(rows)) for name in (OURS, *(model.name for model in RIVALS))}
    for number in range(FOLDS):
        out = fold == number
        for name, told in _all_chances(rows, ~out, out, (covariates, seed, like)).items():
            chances[name][out] = told
    return Comparison("innovations left out", rows, chances)


def _all_chances(
    rows: RiskRows,
    known: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    how: tuple[Covariates, int, FittedModel | None],
) -> dict[str, Vector]:
    """Return what each model, fitted to the rows that are known, says of those asked for."""
    covariates, seed, like = how
    train = rows.where(known)
    ours = fit_model(train, covariates, seed=seed, like=like)
    concerned = np.isin(rows.innovation, np.unique(rows.innovation[asked]))
    told = np.zeros(len(rows))
    told[concerned] = ours.chances(rows.where(concerned))
    rest = rows.where(asked)
    return {OURS: told[asked]} | {model.name: model.chances(fitted(model, train), rest) for model in RIVALS}


def cut_periods(studies: Sequence[Study], train_share: float) -> list[int]:
    """Return the last period of each innovation used for fitting."""
    if not 0.0 < train_share < 1.0:
        raise InputError("train_share", f"is {train_share}", "valid: above 0 and below 1")
    cuts = [max(1, round(train_share * one.periods)) for one in studies]
    before = sum(int((one.times <= cut).sum()) for one, cut in zip(studies, cuts, strict=True))
    after = sum(int((one.times > cut).sum()) for one, cut in zip(studies, cuts, strict=True))
    if min(before, after) < FEWEST_ADOPTIONS:
        found = f"leaves {before} adoptions to fit and {after} to predict"
        raise InputError("train_share", found, f"choose it so that both have {FEWEST_ADOPTIONS} or more")
    return cuts
