"""Ties that begin during a run, where training makes them (R21): one hears at once of all that the other runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import MONTH
from diffusion_sim.engine.exposure import ONE_SHOT, aim, contact_clock, settle
from diffusion_sim.engine.kernel import kernel, whole

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def begin_ties(run: State) -> None:
    """Begin the ties of this month."""
    if run.counts[MONTH] == 0:
        return
    for m in range(run.places.shape[0]):
        for at in range(run.places[m]["first_listener"], run.places[m]["last_listener"]):
            if run.listeners[at]["since"] == run.counts[MONTH]:
                _begin_tie(run, m, at)


@kernel
def _begin_tie(run: State, m: int, at: int) -> None:
    listener, problems = run.listeners[at], run.fields.shape[0]
    run.agents[listener["row"]]["whole_contact"] += listener["weight"]
    if run.facts.form == ONE_SHOT:
        return
    for d in range(m * problems, (m + 1) * problems):
        s = whole(run.answers[d])
        if s >= 0:
            k = contact_clock(run, s, whole(listener["row"]))
            if k >= 0:
                settle(run, k)
                run.clocks[k]["exposure"] += listener["weight"]
                aim(run, k)
