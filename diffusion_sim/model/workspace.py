"""The arrays in which runs unfold: allocated once for each thread, larger when a run asks for it, emptied for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.codes import BOTTOM_LINES, Mode
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.choice import FIRST_REUSE
from diffusion_sim.mechanisms.innovation_leaders import InnovationLeaders
from diffusion_sim.mechanisms.registry import memories
from diffusion_sim.model.environment import draw_latent, draw_settings
from diffusion_sim.model.ledger import (
    ARRIVALS,
    BLOCKS,
    CALLS,
    CASES,
    CLOCKS,
    COUNTERS,
    ENTRIES,
    ERAS,
    FULL,
    NEW_USERS,
    OFFERS,
    ROWS,
    SOLUTIONS,
    TOUCHES,
    WIDTH,
)
from diffusion_sim.model.many_draws import BATCH, LANE, MOST_CONSIDERED
from diffusion_sim.model.memory import LINE, on_lines
from diffusion_sim.model.outlook import OUTLOOK_WIDTH
from diffusion_sim.model.pairs import BLOCK, FEW, forget_all
from diffusion_sim.model.problem_files import bounds_of, file_of, open_file
from diffusion_sim.model.prospects import FIELDS, TERMS
from diffusion_sim.model.records import (
    AGENT,
    ARRIVAL,
    CASE,
    CLOCK,
    ERA,
    EVENT,
    FAR,
    HOME,
    INTENTION,
    MOST_CALLED,
    NONE,
    OFFER,
    PROBLEM_FILE,
    SOLUTION,
)
from diffusion_sim.model.state import Ground, State

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.generic]

ROOM = 4
"""A pool that turned out too small is made so many times as large."""
MET = 2
"""Blocks of municipalities that come to hear of a solution where nothing shows it to all; a larger table is slower."""

FILLED = {
    "eras": ERAS, "arrivals": ARRIVALS, "arrival_order": ARRIVALS, "cases": CASES, "offers": OFFERS, "terms": OFFERS,
    "solutions": SOLUTIONS, "shares": SOLUTIONS, "drawbacks": SOLUTIONS, "slots": BLOCKS, "block_keys": BLOCKS,
    "clocks": CLOCKS, "calls": CALLS, "touches": TOUCHES, "new_users": NEW_USERS, "entries": ENTRIES,
    "rows": ROWS, "row_months": ROWS,
}  # fmt: skip
"""Arrays that hold something only up to a counter."""


class Room(NamedTuple):
    """Sizes of the pools whose need nobody knows before the run."""

    cases: int
    solutions: int
    clocks: int
    calls: int
    touches: int
    blocks: int
    eras: int
    arrivals: int
    offers: int

    def fuller_than(self, share: float, state: State) -> tuple[bool, ...]:
        """Tell of each pool whether it is, or next time could be, fuller than a share."""
        used = (int(state.counts[pool]) + len(state.places) for pool in POOLS)
        return tuple(taken > share * size for size, taken in zip(self, used, strict=True))

    def larger(self, state: State, share: float = 0.5) -> Room:
        """Return more space for each pool that is fuller than a share."""
        full = self.fuller_than(share, state)
        return Room(*(size * ROOM if more else size for size, more in zip(self, full, strict=True)))


POOLS = (CASES, SOLUTIONS, CLOCKS, CALLS, TOUCHES, BLOCKS, ERAS, ARRIVALS, OFFERS)


def first_room(ground: Ground) -> Room:
    """Return sizes that do for most scenarios of this country and length, also with a portal.

    A pool that is outgrown costs another simulation of the same replication; room that is not used is never touched.
    """
    files, years = len(ground.places) * len(ground.fields), len(ground.months) // 12 + 1
    solutions, eras = 1024 + files * years // 6, 64 + 2 * len(ground.fields) * (1 + years // 10)
    of_all = -(-len(ground.places) // BLOCK)
    blocks = (of_all if of_all <= FEW else MET) * solutions
    clocks = 8192 + 6 * files * years
    calls = len(ground.months) + clocks // MOST_CALLED
    return Room(4096 + 3 * files * years, solutions, clocks, calls, 4 * solutions, blocks, eras, 2 * eras,
                1024 + 24 * files)  # fmt: skip


def _table_size(blocks: int) -> int:
    """Return a power of two that leaves at least half of a table free."""
    return 1 << max(2 * blocks - 1, 1).bit_length()


def workspace(ground: Ground, room: Room, seed: int) -> State:
    """Allocate the state of a run."""
    n, problems, months = len(ground.places), len(ground.fields), len(ground.months)
    files, fields = n * problems, int(ground.fields.max(initial=-1)) + 1
    listeners = _most_listeners(ground)
    options = FIRST_REUSE + 3 * MOST_CONSIDERED + BATCH
    most = max(files, n, room.cases, room.arrivals) + 1
    return State(
        *ground,
        seed=np.array([seed], dtype=np.uint64),
        key=np.zeros(1, dtype=np.uint64),
        eras=np.empty(room.eras, dtype=ERA),
        first_era=np.zeros(problems + 1, dtype=np.int64),
        arrivals=np.empty(room.arrivals, dtype=ARRIVAL),
        arrival_order=np.empty(room.arrivals, dtype=np.int64),
        settings=np.empty_like(ground.policy),
        portals=np.zeros(len(ground.policy), dtype=np.int64),
        broadcasts=np.zeros(len(ground.policy), dtype=np.int64),
        outlooks=np.zeros((n, len(Mode), OUTLOOK_WIDTH)),
        agents=np.zeros(n, dtype=AGENT),
        files=on_lines(files, PROBLEM_FILE),
        lines=np.zeros((files, len(BOTTOM_LINES))),
        busy=np.zeros((n, fields), dtype=np.int64),
        freed=np.zeros((n, fields), dtype=np.int64),
        answers=np.empty(files, dtype=np.int32),
        look=np.empty(files, dtype=np.int32),
        look_bounds=np.empty(bounds_of(files), dtype=np.int32),
        event=np.empty(files, dtype=np.int32),
        event_bounds=np.empty(bounds_of(files), dtype=np.int32),
        present_era=np.zeros(problems, dtype=np.int64),
        users=np.zeros(problems, dtype=np.int64),
        cases=on_lines(room.cases, CASE),
        solutions=on_lines(room.solutions, SOLUTION),
        newest=np.empty(problems, dtype=np.int64),
        shares=np.empty((room.solutions, len(BOTTOM_LINES))),
        drawbacks=np.empty((room.solutions, len(BOTTOM_LINES))),
        slots=on_lines(room.blocks * BLOCK, np.dtype(np.int32)).reshape(-1, BLOCK),
        block_keys=np.empty(room.blocks, dtype=np.int64),
        homes=np.zeros(_table_size(room.blocks), dtype=HOME),
        age=np.zeros(1, dtype=np.int64),
        clocks=on_lines(room.clocks, CLOCK),
        calls=on_lines(room.calls * LINE, np.dtype(np.uint8)).view(np.int32).reshape(room.calls, -1),
        due=np.empty(months + 1, dtype=np.int32),
        touches=np.empty(room.touches, dtype=EVENT),
        touched=np.empty(months + 1, dtype=np.int32),
        intentions=np.zeros(files + 1, dtype=INTENTION),
        applications=np.empty(files + 1, dtype=np.int32),
        noted=np.empty(files, dtype=np.int64),
        on_the_way=np.empty(files, dtype=np.int64),
        new_users=np.empty(room.cases, dtype=np.int32),
        begun=np.empty(files + 1, dtype=np.int32),
        entries=np.empty(room.cases, dtype=np.int32),
        table=np.zeros((FIRST_REUSE + 3 * MOST_CONSIDERED, TERMS)),
        offers=on_lines(room.offers, OFFER),
        terms=on_lines(room.offers * 4 * LINE, np.dtype(np.uint8)).view(np.float64).reshape(room.offers, -1),
        situations=np.full((2 * n, FIELDS), np.nan),
        versions=np.zeros(2 * n, dtype=np.int64),
        own_terms=np.empty((files, TERMS + 1)),
        outcome=np.zeros(6, dtype=np.int64),
        gap=np.zeros(1),
        looked_at=np.empty(MOST_CONSIDERED, dtype=np.int32),
        close_look=np.empty(MOST_CONSIDERED, dtype=np.int32),
        promises=np.empty(MOST_CONSIDERED),
        tastes=np.zeros(options),
        lasting=np.zeros(options, dtype=np.uint64),
        yearly=np.zeros(options, dtype=np.uint64),
        lasting_of=np.zeros(4 * LANE, dtype=np.uint64),
        yearly_of=np.zeros(4 * LANE, dtype=np.uint64),
        entities=np.zeros(LANE, dtype=np.uint64),
        ringing=np.zeros(LANE, dtype=np.int64),
        codes=np.zeros(max(n, listeners, LANE) + BATCH, dtype=np.int64),
        from_whom=np.zeros(LANE),
        signals=np.zeros(LANE),
        fits=np.zeros(LANE),
        drawn=np.zeros(max(n, listeners) + BATCH),
        told=np.empty(listeners, dtype=np.int64),
        told_weights=np.empty(listeners),
        keys=np.empty(most),
        order=np.empty(most, dtype=np.int64),
        scratch=np.empty(most, dtype=np.int64),
        by_solution=np.empty(room.solutions + 1, dtype=np.int64),
        by_row=np.empty(n + 1, dtype=np.int64),
        effort=np.zeros(5),
        now=np.zeros(WIDTH),
        rows=np.zeros((months, WIDTH)),
        row_months=np.zeros(months, dtype=np.int64),
        counts=np.zeros(COUNTERS, dtype=np.int64),
        memories=np.zeros((n, len(memories("municipality")))),
        project_memories=np.zeros((files, len(memories("project")))),
        innovation_leaders=np.zeros((n, len(InnovationLeaders._fields))),
    )


OF_POLICY = ("settings", "portals", "broadcasts")
"""Drawn anew for each policy; their length is its number of policy periods."""


def _most_listeners(of: Ground | State) -> int:
    """Return how many hear from one municipality at most, and one."""
    return int((of.places["last_listener"] - of.places["first_listener"]).max(initial=0)) + 1


def handed_on(state: State, ground: Ground, seed: int) -> State | None:
    """Return a workspace in which another policy of the same country can be simulated; None where it has other sizes."""
    sizes = ((len(of.places), len(of.months), _most_listeners(of)) for of in (state, ground))
    if len(set(sizes)) > 1 or not np.array_equal(state.fields, ground.fields):
        return None
    policy_periods = len(ground.policy)
    state.seed[0], state.counts[FULL] = seed, 1  # so that all is made ready anew
    return state._replace(
        **ground._asdict(),
        settings=np.empty_like(ground.policy),
        portals=np.zeros(policy_periods, dtype=np.int64),
        broadcasts=np.zeros(policy_periods, dtype=np.int64),
    )


def grown(state: State, room: Room) -> State:
    """Return a larger workspace in which a run can go on; its table of blocks has to be filled anew."""
    larger = workspace(Ground._make(state[: len(Ground._fields)]), room, 0)
    for name in State._fields[len(Ground._fields) :]:
        if name != "homes":
            before = filled(state, name)
            getattr(larger, name)[tuple(map(slice, before.shape))] = before
    return larger


def filled(state: State, name: str) -> Array:
    """Return the part of an array that holds something."""
    array: Array = getattr(state, name)
    return array[: int(state.counts[FILLED[name]])] if name in FILLED else array


@kernel
def reset(run: State) -> None:
    """Make everything ready for the replication whose key the run has."""
    is_new = run.age[0] == 0 or run.counts[FULL] == 1
    if is_new or run.facts.settings_stay == 0:
        draw_settings(run, 0)
    cases = run.counts[CASES]
    whole = is_new or run.facts.only_cases_change == 0
    for counter in range(COUNTERS):
        run.counts[counter] = 0
    _empty_sums(run)
    draw_latent(run)
    if run.counts[FULL] == 1:
        return
    if whole:
        for m in range(run.agents.shape[0]):
            _empty_municipality(run, m)
        for d in range(run.files.shape[0]):
            _empty_file(run, d)
        return
    for c in range(cases):
        _empty_municipality(run, run.cases[c]["row"])
        _empty_file(run, file_of(run, c))


@kernel
def _empty_sums(run: State) -> None:
    run.now[:] = 0.0
    run.effort[:] = 0.0
    run.present_era[:] = 0
    run.users[:] = 0
    run.newest[:] = NONE
    forget_all(run)
    run.due[:] = NONE
    run.look_bounds[:] = FAR
    run.event_bounds[:] = FAR
    run.touched[:] = NONE


@kernel
def _empty_municipality(run: State, m: int) -> None:
    agent = run.agents[m]
    agent["recognition"], agent["times_reused"], agent["failures"] = 0.0, 0, 0
    agent["whole_contact"] = run.places[m]["whole_contact"]
    agent["log_skill"], agent["frustration"] = 0.0, 0.0
    agent["version"], agent["experience"] = 0, 0
    for at in range(run.memories.shape[1]):
        run.memories[m, at] = 0.0
    for field in range(run.busy.shape[1]):
        run.busy[m, field], run.freed[m, field] = 0, NONE


@kernel
def _empty_file(run: State, d: int) -> None:
    run.files[d]["outdated"], run.files[d]["use_due"] = NONE, FAR
    open_file(run, d)
