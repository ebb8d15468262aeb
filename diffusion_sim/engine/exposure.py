"""Clocks towards hearing: they change only when somebody starts or stops running, or a broadcast changes.

Weights are dyadic, so adding and subtracting them gives the same exposure as a fresh sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import BROADCAST, HEARING
from diffusion_sim.engine.ahead import soon
from diffusion_sim.engine.batches import draw_resistances
from diffusion_sim.engine.clocks import months_to_strike
from diffusion_sim.engine.columns import CLOCKS, EFFECTIVE, EXPOSURES, MONTH, STRETCH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.pairs import is_known, lay_out, put_slot, slot_of
from diffusion_sim.engine.records import FAR, KNOWN_ALREADY, NONE, NOTHING_YET, SILENT
from diffusion_sim.engine.settings import awareness_of, external_of, portal_of, prize_of
from diffusion_sim.engine.space import call_at, take
from diffusion_sim.rules.awareness import broadcast_hazard, contact_hazard, hazard_of_probability, reaches_threshold

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

FORMS = ("hazard", "probability", "one_shot", "threshold")
HAZARD, PROBABILITY, ONE_SHOT, THRESHOLD = range(4)
PUSH, PORTAL, PRIZE = 1, 2, 4
"""Bits of a solution's ``loud``."""


@kernel
def shift_exposure(run: State, row: int, s: int, sign: float) -> None:
    """Tell the listeners of a municipality that it has started (1) or stopped (-1) to run a solution."""
    if run.facts.form == ONE_SHOT:
        return
    first_new = run.counts[CLOCKS]
    told = _tell(run, row, s)
    if run.facts.form != THRESHOLD:
        draw_resistances(run, s, first_new, HEARING)
    last = last_month(run, run.solutions[s]["problem"])
    for i in range(told):
        k = run.told[i]
        settle(run, k)
        run.clocks[k]["exposure"] += sign * run.told_weights[i]
        aim_before(run, k, last)


@kernel
def _tell(run: State, row: int, s: int) -> int:
    """Collect the clocks of those listeners who do not know a solution; return how many there are."""
    place, told = run.places[row], 0
    for at in range(place["first_listener"], place["last_listener"]):
        listener = run.listeners[at]
        run.counts[EXPOSURES] += 1
        if listener["since"] > run.counts[MONTH]:
            continue
        k = _clock_of(run, s, listener["row"])
        if k >= 0:
            soon(run.clocks, k)
            run.told[told], run.told_weights[told] = k, listener["weight"]
            told += 1
    return told


@kernel
def contact_clock(run: State, s: int, m: int) -> int:
    """Return the clock of an unknown solution, a new one if there is none; NONE without space."""
    first_new = run.counts[CLOCKS]
    k = _clock_of(run, s, m)
    draw_resistances(run, s, first_new, HEARING)
    return k


@kernel
def _clock_of(run: State, s: int, m: int) -> int:
    """Return the clock of a solution, a new one without resistance if there is none; NONE if known or without space."""
    slot = slot_of(run, s, m)
    if slot != NOTHING_YET:
        return slot - 1 if slot > 0 else NONE
    k = take(run, CLOCKS, run.clocks.shape[0], 1)
    if k >= 0:
        wind_up(run, k, s, m, HEARING)
        put_slot(run, s, m, k + 1)
    return k


@kernel
def wind_up(run: State, k: int, s: int, m: int, stream: int) -> None:
    """Set up a new clock, all but its resistance."""
    clock = run.clocks[k]
    clock["accumulated"], clock["hazard"], clock["exposure"] = 0.0, 0.0, 0.0
    clock["solution"], clock["row"], clock["by_contact"] = s, m, 1 if stream == HEARING else 0
    clock["since"], clock["due"] = run.counts[EFFECTIVE], FAR


@kernel
def silence(run: State, s: int, m: int) -> None:
    """Note that a solution becomes known, and stop its clocks."""
    slot, first = put_slot(run, s, m, KNOWN_ALREADY), run.solutions[s]["first_clock"]
    if slot > 0:
        run.clocks[slot - 1]["due"] = SILENT
    if first >= 0:
        run.clocks[first + m]["due"] = SILENT


