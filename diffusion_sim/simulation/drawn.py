"""Replications that differ in parameters: each takes its own draw from a posterior."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.world import World

    OfWorld = Callable[[World, Sequence[int], int], Iterator[RunRecord]]
    """Runs some replications of one world on so many threads."""


def run_drawn(
    scenario: Scenario,
    posterior: Posterior,
    seed: int,
    replications: Sequence[int],
    of_world: OfWorld,
    workers: int,
) -> Iterator[RunRecord]:
    """Yield the record of each replication in its own country, in order.

    Which draw a replication takes depends on the seed and its number alone, so that two policies meet the same one.
    """

    def record(replication: int) -> RunRecord:
        drawn = posterior.drawn_for(scenario, seed, replication)
        world = build_world(scenario.with_changes(drawn, f"draw for replication {replication}"))
        return next(iter(of_world(world, (replication,), 1)))

    pool = ThreadPoolExecutor(min(workers, max(1, len(replications))))
    try:
        yield from pool.map(record, replications)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
