"""Taking the next free record of a pool; when there is none, FULL tells, and the caller repeats with a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import ALARMS, CALLS, FULL, TOUCHES
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.records import FIRST_CALLED, MOST_CALLED, NEXT, NONE, NUMBER

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def take(run: State, pool: int, capacity: int, number: int) -> int:
    """Return the first of so many records in a row, or NONE."""
    at = run.counts[pool]
    if at + number > capacity:
        run.counts[FULL] = 1
        return NONE
    run.counts[pool] = at + number
    return at


@kernel
def call_at(run: State, month: int, clock: int) -> None:
    """Have a clock looked at when others are heard of in a month; what is full is followed by a new call."""
    at = run.due[month]
    if at < 0 or run.calls[at, NUMBER] == MOST_CALLED:
        at = take(run, CALLS, run.calls.shape[0], 1)
        if at < 0:
            return
        run.calls[at, NUMBER], run.calls[at, NEXT], run.due[month] = 0, run.due[month], at
    run.calls[at, FIRST_CALLED + run.calls[at, NUMBER]] = clock
    run.calls[at, NUMBER] += 1
    run.counts[ALARMS] += 1


@kernel
def touch_at(run: State, month: int, solution: int) -> None:
    """Have a solution's broadcast looked at when a month begins."""
    if month < run.months.shape[0]:
        at = take(run, TOUCHES, run.touches.shape[0], 1)
        if at >= 0:
            touch = run.touches[at]
            touch["what"], touch["next"] = solution, run.touched[month]
            run.touched[month] = at
