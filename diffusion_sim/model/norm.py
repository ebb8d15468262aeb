"""The norm that stigma hangs on (R4 p. 7): what tied municipalities lately implemented, and how much of it was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.registry import place_of_memory
from diffusion_sim.mechanisms.stigma import STILL_LATELY, copied_share
from diffusion_sim.model.ledger import MONTH
from diffusion_sim.model.records import COPY

if TYPE_CHECKING:
    from diffusion_sim.model.state import State

USED, COPIED, NORM = (place_of_memory("municipality", name) for name in ("used_lately", "copied_lately", "norm"))


@kernel
def note_for_norm(run: State, m: int, mode: int) -> None:
    """Keep that something was implemented, where anybody goes by it."""
    if run.facts.every_month_moves == 1:
        run.memories[m, USED] += 1.0
        run.memories[m, COPIED] += 1.0 if mode == COPY else 0.0


@kernel
def feel_norm(run: State) -> None:
    """Let what was implemented recede by a month, then let everybody look around, for the decisions of the next month."""
    if run.facts.every_month_moves == 0:
        return
    for m in range(run.places.shape[0]):
        run.memories[m, USED] *= STILL_LATELY
        run.memories[m, COPIED] *= STILL_LATELY
    for m in range(run.places.shape[0]):
        run.memories[m, NORM] = _copied_around(run, m)


@kernel
def _copied_around(run: State, m: int) -> float:
    place, used, copied = run.places[m], 0.0, 0.0
    for at in range(place["first_tie"], place["last_tie"]):
        tie = run.ties[at]
        if tie["since"] <= run.counts[MONTH]:
            used += tie["weight"] * run.memories[tie["row"], USED]
            copied += tie["weight"] * run.memories[tie["row"], COPIED]
    return copied_share(copied, used)
