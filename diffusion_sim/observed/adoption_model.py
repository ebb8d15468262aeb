r"""Our model of observed adoption: three channels, a level for each innovation, and two ways in which adoption may slow down.

A place that has not adopted is reached in a period at the rate

.. math:: r = e^{x}\, m\, (\text{source} + \text{ties} \cdot E + \text{all adopters} \cdot F)

with E the share of users among those it looks at and F that among all places, both a period before; m is the place's
susceptibility (with several innovations) times the effects of covariates, and x the level of its innovation, 0 on average.

*Steady*: x is constant, and a place says yes once and for all with the chance *accepted* when it is reached, or never
(the core of the simulation). *Drifting*: everybody would say yes; x wanders from period to period and jumps in single
periods, as events do that all places share. Levels, wandering and jumps are normal and integrated out on a grid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from scipy.special import expit, ive, logit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.risk_rows import Groups, RiskRows

    Vector = NDArray[np.float64]

Kind = Literal["steady", "drifting"]
KINDS: tuple[Kind, ...] = ("steady", "drifting")
GRID = np.linspace(-4.8, 4.8, 25)
"""Levels, as logs of factors on the rate."""
STEP = float(GRID[1] - GRID[0])
LARGEST_RATE, SMALLEST_RATE = 300.0, 1e-12
IMPOSSIBLE = -1e12
"""Log posterior of parameters under which no rate can be worked out."""


MOST_STEPS = 50.0
"""A standard deviation of so many steps of the grid leaves all levels as likely as each other."""
_AT = np.arange(len(GRID))
_ROUND = 2 * len(GRID) * np.arange(-5, 6)[:, None, None]
_IMAGES = np.abs(np.concatenate([np.subtract.outer(_AT, _AT) + _ROUND, np.add.outer(_AT, _AT) + 1 + _ROUND]))
"""Steps from each level to each other one, straight and by way of the ends of the grid, which reflect: (ways, from, to)."""


def spread(sd: float, levels: int = len(GRID)) -> Vector:
    """Return the chances to get from each level of the grid to each other: a random walk with this standard deviation.

    It takes steps at random times, as often up as down, so k steps have the chance exp(-v) I_k(v), v being the variance
    in steps (Feller 1971, II.7). A sum of positive terms keeps the digits of small chances, which bursts need.
    """
    if levels == 1:
        return np.ones((1, 1))
    chances = ive(np.arange(_IMAGES.max() + 1), min(sd / STEP, MOST_STEPS) ** 2)[_IMAGES].sum(axis=0)
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)


class Prior(NamedTuple):
    """A normal prior on the scale on which a parameter is fitted, and the way back to its own scale."""

    name: str
    mean: float
    sd: float
    scale: Literal["log", "logit", "plain"]

    def own(self, fitted: Vector) -> Vector:
        """Return values on the parameter's own scale."""
        ways: dict[str, Callable[[Vector], Vector]] = {"log": np.exp, "logit": expit, "plain": np.asarray}
        return np.asarray(ways[self.scale](fitted), dtype=np.float64)


def priors(
    kind: Kind, hazard: float, innovations: int, covariates: Sequence[str], without: Sequence[str] = ()
) -> tuple[Prior, ...]:
    """Return the parameters of a form with their priors, but for those that it is without.

    Rates are told in multiples of the mean hazard of the data: the source is most likely half of it, ties and all adopters
    as much as it, each by a factor of 4.5 either way. The chance of acceptance is most likely 0.88 (0.4 to 0.99).
    """
    log_hazard = float(np.log(hazard))
    found = [
        Prior("source_per_period", log_hazard - 0.7, 1.5, "log"),
        Prior("ties_per_period", log_hazard, 1.5, "log"),
        Prior("all_adopters_per_period", log_hazard - 1.0, 1.5, "log"),
    ]
    if innovations > 1:
        found.append(Prior("sd_of_levels", float(np.log(0.7)), 0.7, "log"))
    if kind == "steady":
        found.append(Prior("accepted_share", 2.0, 1.25, "logit"))
    else:
        found.append(Prior("drift_sd_per_period", float(np.log(0.2)), 1.0, "log"))
        found.append(Prior("jump_sd", float(np.log(0.3)), 1.0, "log"))
    found = [one for one in found if one.name not in without]
    return (*found, *(Prior(f"effect_of_{name}", 0.0, 1.0, "plain") for name in covariates))


class Values(NamedTuple):
    """Parameters on their own scales."""

    channels: Vector
    """Source, ties, all adopters, per period: (3,)."""
    level_sd: float
    accepted: float
    drift_sd: float
    jump_sd: float
    effects: Vector

    @property
    def levels(self) -> Vector:
        """The levels that an innovation may have: the grid, or 0 alone where nothing varies them."""
        return GRID if max(self.level_sd, self.drift_sd, self.jump_sd) > 0 else np.zeros(1)


