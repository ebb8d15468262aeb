"""The compiled driver: many replications, in blocks over threads, each block in a workspace that it has to itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from diffusion_sim.draws import replication_key
from diffusion_sim.errors import RunError
from diffusion_sim.jit import entry, kernel, passed_on
from diffusion_sim.model.ground import prepare_ground
from diffusion_sim.model.harvest import NO_HARVEST, Harvest, gather, harvest_for
from diffusion_sim.model.ledger import (
    ALARMS,
    APPRAISED,
    BECAME_AWARE,
    CASES,
    CLOCKS,
    EXPOSURES,
    FULL,
    OPTIONS,
    PROBES,
    ROWS,
    SOLUTIONS,
)
from diffusion_sim.model.month import simulate, simulate_future, simulate_past
from diffusion_sim.model.past import as_if_prizes_matter, pasts_of, restored
from diffusion_sim.model.steps import do_task
from diffusion_sim.model.workspace import first_room, handed_on, workspace
from diffusion_sim.results.record import SOLUTION, Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.model.past import Pasts, PastsOf
    from diffusion_sim.model.state import Bits, State, Wholes
    from diffusion_sim.model.workspace import Room
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.setup import Setup


Found = TypeVar("Found")
STEPS_OF_BLOCK = 2**22
"""Months of all municipalities' problems in one block: up to some tenths of a second."""


def simulate_records(
    setup: Setup, seed: int, replications: Sequence[int], workers: int, pasts: Pasts | None = None
) -> Iterator[RunRecord]:
    """Yield the record of each replication, bit for bit what the Mesa model gives for it.

    The rules are the model's own, called by name. A subclassed ``DiffusionModel`` or ``Municipality`` cannot run here:
    only a setup comes in, so that a changed behaviour is never replaced by the default in silence.

    Parameters
    ----------
    setup
        From ``build_setup``.
    seed, replications
        Which replications: the numbers of replications, in any order.
    workers
        How many threads simulate at the same time; the records do not depend on it.
    pasts
        Burn-ins from which replications may go on, and where they are left for other policies; the records do not depend
        on them.

    Yields
    ------
    RunRecord
        In the order of ``replications``.

    Raises
    ------
    RunError
        When two solutions of one replication share an identity.
    """
    crew = Crew(setup, seed, pasts)
    for records in crew.shared_out(crew.records, replications, workers):
        yield from records
    if pasts is not None:
        pasts.workspaces[:] = crew.idle


