"""The steps of a month one by one, for the driver that stops between them."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.model.committing import commit_all
from diffusion_sim.model.considering import (
    consider_next,
    decide,
    has_capacity,
    note_looks,
    note_looks_of,
    weigh,
    window,
)
from diffusion_sim.model.hearing import end_listening, hear, listen
from diffusion_sim.model.institutions import award_prize, decide_grants, rank_applications
from diffusion_sim.model.ledger import INTENTIONS
from diffusion_sim.model.memory import whole
from diffusion_sim.model.month import begin_month, end_month, wear
from diffusion_sim.model.pairs import enter_blocks_anew
from diffusion_sim.model.problem_files import look_later
from diffusion_sim.model.projects import do_work, do_work_of
from diffusion_sim.model.prospects import prospect, viewer_of
from diffusion_sim.model.workspace import reset

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


class Task(IntEnum):
    """What the driver that goes step by step can ask for."""

    RESET = 0
    BEGIN = 1
    """Begin month ``a``."""
    LISTEN = 2
    """Everybody, or the municipality in row ``a``."""
    END_LISTENING = 3
    NOTE_LOOKS = 4
    NOTE_LOOKS_OF = 5
    NEXT_APPRAISAL = 6
    """Decide about place ``a`` of ``b`` noted problem files (from 1; 0 to begin), and weigh what comes after it."""
    WINDOW = 7
    """Of problem file ``a``; likewise below."""
    HAS_CAPACITY = 8
    WEIGH = 9
    DECIDE = 10
    LOOK_LATER = 11
    DECIDE_GRANTS = 12
    COMMIT = 13
    """As LISTEN."""
    WORK = 14
    WORK_OF = 15
    WEAR = 16
    AWARD = 17
    END = 18
    HEAR = 19
    """Of solution ``a`` in row ``b``: how, from whom (code) and over which layer."""
    BLOCKS = 20
    NO_INTENTIONS = 21
    RANK_GRANTS = 22
    """Mark who would win, and return how many have applied."""
    SEE = 23
    """Write what is seen of the solution of case ``a`` into ``keys``."""


@kernel
def do_task(  # noqa: C901, PLR0912 - a table of steps
    run: State, task: int, a: int, b: int, how: int, whom: int, layer: int
) -> int:
    """Do one step of a month; return its number, or 0."""
    if task == Task.RESET:
        reset(run)
    elif task == Task.BEGIN:
        begin_month(run, a)
    elif task == Task.LISTEN:
        listen(run, a)
    elif task == Task.END_LISTENING:
        end_listening(run)
    elif task == Task.WORK:
        do_work(run)
    elif task == Task.WEAR:
        wear(run)
    elif task == Task.AWARD:
        award_prize(run)
    elif task == Task.END:
        end_month(run)
    elif task == Task.DECIDE_GRANTS:
        decide_grants(run)
    elif task == Task.COMMIT:
        commit_all(run, a)
    elif task == Task.WORK_OF:
        do_work_of(run, a)
    elif task == Task.HEAR:
        return hear(run, a, b, how, whom, layer)
    elif task == Task.RANK_GRANTS:
        return rank_applications(run)
    elif task == Task.SEE:
        _see(run, a)
    elif task == Task.BLOCKS:
        enter_blocks_anew(run)
    else:
        return _look(run, task, a, b)
    return 0


@kernel
def _see(run: State, c: int) -> None:
    seen = prospect(run, c, viewer_of(run, whole(run.cases[c]["row"])))
    for at in range(len(seen)):
        run.keys[at] = seen[at]


@kernel
def _look(run: State, task: int, a: int, b: int) -> int:
    """Do one step of considering."""
    if task == Task.NO_INTENTIONS:
        run.counts[INTENTIONS] = 0
    elif task == Task.NOTE_LOOKS:
        return note_looks(run)
    elif task == Task.NOTE_LOOKS_OF:
        return note_looks_of(run, a)
    elif task == Task.NEXT_APPRAISAL:
        return consider_next(run, a, b)
    elif task == Task.WINDOW:
        return window(run, a)
    elif task == Task.HAS_CAPACITY:
        return 1 if has_capacity(run, a) else 0
    elif task == Task.WEIGH:
        weigh(run, a)
    elif task == Task.DECIDE:
        decide(run, a)
        look_later(run, a)
    elif task == Task.LOOK_LATER:
        look_later(run, a)
    return 0
