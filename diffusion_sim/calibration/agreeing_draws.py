"""Draws of all uncertain parameters under which the country agrees with the observed figures.

Chains walk through the ranges of the parameters (approximate Bayesian computation by Markov chain Monte Carlo, Marjoram,
Molitor, Plagnol & Tavaré 2003): at each step a few parameters are drawn anew from their ranges, and the step is taken if the
figures are as near as the plan's last tolerance asks. Draws of a chain are draws from the uniform prior, given that
the country agrees; neighbours on a chain resemble each other, and chains begin in the country as it is. Parameters that move no
figure, since what they are about is off in this country, take no part in the chains and are drawn anew for each draw.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.calibration.run_calibration import mean_figures, scale_of
from diffusion_sim.errors import RunError
from diffusion_sim.scenario.declarations import value_of
from diffusion_sim.scenario.plausible import value_at
from diffusion_sim.sweeps.designs import drawn_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.calibration.calibration_plan import Plan, Scale
    from diffusion_sim.scenario.plausible import Range

CHAINS, REDRAWN, STEPS = 2, 5, 32
"""Chains, parameters that a step draws anew, and steps from one draw to the next."""


class AgreeingDraws(NamedTuple):
    """What the chains left."""

    table: pd.DataFrame
    """Columns draw, weight (1) and the parameters by key, as a posterior file has them; one chain after the other."""
    taken: float
    """Share of the steps that were taken."""
    idle: tuple[str, ...]
    """Parameters that alone move no figure; they are drawn anew for each draw."""

    chains: int = CHAINS

    @property
    def worth(self) -> float:
        """How many independent draws these are worth, for a parameter of the chains.

        n (1 - r) / (1 + r), with r the mean correlation of parameters between neighbours on a chain.
        """
        moved = self.table.drop(columns=["draw", "weight", *self.idle])
        parts = [moved.iloc[rows] for rows in np.array_split(np.arange(len(moved)), self.chains)]
        beside = float(np.nanmean([part[key].autocorr() for part in parts for key in part if part[key].std() > 0.0]))
        return len(moved) * (1.0 - beside) / (1.0 + beside)


def agreeing_draws(
    plan: Plan,
    number: int,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> AgreeingDraws:
    """Return draws of all uncertain parameters under which the plan's scenario agrees with its targets.

    Parameters
    ----------
    plan
        Targets, their errors, the last tolerance, replications and seed; the ranges of what it fits are the plan's, of all
        else the plausible ones.
    number
        Draws wanted; the first comes after as many steps as lie between the others.
    progress
        Called after each step with the steps done and those wanted in all.

    Raises
    ------
    RunError
        If the scenario itself, where the chain begins, does not agree.
    """
    ranges = drawn_parameters((plan.scenario,)) | plan.parameters
    scale, begin = scale_of(plan, workers), {key: value_of(plan.scenario, key) for key in ranges}
    if not _agrees(plan, scale, begin, workers):
        raise RunError(f"{plan.scenario.name} does not agree with the targets of {plan.name}: nowhere to begin")
    idle = _idle(plan, ranges, begin, workers)
    walk = Walk(
        plan,
        scale,
        {key: ranges[key] for key in ranges if key not in idle},
        {key: ranges[key] for key in idle},
        workers,
    )
    kept, taken = list[dict[str, float]](), 0
    for chain, part in enumerate(np.array_split(np.arange(number), CHAINS)):
        told = None if progress is None else partial(_told, progress, STEPS * len(kept), STEPS * number)
        draws, taken_here = _chain(walk, chain, len(part), begin, told)
        kept, taken = kept + draws, taken + taken_here
    table = pd.DataFrame(
        [{"draw": at, "weight": 1.0, **{key: one[key] for key in ranges}} for at, one in enumerate(kept)]
    )
    return AgreeingDraws(table, taken / (STEPS * number), idle)


def _told(progress: Callable[[int, int], None], before: int, of: int, done: int) -> None:
    """Tell how many steps of all chains are done."""
    progress(before + done, of)


class Walk(NamedTuple):
    """What the chains share."""

    plan: Plan
    scale: Scale
    moving: Mapping[str, Range]
    idle: Mapping[str, Range]
    workers: int | None


def _chain(
    of: Walk, chain: int, number: int, begin: Mapping[str, float], progress: Callable[[int], None] | None
) -> tuple[list[dict[str, float]], int]:
    """Return the draws of one chain, and how many of its steps were taken."""
    now, kept, taken = dict(begin), list[dict[str, float]](), 0
    for step in range(1, STEPS * number + 1):
        proposed = now | _redrawn(of, chain, step)
        if _agrees(of.plan, of.scale, proposed, of.workers):
            now, taken = proposed, taken + 1
        if step % STEPS == 0:
            afresh = now | drawn_afresh(of, chain, len(kept))
            kept.append(afresh if _agrees(of.plan, of.scale, afresh, of.workers) else now)
        if progress is not None:
            progress(step)
    return kept, taken


def _redrawn(of: Walk, chain: int, step: int) -> dict[str, float]:
    """Return new values of the few parameters that a step draws anew."""
    chance = np.random.default_rng([of.plan.seed, 1 + chain, step])
    keys = chance.choice(list(of.moving), min(REDRAWN, len(of.moving)), replace=False).tolist()
    shares = chance.random(len(keys)).tolist()
    return {key: value_at(key, of.moving[key], share) for key, share in zip(keys, shares, strict=True)}


def _idle(plan: Plan, ranges: Mapping[str, Range], now: Mapping[str, float], workers: int | None) -> tuple[str, ...]:
    """Return the parameters that move no figure, not in the last bit, when they alone go to the farther end of their range."""
    far = {key: high if high - now[key] > now[key] - low else low for key, (low, high) in ranges.items()}

    def told(values: Mapping[str, float]) -> list[str]:
        figures = mean_figures(plan, values, workers)
        return [repr(figures[key]) for key in plan.targets]  # a missing figure equals a missing one

    before = told(now)
    return tuple(key for key in ranges if told({**now, key: far[key]}) == before)


def drawn_afresh(of: Walk, chain: int, draw: int) -> dict[str, float]:
    """Return values of the idle parameters for one draw of a chain, from their whole ranges."""
    shares = np.random.default_rng([of.plan.seed, 0, chain, draw]).random(len(of.idle)).tolist()
    return {key: value_at(key, ends, share) for (key, ends), share in zip(of.idle.items(), shares, strict=True)}


def _agrees(plan: Plan, scale: Scale, values: Mapping[str, float], workers: int | None) -> bool:
    return scale.distance(mean_figures(plan, values, workers)) <= plan.tolerances[-1]