class Crew:
    """What the threads of one call share."""

    def __init__(self, setup: Setup, seed: int, pasts: Pasts | None = None) -> None:
        self.seed, self.ground = seed, prepare_ground(setup)
        self.pasts = pasts_of(pasts, self.ground, setup.calendar.burn_in_months, seed)
        self.room: Room = first_room(self.ground)
        self.sizes: tuple[int, ...] = (0, 0, 0)
        """Cases, solutions and rows of the largest replication so far."""
        self.idle: list[State] = []
        """Workspaces that no thread is using: the next block takes one of them rather than memory anew."""
        self.empty: list[Harvest] = []
        """Memory of blocks that were given back, likewise."""

    def shared_out(self, task: Callable[[Wholes], Found], replications: Sequence[int], workers: int) -> Iterator[Found]:
        """Yield what a task finds of all replications, in order; they are shared out evenly among so many threads."""
        numbers = np.array(replications, dtype=np.int64)
        parts = np.array_split(numbers, self._number_of_blocks(len(numbers), workers))
        if workers == 1 or len(parts) == 1:
            yield from map(task, parts)
            return
        pool = ThreadPoolExecutor(min(workers, len(parts)))
        try:
            yield from pool.map(task, parts)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def records(self, replications: Wholes) -> list[RunRecord]:
        """Simulate some replications and copy what they leave, so that their memory serves the next."""
        block = self.block(replications)
        records = list(block.records())
        self.take_back(block)
        return records

    def _number_of_blocks(self, replications: int, workers: int) -> int:
        steps = max(1, len(self.ground.places) * len(self.ground.fields) * len(self.ground.months))
        most = max(1, STEPS_OF_BLOCK // steps)
        rounds = -(-replications // (most * workers))
        return max(1, min(replications, rounds * workers))

    def record(self, replication: int) -> RunRecord:
        """Simulate one replication."""
        return self.records(np.array([replication], dtype=np.int64))[0]

    def block(self, replications: Wholes) -> Block:
        """Simulate some replications in a workspace of its own; what is too small for them is replaced."""
        harvest = self._harvest(len(replications))
        harvest = (
            self._from_pasts(replications, harvest, self.pasts) if self.pasts else self._whole(replications, harvest)
        )
        return _block(replications, len(self.ground.months), harvest)

    def _whole(self, replications: Wholes, harvest: Harvest) -> Harvest:
        """Simulate replications from their first month on, in one call for as long as there is room."""
        state, done, waiting = self._idle_or_new(), 0, 0
        while (done := perform(state, harvest, replications, SIMULATE, done, waiting, 0, 0, 0)) < len(replications):
            if state.counts[FULL] == 1:
                self.room = self.room.larger(state)
                del state  # so that two workspaces never take up memory at the same time
                state, waiting = workspace(self.ground, self.room, self.seed), 0
            else:
                harvest, waiting = self._larger(harvest, state, done), 1
        self.idle.append(state)
        return harvest

    def _from_pasts(self, replications: Wholes, harvest: Harvest, pasts: PastsOf) -> Harvest:
        """Simulate replications from their pasts on, one by one."""
        for done in range(len(replications)):
            state = self._from_past(replications[done : done + 1], pasts)
            while perform(state, harvest, replications[: done + 1], SIMULATE, done, 1, 0, 0, 0) == done:
                harvest = self._larger(harvest, state, done)
            self.idle.append(state)
            del state  # as above: the next may need a larger one
        return harvest

    def _from_past(self, replication: Wholes, pasts: PastsOf) -> State:
        """Simulate one replication; return the workspace in which it fitted."""
        state = self._idle_or_new()
        while not _went_on(state, replication, pasts):
            self.room = self.room.larger(state)
            del state  # as above
            state = workspace(self.ground, self.room, self.seed)
        return state

    def take_back(self, block: Block) -> None:
        """Let the memory of a block serve another: nobody may look at its arrays any more."""
        self.empty.append(block.memory)

    def _idle_or_new(self) -> State:
        try:
            return self.idle.pop()
        except IndexError:  # not asked for before: another thread may have taken the last one meanwhile
            return self._handed_on() or workspace(self.ground, self.room, self.seed)

    def _handed_on(self) -> State | None:
        """Return a workspace that was left under another policy, if there is one that fits."""
        left = self.pasts.pasts.workspaces if self.pasts else []
        with suppress(IndexError):  # as above
            return handed_on(left.pop(), self.ground, self.seed)
        return None

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


refer = passed_on()
SIMULATE, PAST, FUTURE = -1, -2, -3
"""The tasks of simulating whole replications, and one of them before or from month ``a`` on."""


@entry
def perform(  # noqa: PLR0913, PLR0917 - one entry for all that Python asks for, so that all kernels are compiled once
    state: State, harvest: Harvest, numbers: Wholes, task: int, a: int, b: int, how: int, whom: int, layer: int
) -> int:
    """Do one step of a month, a part of one replication, or simulate replications ``numbers`` from the ``a``-th on.

    Of these, return how many are done, fewer when space has run out; ``b`` is 1 when the first of them has been simulated
    already and only waits for room in the harvest.
    """
    return _performed(refer(state), harvest, numbers, task, a, b, how, whom, layer)


@kernel
def _performed(  # noqa: PLR0913, PLR0917 - as above
    run: State, harvest: Harvest, numbers: Wholes, task: int, a: int, b: int, how: int, whom: int, layer: int
) -> int:
    """Do what ``perform`` is asked for: the one kernel that the entry calls, so that the month is compiled once."""
    if task >= 0:
        return do_task(run, task, a, b, how, whom, layer)
    if task != SIMULATE:
        run.key[0] = replication_key(run.seed[0], numbers[0])
        return simulate_past(run, a) if task == PAST else simulate_future(run, a)
    for number in range(a, numbers.shape[0]):
        if number > a or b == 0:
            run.key[0] = replication_key(run.seed[0], numbers[number])
            if simulate(run) != 0:
                return number
        if not gather(run, harvest, number):
            return number
    return numbers.shape[0]


def _went_on(state: State, replication: Wholes, pasts: PastsOf) -> bool:
    """Bring a workspace to the end of the burn-in and on from there; False when it is too small."""
    past = pasts.find(int(replication[0]))
    if past is not None:
        if not restored(state, past):
            return False
    else:
        if perform(as_if_prizes_matter(state), NO_HARVEST, replication, PAST, pasts.burn_in, 0, 0, 0, 0) != 0:
            return False
        pasts.keep(int(replication[0]), state)
    return perform(state, NO_HARVEST, replication, FUTURE, pasts.burn_in, 0, 0, 0, 0) == 0


def record_of(state: State, replication: int, months: int) -> RunRecord:
    """Return what a run has left after so many months, each of which has been simulated."""
    room = (int(state.counts[pool]) for pool in (CASES, SOLUTIONS, ROWS))
    harvest, number = harvest_for(1, *room), np.array([replication], dtype=np.int64)
    perform(state, harvest, number, SIMULATE, 0, 1, 0, 0, 0)
    (record,) = _block(number, months, harvest).records()
    return record


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


class Operations(NamedTuple):
    """Steps of one replication."""

    solutions: int
    cases: int
    hearings: int
    appraisals: int
    options_weighed: int
    """Known solutions whose promise was worked out in appraisals."""
    exposure_updates: int
    """Somebody's start or end of use told to one listener."""
    clocks: int
    """Waiting times towards hearing that were begun."""
    alarms: int
    """Months in which a clock was to be looked at."""
    extra_probes: int
    """Steps in the table of pairs beyond the first look."""


def operations_of(record: RunRecord, counts: Wholes) -> Operations:
    """Return the steps of the replication that has just ended, from its record and its workspace's counters."""
    aware, appraised = (int(record.monthly[:, column].sum()) for column in (BECAME_AWARE, APPRAISED))
    solutions, cases, options, exposures, clocks, alarms, probes = (
        int(counts[at]) for at in (SOLUTIONS, CASES, OPTIONS, EXPOSURES, CLOCKS, ALARMS, PROBES)
    )
    return Operations(solutions, cases, aware, appraised, options, exposures, clocks, alarms, probes)