@dataclass(frozen=True, eq=False)
class Form:
    """One of the two forms, and what it is fitted to."""

    kind: Kind
    rows: RiskRows
    traits: Vector
    """Standardised covariates of all places: (places, covariates)."""
    susceptibility: Vector
    """Factor on the rate of each place: (places,)."""
    parameters: tuple[Prior, ...]

    def values(self, fitted: Vector) -> Values:
        """Return the parameters on their own scales, from those on the scale on which they are fitted."""
        told = {one.name: float(one.own(fitted[i])) for i, one in enumerate(self.parameters)}
        effects = [told[one.name] for one in self.parameters if one.name.startswith("effect_of_")]
        channels = np.array([told.get(name, 0.0) for name in CHANNELS])
        level_sd, accepted, drift_sd, jump_sd = (told.get(name, other) for name, other in OTHERS.items())
        return Values(channels, level_sd, accepted, drift_sd, jump_sd, np.array(effects))

    def on(self, rows: RiskRows) -> Form:
        """Return the same form for other rows."""
        return replace(self, rows=rows)

    def rates(self, values: Values, chosen: NDArray[np.int64] | slice = slice(None)) -> tuple[Vector, Vector]:
        """Return the rate of rows at level 0, and its sum over earlier periods."""
        rows, (source, ties, everybody) = self.rows, values.channels
        factor = (self.susceptibility * np.exp(self.traits @ values.effects))[rows.place[chosen]]
        now = source + ties * rows.exposure[chosen] + everybody * rows.share[chosen]
        before = source * rows.periods_before[chosen] + ties * rows.exposure_before[chosen]
        return factor * now, factor * (before + everybody * rows.share_before[chosen])

    def log_prior(self, fitted: Vector) -> float:
        """Return the log density of the prior, on the scale on which parameters are fitted."""
        mean, sd = (np.array([getattr(one, part) for one in self.parameters]) for part in ("mean", "sd"))
        return float(-0.5 * (((fitted - mean) / sd) ** 2).sum() - np.log(sd * np.sqrt(2 * np.pi)).sum())

    def log_posterior(self, fitted: Vector) -> float:
        """Return the log of prior times marginal likelihood."""
        likelihood = _steady_likelihood if self.kind == "steady" else _drifting_likelihood
        with np.errstate(all="ignore"):  # a draw may lie so far out that a rate overflows
            found = self.log_prior(fitted) + likelihood(self, self.values(fitted))
        return found if np.isfinite(found) else IMPOSSIBLE

    def chances(self, fitted: Vector) -> Vector:
        """Return the chance of adoption in each row, with what had happened in the innovation until the period before."""
        values = self.values(fitted)
        first, drift, jump = _walk(values)
        emission, groups = self.emission(values), self.rows.groups
        told = np.empty_like(emission)
        _filtered(emission, groups, (first, drift, jump), told)
        told = told @ jump
        found = np.empty(len(self.rows))
        for some, at_levels in self.at_levels(values):
            found[some] = np.einsum("rl,rl->r", told[groups.of_row[some]], at_levels)
        return found

    def level_weights(self, fitted: Vector) -> Vector:
        """Return the chances of the levels after the last period of each innovation: (innovations, levels)."""
        values = self.values(fitted)
        return _filtered(self.emission(values), self.rows.groups, _walk(values))[0]

    def emission(self, values: Values) -> Vector:
        """Return the log likelihood of what happened in each group of rows at each level: (g, levels)."""
        if self.kind == "drifting":
            return _drifting_emission(self, self.rates(values)[0], values.levels)
        return np.concatenate([_steady_emission(self.rows, some, told) for some, told in self.at_levels(values)])

    def at_levels(self, values: Values) -> Iterator[tuple[slice, Vector]]:
        """Yield some rows, and the chance of adoption of each at each level: (rows, levels)."""
        chances = _steady_chances if self.kind == "steady" else _drifting_chances
        for some in self.rows.groups.slices(AT_A_TIME):
            yield some, chances(self, values, some)


AT_A_TIME = 8192
"""Rows whose chances are worked out at all levels together: as much as a processor keeps near."""
CHANNELS = ("source_per_period", "ties_per_period", "all_adopters_per_period")
OTHERS = {"sd_of_levels": 0.0, "accepted_share": 1.0, "drift_sd_per_period": 0.0, "jump_sd": 0.0}
"""Parameters that a form may lack, and what they are then."""


