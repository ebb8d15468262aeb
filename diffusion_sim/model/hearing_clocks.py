"""Clocks towards hearing: they change only when somebody starts or stops running, or a broadcast changes.

This is the one phase in which visiting everything each month would cost: its clocks wait in a queue by month. Weights are
dyadic, so adding and subtracting them gives the same exposure as a fresh sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws import threshold
from diffusion_sim.draws.streams import BROADCAST, HEARING
from diffusion_sim.exact import value_grid
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.awareness import (
    broadcast_hazard,
    contact_hazard,
    hazard_of_probability,
    reaches_threshold,
)
from diffusion_sim.mechanisms.outside_sources import PUSH_MONTHS
from diffusion_sim.mechanisms.sharing import travelling
from diffusion_sim.model.hazards import months_to_strike
from diffusion_sim.model.ledger import (
    ALARMS,
    CALLS,
    CLOCKS,
    EFFECTIVE,
    EXPOSURES,
    MONTH,
    PERIOD,
    PORTAL_IS_ON,
    SOLUTIONS,
    TOUCHES,
    VERSION,
    take,
)
from diffusion_sim.model.many_draws import draw_thresholds
from diffusion_sim.model.memory import soon, whole
from diffusion_sim.model.pairs import is_known, lay_out, put_slot, slot_of
from diffusion_sim.model.records import (
    FAR,
    FIRST_CALLED,
    KNOWN_ALREADY,
    MOST_CALLED,
    NEXT,
    NONE,
    NOTHING_YET,
    NUMBER,
    SILENT,
)
from diffusion_sim.model.setting_rows import awareness_of, external_of, portal_of, prize_of, sharing_of

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def runs(run: State, m: int, s: int) -> bool:
    """Tell whether a municipality runs a solution for the present form of its problem."""
    return run.answers[m * run.fields.shape[0] + run.solutions[s]["problem"]] == s


@kernel
def share_running(run: State, m: int, s: int) -> float:
    """Return the share of contact that runs one solution."""
    place, total = run.places[m], 0.0
    for at in range(place["first_tie"], place["last_tie"]):
        if run.ties[at]["since"] <= run.counts[MONTH] and runs(run, run.ties[at]["row"], s):
            total += run.ties[at]["weight"]
    whole_contact = run.agents[m]["whole_contact"]
    return total / (whole_contact if whole_contact > 0.0 else 1.0)


@kernel
def success_around(run: State, m: int, s: int) -> tuple[float, float]:
    """Return the share of contact that runs one solution, and the mean net benefit of those users (0 without any)."""
    place, weights, worth = run.places[m], 0.0, 0.0
    for at in range(place["first_tie"], place["last_tie"]):
        tie = run.ties[at]
        if tie["since"] <= run.counts[MONTH] and runs(run, tie["row"], s):
            use = run.files[tie["row"] * run.fields.shape[0] + run.solutions[s]["problem"]]["in_use"]
            weights += tie["weight"]
            worth += value_grid(tie["weight"] * run.cases[use]["net_benefit"])
    if weights == 0.0:
        return 0.0, 0.0
    whole_contact = run.agents[m]["whole_contact"]
    return weights / (whole_contact if whole_contact > 0.0 else 1.0), worth / weights


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
        draw_thresholds(run, s, first_new, HEARING)
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
    draw_thresholds(run, s, first_new, HEARING)
    return k


@kernel
def _clock_of(run: State, s: int, m: int) -> int:
    """Return the clock of a solution, a new one without threshold if there is none; NONE if known or without space."""
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
    """Set up a new clock, all but its threshold."""
    clock = run.clocks[k]
    clock["accumulated"], clock["hazard"], clock["exposure"] = 0.0, 0.0, 0.0
    clock["solution"], clock["row"], clock["by_contact"] = s, m, 1 if stream == HEARING else 0
    clock["since"], clock["due"], clock["missed"] = run.counts[EFFECTIVE], FAR, 0


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
        share = awareness_of(run.settings[run.counts[PERIOD], m]).threshold_share
        reached = reaches_threshold(clock["exposure"], run.agents[m]["whole_contact"], share)
        due = now if reached else FAR
    else:
        clock["hazard"] = hazard(run, k)
        due = now - 1 + months_to_strike(clock["accumulated"], clock["hazard"], clock["threshold"])
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
    contact = contact_rate(run, s, m)
    if run.facts.form == PROBABILITY:
        push, portal, prize = broadcast(run, s, m)
        everything = broadcast_hazard(push, portal, prize) + contact * clock["exposure"]
        return hazard_of_probability(everything)
    if clock["by_contact"] == 1:
        return contact_hazard(contact, clock["exposure"])
    push, portal, prize = broadcast(run, s, m)
    return broadcast_hazard(push, portal, prize)


@kernel
def contact_rate(run: State, s: int, m: int) -> float:
    """Return the hazard of hearing of a solution when all contacts run it; less when nobody has documented it."""
    row, documented = run.settings[run.counts[PERIOD], m], whole(run.solutions[s]["documented"])
    return travelling(awareness_of(row).contact_per_month, documented, sharing_of(row).undocumented_contact)


@kernel
def attention(run: State, m: int) -> float:
    """Return the share of a prize's attention that reaches a municipality: all of it where it takes part."""
    outside = prize_of(run.settings[run.counts[PERIOD], m]).attention_outside
    return 1.0 if run.places[m]["in_prize_scope"] == 1 else outside


