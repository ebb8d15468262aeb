"""What can be heard of without ties: pushed by its source, on the portal, or made visible by a prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import CLOCKS, MONTH, PORTAL_IS_ON, SOLUTIONS, STRETCH
from diffusion_sim.engine.exposure import (
    ONE_SHOT,
    PORTAL,
    PRIZE,
    PUSH,
    THRESHOLD,
    aim,
    broadcast_clock,
    contact_clock,
    settle,
    wind_up_broadcast,
)  # fmt: skip
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.pairs import slot_of
from diffusion_sim.engine.records import NOTHING_YET, SILENT
from diffusion_sim.engine.settings import awareness_of
from diffusion_sim.rules.awareness import reaches_threshold

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def rebroadcast_touched(run: State) -> None:
    """Look at the solutions whose broadcast may change this month."""
    at = run.touched[run.counts[MONTH]]
    while at >= 0:
        touch = run.touches[at]
        s = touch["what"]
        if run.solutions[s]["live"] == 1 and loudness(run, s) != run.solutions[s]["loud"]:
            rebroadcast(run, s)
        at = touch["next"]


@kernel
def loudness(run: State, s: int) -> int:
    """Return a bit for each way in which a solution can be heard of without ties this month."""
    solution, month = run.solutions[s], run.counts[MONTH]
    loud = PUSH if month < solution["push_until"] else 0
    if solution["documented"] == 1 and solution["first_use"] >= 0 and run.counts[PORTAL_IS_ON] == 1:
        loud |= PORTAL
    return loud | PRIZE if month < solution["visible_until"] else loud


@kernel
def rebroadcast(run: State, s: int) -> None:
    """Set every municipality's clock to a changed broadcast."""
    run.solutions[s]["loud"] = loudness(run, s)
    if run.facts.form >= ONE_SHOT or run.broadcasts[run.counts[STRETCH]] == 0:
        return
    wind_up_broadcast(run, s)
    for m in range(run.places.shape[0]):
        k = broadcast_clock(run, s, m)
        if k >= 0:
            settle(run, k)
            aim(run, k)


@kernel
def waits_for_sources(run: State, s: int) -> bool:
    """Tell whether a broadcast has begun while nobody could hear of it."""
    return run.solutions[s]["loud"] != 0 and run.solutions[s]["first_clock"] < 0


@kernel
def retune(run: State) -> None:
    """Set all clocks to new settings."""
    for k in range(run.counts[CLOCKS]):
        clock = run.clocks[k]
        if clock["due"] != SILENT and run.solutions[clock["solution"]]["live"] == 1:
            settle(run, k)
            aim(run, k)
    for s in range(run.counts[SOLUTIONS]):
        if run.solutions[s]["live"] == 1:
            if loudness(run, s) != run.solutions[s]["loud"] or waits_for_sources(run, s):
                rebroadcast(run, s)
            announce(run, s)


@kernel
def announce(run: State, s: int) -> None:
    """Where the threshold is zero a solution is noticed before anybody runs it."""
    if run.facts.form != THRESHOLD:
        return
    for m in range(run.places.shape[0]):
        share = awareness_of(run.settings[run.counts[STRETCH], m]).threshold_share
        if slot_of(run, s, m) == NOTHING_YET and reaches_threshold(0.0, run.agents[m]["whole_contact"], share):
            k = contact_clock(run, s, m)
            if k >= 0:
                aim(run, k)
