"""Until when problems wait for a look, and for something to happen to the work on them or to what is in operation.

Problems that follow each other share a bound, the first month in which anything can be due for them, so that most need
not be asked. It falls with each earlier month that is entered, and is found anew when their months are gone through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.ahead import soon
from diffusion_sim.engine.kernel import inlined, kernel
from diffusion_sim.engine.records import FAR

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Smalls, State

SHIFT = 5
"""Problems that share a bound: 2**5."""
ASKED = 64
"""Noted problems in a batch that is asked for ahead: of a whole month's in a large country, the first would be gone again."""


def bounds_of(dossiers: int) -> int:
    """Return how many bounds so many problems have."""
    return (dossiers >> SHIFT) + 1


@inlined
def wait(months: Smalls, bounds: Smalls, d: int, until: int) -> None:
    """Let a problem wait until a month."""
    months[d] = until
    bounds[d >> SHIFT] = min(bounds[d >> SHIFT], until)


@inlined
def wait_for_look(run: State, d: int, until: int) -> None:
    """Let a problem wait to be looked at."""
    wait(run.look, run.look_bounds, d, until)


@inlined
def wait_for_work(run: State, d: int, until: int) -> None:
    """Let a problem wait for something to happen to the work under way."""
    run.dossiers[d]["work_due"] = until
    wait(run.event, run.event_bounds, d, min(until, run.dossiers[d]["use_due"]))


@inlined
def wait_for_use(run: State, d: int, until: int) -> None:
    """Let a problem wait for something to happen to what is in operation."""
    run.dossiers[d]["use_due"] = until
    wait(run.event, run.event_bounds, d, min(until, run.dossiers[d]["work_due"]))


@kernel
def note_due(run: State, months: Smalls, bounds: Smalls, month: int) -> int:
    """Note the problems that wait no longer; return how many. Each has to be told anew how long to wait."""
    number = 0
    for block in range(bounds.shape[0]):
        if bounds[block] <= month:
            bound = FAR
            for d in range(block << SHIFT, min((block + 1) << SHIFT, months.shape[0])):
                run.noted[number] = d
                number += months[d] <= month
                bound = min(bound, months[d] if months[d] > month else FAR)
            bounds[block] = bound
    return number


@kernel
def end_of_batch(run: State, first: int, number: int) -> int:
    """Return where a batch of the noted problems ends, and ask for the dossiers of the next: of this, too, if it is the first."""
    last = min(first + ASKED, number)
    for i in range(0 if first == 0 else last, min(last + ASKED, number)):
        soon(run.dossiers, run.noted[i])
    return last


@kernel
def earliest(months: Smalls, bounds: Smalls) -> int:
    """Return the first month in which a problem waits no longer."""
    first = FAR
    for block in range(bounds.shape[0]):
        if bounds[block] < first:
            bound = FAR
            for d in range(block << SHIFT, min((block + 1) << SHIFT, months.shape[0])):
                bound = min(bound, months[d])
            bounds[block], first = bound, min(first, bound)
    return first