@kernel
def broadcast(run: State, s: int, m: int) -> tuple[float, float, float]:
    """Return the hazards at which a municipality hears of a solution without ties."""
    row, loud = run.settings[run.counts[PERIOD], m], run.solutions[s]["loud"]
    push = external_of(row).push_per_month if loud & PUSH else 0.0
    portal = portal_of(row).hearing_per_month if loud & PORTAL else 0.0
    prize = 0.0
    if loud & PRIZE:
        prize = prize_of(row).visibility_per_month * attention(run, m)
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
            draw_thresholds(run, s, first, BROADCAST)


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
    if run.facts.form >= ONE_SHOT or run.broadcasts[run.counts[PERIOD]] == 0:
        return
    wind_up_broadcast(run, s)
    for m in range(run.places.shape[0]):
        k = broadcast_clock(run, s, m)
        if k >= 0:
            settle(run, k)
            aim(run, k)


@kernel
def push_centrally(run: State, s: int) -> None:
    """Let the centre document and push a municipal solution from next month on (R9)."""
    solution = run.solutions[s]
    solution["promoted"] = run.counts[EFFECTIVE]
    solution["push_until"] = run.counts[EFFECTIVE] + PUSH_MONTHS
    touch_at(run, run.counts[EFFECTIVE], s)
    touch_at(run, whole(solution["push_until"]), s)
    run.counts[VERSION] += 1
    if solution["documented"] == 0:
        solution["documented"] = 1
        _tell_of_documentation(run, s)


@kernel
def _tell_of_documentation(run: State, s: int) -> None:
    """Set the clocks of contact to what is now documented."""
    for m in range(run.places.shape[0]):
        slot = slot_of(run, s, m)
        if slot > 0:
            settle(run, slot - 1)
            aim(run, slot - 1)


@kernel
def miss(run: State, k: int) -> None:
    """Let what a tie told of be missed: the clock begins anew next month."""
    clock = run.clocks[k]
    clock["missed"] += 1
    clock["accumulated"], clock["since"] = 0.0, run.counts[MONTH] + 1
    identity, code = run.solutions[clock["solution"]]["identity"], run.places[clock["row"]]["code"]
    clock["threshold"] = threshold(run.key[0], identity, code, HEARING, clock["missed"])
    due = run.counts[MONTH] + months_to_strike(0.0, clock["hazard"], clock["threshold"])
    clock["due"] = due if due < last_month(run, run.solutions[clock["solution"]]["problem"]) else FAR
    if clock["due"] != FAR:
        call_at(run, due, k)


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
        share = awareness_of(run.settings[run.counts[PERIOD], m]).threshold_share
        if slot_of(run, s, m) == NOTHING_YET and reaches_threshold(0.0, run.agents[m]["whole_contact"], share):
            k = contact_clock(run, s, m)
            if k >= 0:
                aim(run, k)


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
