"""The draws of one replication that are made before it runs: eras, and answers that arrive from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import ERA as ERA_STREAM
from diffusion_sim.draws.streams import EXTERNAL, SALIENCE
from diffusion_sim.engine.columns import ARRIVALS, ERAS
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import months_until, normal, resistance, solution_identity, uniform
from diffusion_sim.engine.settings import external_of, problems_of
from diffusion_sim.engine.sorting import sort_by_key
from diffusion_sim.engine.space import take
from diffusion_sim.rules.codes import EXTERNAL_SOURCES
from diffusion_sim.rules.spread import spread_factor
from diffusion_sim.world.latent import EXTERNAL_SLOTS, MONTHS_PER_YEAR

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

SOURCES = len(EXTERNAL_SOURCES)


@kernel
def draw_latent(run: State) -> None:
    """Draw what happens in a world whatever anybody does."""
    for problem in range(run.facts.drawn_problems):
        run.first_era[problem] = run.counts[ERAS]
        _draw_eras(run, problem)
    run.first_era[run.facts.drawn_problems] = run.counts[ERAS]
    arrivals = run.counts[ARRIVALS]
    for at in range(arrivals):
        run.keys[at] = run.arrivals[at]["month"]
    sort_by_key(run.keys, run.order, run.scratch, arrivals)
    for at in range(arrivals):
        run.arrival_order[at] = run.order[at]


@kernel
def _draw_eras(run: State, problem: int) -> None:
    """Draw the eras of a problem; the first has begun before the burn-in (exponential lengths have no memory)."""
    world, months = problems_of(run.policy[0, 0]), run.months.shape[0]
    rate, entity = world.era_end_per_year / MONTHS_PER_YEAR, np.uint64(problem)
    start, number = 0, 0
    while start < max(months, 1):
        at = take(run, ERAS, run.eras.shape[0], 1)
        if at < 0:
            return
        end = months
        if rate > 0.0:
            end = start + months_until(resistance(run.key, entity, 0, ERA_STREAM, number), 1.0 / rate)
        z = normal(run.key, entity, 0, SALIENCE, number)
        run.eras[at]["salience"], run.eras[at]["end"] = spread_factor(world.salience_spread, z), end
        _draw_arrivals(run, problem, number, start, end)
        start, number = end, number + 1


@kernel
def _draw_arrivals(run: State, problem: int, era: int, start: int, end: int) -> None:
    """Draw the external solutions of one era; each of four slots is filled with equal chance."""
    outside = external_of(run.policy[0, 0])
    for slot in range(EXTERNAL_SLOTS):
        identity = np.uint64(solution_identity(0, problem, era, slot, np.uint64(0)))
        if uniform(run.key, identity, 0, EXTERNAL, 0) >= outside.per_era / EXTERNAL_SLOTS:
            continue
        month = start + months_until(resistance(run.key, identity, 0, EXTERNAL, 1), outside.arrival_months) - 1
        if month >= end:
            continue
        at = take(run, ARRIVALS, run.arrivals.shape[0], 1)
        if at < 0:
            return
        arrival = run.arrivals[at]
        arrival["identity"], arrival["month"], arrival["problem"], arrival["ordinal"] = identity, month, problem, slot
        arrival["source"] = int(uniform(run.key, identity, 0, EXTERNAL, 2) * SOURCES)
