"""Many replications: over threads, each with a workspace of its own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from diffusion_sim.engine.latent import draw_latent
from diffusion_sim.engine.month import simulate
from diffusion_sim.engine.preparing import prepare_ground
from diffusion_sim.engine.recording import record_of
from diffusion_sim.engine.workspace import first_room, larger_room, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.engine.state import State
    from diffusion_sim.engine.workspace import Room
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.world import World


def simulate_records(world: World, seed: int, replications: Sequence[int], workers: int) -> Iterator[RunRecord]:
    """Yield the record of each replication, bit for bit what the Mesa model gives for it.

    The rules are the model's own, called by name. A subclassed ``DiffusionModel`` or ``Municipality`` cannot run here:
    only a world comes in, so that a changed behaviour is never replaced by the default in silence.

    Parameters
    ----------
    world
        From ``build_world``.
    seed, replications
        Which worlds: the numbers of replications, in any order.
    workers
        How many threads simulate at the same time; the records do not depend on it.

    Yields
    ------
    RunRecord
        In the order of ``replications``.

    Raises
    ------
    RunError
        When two solutions of one replication share an identity.
    """
    crew = Crew(world, seed)
    pool = ThreadPoolExecutor(min(workers, max(1, len(replications))))
    try:
        yield from pool.map(crew.record, replications)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class Crew:
    """What the threads of one call share."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.seed, self.ground = world, seed, prepare_ground(world)
        self.room: Room = first_room(self.ground)
        self.own = threading.local()

    def record(self, replication: int) -> RunRecord:
        """Simulate one replication in this thread's workspace; one that is too small is replaced."""
        latent, room = draw_latent(self.world, self.seed, replication), self.room
        before: State | None = getattr(self.own, "state", None)
        state = workspace(self.ground, latent, room) if before is None else before._replace(**latent._asdict())
        while simulate(state) != 0:
            room = self.room = larger_room(room, state)
            before = self.own.state = None  # so that two workspaces never take up memory at the same time
            del state
            state = workspace(self.ground, latent, room)
        self.own.state = state
        return record_of(state, replication)
