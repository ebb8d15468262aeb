"""Many replications: in blocks over threads, each block in a workspace that it has to itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.engine.columns import CASES, FULL, ROWS, SOLUTIONS
from diffusion_sim.engine.kernel import entry
from diffusion_sim.engine.luck import world_key
from diffusion_sim.engine.month import simulate
from diffusion_sim.engine.preparing import prepare_ground
from diffusion_sim.engine.recording import Harvest, gather, harvest_for
from diffusion_sim.engine.reference import refer
from diffusion_sim.engine.workspace import first_room, larger_room, workspace
from diffusion_sim.errors import RunError
from diffusion_sim.results.block import Block
from diffusion_sim.results.record import SOLUTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.engine.state import Bits, State, Wholes
    from diffusion_sim.engine.workspace import Room
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.world import World

STEPS_OF_BLOCK = 2**22
"""Months of all municipalities' problems in one block: up to some tenths of a second."""


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
    for block in crew.blocks(replications, workers):
        yield from block.records()
        crew.take_back(block)


class Crew:
    """What the threads of one call share."""

    def __init__(self, world: World, seed: int) -> None:
        self.seed, self.ground = np.uint64(seed), prepare_ground(world)
        self.room: Room = first_room(self.ground)
        self.sizes: tuple[int, ...] = (0, 0, 0)
        """Cases, solutions and rows of the largest replication so far."""
        self.idle: list[State] = []
        """Workspaces that no thread is using: the next block takes one of them rather than memory anew."""
        self.empty: list[Harvest] = []
        """Memory of blocks that were given back, likewise."""

    def blocks(self, replications: Sequence[int], workers: int) -> Iterator[Block]:
        """Yield all replications in order, in blocks that are shared out evenly among so many threads."""
        numbers = np.array(replications, dtype=np.int64)
        parts = np.array_split(numbers, self._number_of_blocks(len(numbers), workers))
        if workers == 1 or len(parts) == 1:
            yield from map(self.block, parts)
            return
        pool = ThreadPoolExecutor(min(workers, len(parts)))
        try:
            yield from pool.map(self.block, parts)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _number_of_blocks(self, replications: int, workers: int) -> int:
        steps = max(1, len(self.ground.places) * len(self.ground.fields) * len(self.ground.months))
        most = max(1, STEPS_OF_BLOCK // steps)
        rounds = -(-replications // (most * workers))
        return max(1, min(replications, rounds * workers))

    def record(self, replication: int) -> RunRecord:
        """Simulate one replication."""
        return next(self.block(np.array([replication], dtype=np.int64)).records())

    def block(self, replications: Wholes) -> Block:
        """Simulate some replications in a workspace of its own; what is too small for them is replaced."""
        state = self._idle_or_new()
        harvest, done, waiting = self._harvest(len(replications)), 0, 0
        while True:
            done = simulate_block(state, harvest, self.seed, replications, done, waiting)
            if done == len(replications):
                self.idle.append(state)
                return _block(replications, len(self.ground.months), harvest)
            if state.counts[FULL] == 1:
                room = self.room = larger_room(self.room, state)
                del state  # so that two workspaces never take up memory at the same time
                state, waiting = workspace(self.ground, room), 0
            else:
                harvest, waiting = self._larger(harvest, state, done), 1

    def take_back(self, block: Block) -> None:
        """Let the memory of a block serve another: nobody may look at its arrays any more."""
        self.empty.append(block.memory)

    def _idle_or_new(self) -> State:
        try:
            return self.idle.pop()
        except IndexError:  # not asked for before: another thread may have taken the last one meanwhile
            return workspace(self.ground, self.room)

    def _harvest(self, replications: int) -> Harvest:
        """Return room for so many replications as large as those before."""
        room = [replications * size for size in self.sizes]
        with suppress(IndexError):  # as above
            empty = self.empty.pop()
            if all(len(there) >= wanted for there, wanted in zip(empty, room, strict=False)):
                return empty._replace(ends=np.zeros((replications, 3), dtype=np.int64))
        return harvest_for(replications, *room)

    def _larger(self, harvest: Harvest, state: State, done: int) -> Harvest:
        """Return more room, with what the harvest holds of the replications that are done."""
        found = (int(state.counts[pool]) for pool in (CASES, SOLUTIONS, ROWS))
        self.sizes = tuple(max(size, n + n // 8) for size, n in zip(self.sizes, found, strict=True))
        left, ends = len(harvest.ends) - done, harvest.ends[done - 1] if done else np.zeros(3, dtype=np.int64)
        larger = harvest_for(
            len(harvest.ends), *(int(end) + left * size for end, size in zip(ends, self.sizes, strict=True))
        )
        larger.ends[:done] = harvest.ends[:done]
        larger.cases[: ends[0]], larger.solutions[: ends[1]] = harvest.cases[: ends[0]], harvest.solutions[: ends[1]]
        larger.rows[: ends[2]], larger.row_months[: ends[2]] = harvest.rows[: ends[2]], harvest.row_months[: ends[2]]
        return larger


@entry
def simulate_block(
    state: State, harvest: Harvest, seed: np.uint64, replications: Wholes, first: int, is_waiting: int
) -> int:
    """Simulate replications from one of them on; return how many are done, fewer when space has run out.

    ``is_waiting`` is 1 when the first of them has been simulated already and only waits for room in the harvest.
    """
    run = refer(state)
    for number in range(first, replications.shape[0]):
        if number > first or is_waiting == 0:
            run.key = world_key(seed, replications[number])  # type: ignore[misc] # a reference's fields can be set
            if simulate(run) != 0:
                return number
        if not gather(run, harvest, number):
            return number
    return replications.shape[0]


def _block(replications: Wholes, months: int, harvest: Harvest) -> Block:
    cases, solutions, rows = harvest.ends[-1] if len(harvest.ends) else (0, 0, 0)
    found = harvest.solutions[:solutions].view(SOLUTION)
    _check_identities(found["id"], harvest.ends[:, 1])
    return Block(
        replications,
        months,
        harvest.cases[:cases],
        found,
        harvest.rows[:rows],
        harvest.row_months[:rows],
        harvest.ends,
        harvest,
    )


def _check_identities(identities: Bits, ends: Wholes) -> None:
    """Refuse a replication in which two solutions share an identity."""
    for number in np.flatnonzero(np.diff(ends, prepend=0) > 1):
        ordered = np.sort(identities[ends[number - 1] if number else 0 : ends[number]])
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        if len(twice):
            raise RunError(f"two solutions share the identity {int(twice[0])}; use another seed")
