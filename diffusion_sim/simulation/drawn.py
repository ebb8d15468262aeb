"""Replications that differ in parameters: each takes its own draw from a posterior."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.setup import Setup
    from diffusion_sim.simulation.interrupted import Failure

    OfSetup = Callable[[Setup, Sequence[int], int], Iterator[RunRecord | Failure]]
    """Runs some replications of one replication on so many threads."""


def run_drawn(
    scenario: Scenario,
    posterior: Posterior,
    seed: int,
    replications: Sequence[int],
    of_setup: OfSetup,
    workers: int,
) -> Iterator[RunRecord | Failure]:
    """Yield the record of each replication in its own country, in order.

    Which draw a replication takes depends on the seed and its number alone, so that two policies meet the same one.
    """

    def record(replication: int) -> RunRecord | Failure:
        drawn = posterior.drawn_for(scenario, seed, replication)
        setup = build_setup(scenario.with_changes(drawn, f"draw for replication {replication}"))
        return next(iter(of_setup(setup, (replication,), 1)))

    pool = ThreadPoolExecutor(min(workers, max(1, len(replications))))
    try:
        yield from pool.map(record, replications)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
