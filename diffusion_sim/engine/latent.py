"""The draws of one replication that are made before it runs: eras, and answers that arrive from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.draws import world_key
from diffusion_sim.engine.records import ARRIVAL, ERA
from diffusion_sim.world import draw_arrivals, draw_eras

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Records, Wholes
    from diffusion_sim.world import World


class Latent(NamedTuple):
    """What happens in a world whatever anybody does."""

    key: np.uint64
    eras: Records
    first_era: Wholes
    """Position of each problem's first era."""
    arrivals: Records


def draw_latent(world: World, seed: int, replication: int) -> Latent:
    """Return the draws of one replication."""
    key, total = np.uint64(world_key(np.uint64(seed), replication)), world.calendar.total_months
    eras = [draw_eras(world.scenario, key, problem, total) for problem in range(world.drawn_problems)]
    arrivals = [a for of_problem in eras for era in of_problem for a in draw_arrivals(world.scenario, key, era)]
    arrivals.sort(key=lambda a: (a.month, a.problem, a.ordinal))
    return Latent(
        key=key,
        eras=np.array([(era.salience, era.end) for of_problem in eras for era in of_problem], dtype=ERA),
        first_era=np.cumsum([0, *(len(of_problem) for of_problem in eras)], dtype=np.int64),
        arrivals=np.array([(a.identity, a.month, a.problem, a.ordinal, a.source) for a in arrivals], dtype=ARRIVAL),
    )