def _log_adopts(rate: Vector) -> Vector:
    """Return the log of the chance of being reached, 1 - exp(-rate)."""
    return np.asarray(np.log(-np.expm1(-np.clip(rate, SMALLEST_RATE, LARGEST_RATE))))


def _at_levels(rate: Vector, levels: Vector) -> Vector:
    return np.asarray(np.minimum(rate[:, None] * np.exp(levels), LARGEST_RATE), dtype=np.float64)


def _steady_likelihood(form: Form, values: Values) -> float:
    """Add up over places: each is known by the sum of its rates until it adopted, or until watching ended."""
    last = form.rows.groups.last_rows
    now, before = form.rates(values, last)
    rate, earlier = (_at_levels(one, values.levels) for one in (now, before))
    yes = np.log(values.accepted) - earlier + _log_adopts(rate)
    stays = np.log(values.accepted) - earlier - rate
    no = stays if values.accepted == 1.0 else np.logaddexp(np.log1p(-values.accepted), stays)
    told = np.where(form.rows.adopted[last][:, None], yes, no)
    innovation = form.rows.innovation[last]
    total = np.add.reduceat(told, np.flatnonzero(np.diff(innovation, prepend=-1) != 0), axis=0)
    highest = total.max(axis=1, keepdims=True)
    return float((highest[:, 0] + np.log(np.exp(total - highest) @ _walk(values)[0])).sum())


def _drifting_likelihood(form: Form, values: Values) -> float:
    return _filtered(form.emission(values), form.rows.groups, _walk(values))[1]


def _drifting_emission(form: Form, rate: Vector, levels: Vector) -> Vector:
    """Return the log likelihood of each group at each level: only adoptions need a logarithm."""
    adopted, groups = form.rows.adopted, form.rows.groups
    stays = np.add.reduceat(np.where(adopted, 0.0, rate), groups.starts)
    found = -np.minimum(stays[:, None] * np.exp(levels), len(rate) * LARGEST_RATE)
    adopting = np.flatnonzero(adopted)
    if len(adopting):
        group = groups.of_row[adopting]
        begins = np.flatnonzero(np.diff(group, prepend=-1) != 0)
        found[group[begins]] += np.add.reduceat(_log_adopts(_at_levels(rate[adopting], levels)), begins, axis=0)
    return found


def _drifting_chances(form: Form, values: Values, some: slice) -> Vector:
    return np.asarray(-np.expm1(-_at_levels(form.rates(values, some)[0], values.levels)))


def _steady_chances(form: Form, values: Values, some: slice) -> Vector:
    """Return chances at levels; one who has not adopted may have been reached before, and have said no."""
    rate, earlier = (_at_levels(one, values.levels) for one in form.rates(values, some))
    return np.asarray(expit(logit(np.minimum(values.accepted, 1 - 1e-12)) - earlier) * -np.expm1(-rate))


def _steady_emission(rows: RiskRows, some: slice, chances: Vector) -> Vector:
    """Return the log likelihood of each group among some rows, whose chances at levels are given."""
    told, adopted = np.log1p(-np.minimum(chances, 1 - 1e-12)), rows.adopted[some]
    told[adopted] = np.log(np.maximum(chances[adopted], 1e-300))
    starts = rows.groups.starts
    inside = starts[(starts >= some.start) & (starts < some.stop)]
    return np.asarray(np.add.reduceat(told, inside - some.start, axis=0))


def _walk(values: Values) -> tuple[Vector, Vector, Vector]:
    """Return the chances of first levels, of the way from period to period, and of jumps."""
    number = len(values.levels)
    first, drift, jump = (spread(sd, number) for sd in (values.level_sd, values.drift_sd, values.jump_sd))
    return first[number // 2], drift, jump


def _filtered(
    log_emission: Vector, groups: Groups, walk: tuple[Vector, Vector, Vector], told: Vector | None = None
) -> tuple[Vector, float]:
    """Go through the periods of all innovations at once.

    ``told`` is room for the chances of the levels in each group, with what had happened before it, but for jumps.

    Returns
    -------
    weights
        Chances of the levels after the last group of each innovation: (k, levels).
    log_likelihood
        Of all groups.
    """
    first, drift, jump = walk
    highest = log_emission.max(axis=1, keepdims=True)
    by_level = np.exp(log_emission - highest) @ jump.T
    current, total = np.tile(first, (len(groups.firsts), 1)), float(highest.sum())
    for step in range(int(groups.counts.max(initial=0))):
        going = groups.counts > step
        at = groups.firsts[going] + step
        if told is not None:
            told[at] = current[going]
        after = current[going] * by_level[at]
        norm = after.sum(axis=1, keepdims=True)
        total += float(np.log(norm).sum())
        current[going] = (after / norm) @ drift
    return current, total
