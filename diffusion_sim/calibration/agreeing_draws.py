"""Draws of all uncertain parameters under which the country agrees with the observed figures.

A chain walks through the ranges of all parameters at once (approximate Bayesian computation by Markov chain Monte Carlo, Marjoram,
Molitor, Plagnol & Tavaré 2003): at each step a few parameters are drawn anew from their ranges, and the step is taken if the
figures are as near as the plan's last tolerance asks. Draws of the chain are draws from the uniform prior, given that
the country agrees; neighbours on the chain resemble each other. Parameters that move no figure, since what they are about is off in
this country, are drawn anew for each draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.calibration.run_calibration import mean_figures, scale_of
from diffusion_sim.errors import RunError
from diffusion_sim.scenario.declarations import value_of
from diffusion_sim.scenario.plausible import value_at
from diffusion_sim.sweeps.designs import drawn_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.calibration.calibration_plan import Plan, Scale
    from diffusion_sim.scenario.plausible import Range

REDRAWN, STEPS = 8, 24
"""Parameters that a step draws anew, and steps from one draw to the next."""


class AgreeingDraws(NamedTuple):
    """What a chain left."""

    table: pd.DataFrame
    """Columns draw, weight (1) and the parameters by key, as a posterior file has them."""
    taken: float
    """Share of the steps that were taken."""
    idle: tuple[str, ...]
    """Parameters that alone move no figure; they are drawn anew for each draw."""

    @property
    def worth(self) -> float:
        """How many independent draws these are worth, for a parameter of the chain.

        n (1 - r) / (1 + r), with r the mean correlation of parameters between neighbours.
        """
        moved = self.table.drop(columns=["draw", "weight", *self.idle])
        beside = float(np.nanmean([moved[key].autocorr() for key in moved if moved[key].std() > 0.0]))
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
    scale, now = scale_of(plan, workers), {key: value_of(plan.scenario, key) for key in ranges}
    if not _agrees(plan, scale, now, workers):
        raise RunError(f"{plan.scenario.name} does not agree with the targets of {plan.name}: nowhere to begin")
    idle = _idle(plan, ranges, now, workers)
    kept, taken = list[dict[str, float]](), 0
    for step in range(1, STEPS * number + 1):
        proposed = now | _redrawn(plan, ranges, step)
        if _agrees(plan, scale, proposed, workers):
            now, taken = proposed, taken + 1
        if step % STEPS == 0:
            afresh = now | drawn_afresh(plan, ranges, idle, len(kept))
            kept.append(
                {"draw": len(kept), "weight": 1.0, **(afresh if _agrees(plan, scale, afresh, workers) else now)}
            )
        if progress is not None:
            progress(step, STEPS * number)
    return AgreeingDraws(pd.DataFrame(kept), taken / (STEPS * number), idle)


def _redrawn(plan: Plan, ranges: Mapping[str, Range], step: int) -> dict[str, float]:
    """Return new values of the few parameters that a step draws anew."""
    chance = np.random.default_rng([plan.seed, step])
    keys = chance.choice(list(ranges), REDRAWN, replace=False).tolist()
    return {
        key: value_at(key, ranges[key], share) for key, share in zip(keys, chance.random(REDRAWN).tolist(), strict=True)
    }


def _idle(plan: Plan, ranges: Mapping[str, Range], now: Mapping[str, float], workers: int | None) -> tuple[str, ...]:
    """Return the parameters that move no figure, not in the last bit, when they alone go to the farther end of their range."""
    far = {key: high if high - now[key] > now[key] - low else low for key, (low, high) in ranges.items()}

    def told(values: Mapping[str, float]) -> list[str]:
        figures = mean_figures(plan, values, workers)
        return [repr(figures[key]) for key in plan.targets]  # a missing figure equals a missing one

    before = told(now)
    return tuple(key for key in ranges if told({**now, key: far[key]}) == before)


def drawn_afresh(plan: Plan, ranges: Mapping[str, Range], keys: Sequence[str], draw: int) -> dict[str, float]:
    """Return values from the whole ranges for one draw."""
    shares = np.random.default_rng([plan.seed, 0, draw]).random(len(keys)).tolist()
    return {key: value_at(key, ranges[key], share) for key, share in zip(keys, shares, strict=True)}


def _agrees(plan: Plan, scale: Scale, values: Mapping[str, float], workers: int | None) -> bool:
    return scale.distance(mean_figures(plan, values, workers)) <= plan.tolerances[-1]