@kernel
def settle(run: State, k: int) -> None:
    """Bring a clock up to date under the hazard that it has had."""
    clock, now = run.clocks[k], run.counts[EFFECTIVE]
    clock["accumulated"] += clock["hazard"] * (now - clock["since"])
    clock["since"] = now


@kernel
def aim(run: State, k: int) -> None:
    """Work out a settled clock's new hazard and the month in which it strikes."""
    aim_before(run, k, last_month(run, run.solutions[run.clocks[k]["solution"]]["problem"]))


@kernel
def aim_before(run: State, k: int, last: int) -> None:
    """Do so where ``last`` is the first month in which it can no longer strike."""
    clock, now = run.clocks[k], run.counts[EFFECTIVE]
    m = clock["row"]
    if run.facts.form == THRESHOLD:
        share = awareness_of(run.settings[run.counts[STRETCH], m]).threshold_share
        reached = reaches_threshold(clock["exposure"], run.agents[m]["whole_contact"], share)
        due = now if reached else FAR
    else:
        clock["hazard"] = hazard(run, k)
        due = now - 1 + months_to_strike(clock["accumulated"], clock["hazard"], clock["resistance"])
    if due >= last:
        due = FAR
    if due != clock["due"]:
        clock["due"] = due
        if due != FAR:
            call_at(run, due, k)


@kernel
def hazard(run: State, k: int) -> float:
    """Return the hazard per month of hearing that a clock now has."""
    clock = run.clocks[k]
    s, m = clock["solution"], clock["row"]
    contact = awareness_of(run.settings[run.counts[STRETCH], m]).contact_per_month
    if run.facts.form == PROBABILITY:
        push, portal, prize = broadcast(run, s, m)
        everything = broadcast_hazard(push, portal, prize) + contact * clock["exposure"]
        return hazard_of_probability(everything)
    if clock["by_contact"] == 1:
        return contact_hazard(contact, clock["exposure"])
    push, portal, prize = broadcast(run, s, m)
    return broadcast_hazard(push, portal, prize)


@kernel
def broadcast(run: State, s: int, m: int) -> tuple[float, float, float]:
    """Return the hazards at which a municipality hears of a solution without ties."""
    row, loud = run.settings[run.counts[STRETCH], m], run.solutions[s]["loud"]
    push = external_of(row).push_per_month if loud & PUSH else 0.0
    portal = portal_of(row).hearing_per_month if loud & PORTAL else 0.0
    prize = prize_of(row).visibility_per_month if loud & PRIZE else 0.0
    return push, portal, prize


@kernel
def last_month(run: State, problem: int) -> int:
    """Return the first month in which nothing can be heard of a problem's present answers."""
    months = run.months.shape[0]
    if problem >= run.facts.drawn_problems:
        return months
    return min(months, run.eras[run.first_era[problem] + run.present_era[problem]]["end"])


@kernel
def broadcast_clock(run: State, s: int, m: int) -> int:
    """Return the clock towards hearing without ties; NONE when the solution is known or space has run out."""
    if run.facts.form == PROBABILITY:
        return contact_clock(run, s, m)
    first = run.solutions[s]["first_clock"]
    return first + m if first >= 0 and run.clocks[first + m]["due"] != SILENT else NONE


@kernel
def wind_up_broadcast(run: State, s: int) -> None:
    """Set up a clock in every municipality for a solution that becomes loud for the first time."""
    n = run.places.shape[0]
    if run.facts.form == HAZARD and run.solutions[s]["first_clock"] < 0:
        if run.solutions[s]["first_block"] < 0:
            lay_out(run, s)
        first = take(run, CLOCKS, run.clocks.shape[0], n)
        run.solutions[s]["first_clock"] = first
        if first >= 0:
            for m in range(n):
                wind_up(run, first + m, s, m, BROADCAST)
                if is_known(run, s, m):
                    run.clocks[first + m]["due"] = SILENT
            draw_resistances(run, s, first, BROADCAST)
