"""Hearing of solutions (R1, R9): the clocks that strike this month, in every form of awareness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import ONE_SHOT as ONE_SHOT_STREAM
from diffusion_sim.engine.ahead import soon
from diffusion_sim.engine.batches import LANE, draw_luck, draw_uniforms_of, draw_whom
from diffusion_sim.engine.cases import open_case
from diffusion_sim.engine.columns import HEARD, MONTH, NEW_USERS, STRETCH
from diffusion_sim.engine.contact import runs
from diffusion_sim.engine.exposure import HAZARD, ONE_SHOT, broadcast, silence
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import solution_identity
from diffusion_sim.engine.offers import known_here
from diffusion_sim.engine.pairs import ask_for_slot, is_known
from diffusion_sim.engine.records import FIRST_CALLED, MOST_CALLED, NEXT, NONE, NUMBER
from diffusion_sim.engine.settings import awareness_of, external_of, solutions_of
from diffusion_sim.engine.waiting import wait_for_look
from diffusion_sim.engine.weighing import worth_of
from diffusion_sim.rules.awareness import one_shot_probability
from diffusion_sim.rules.codes import Heard
from diffusion_sim.rules.fit import context_distance, fit_share

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

CONTACT, LOUDEST = int(Heard.CONTACT), int(Heard.PUSH)


@kernel
def listen(run: State) -> None:
    """Let everybody hear of what others ran at the end of last month."""
    if run.facts.form == ONE_SHOT:
        hear_once(run)
    else:
        hear_due(run, 1)
        if run.facts.form == HAZARD:
            hear_due(run, 0)
    run.counts[NEW_USERS] = 0


@kernel
def hear_due(run: State, by_contact: int) -> None:
    """Hear of what is due this month: what ties brought, or what came without; luck is drawn for many at once."""
    at = run.due[run.counts[MONTH]]
    while at >= 0:
        asked = 0
        while at >= 0 and asked + MOST_CALLED <= LANE:
            for i in range(run.calls[at, NUMBER]):
                run.ringing[asked + i] = run.calls[at, FIRST_CALLED + i]
                soon(run.clocks, run.ringing[asked + i])
            asked, at = asked + run.calls[at, NUMBER], run.calls[at, NEXT]
        number = _note_ringing(run, asked, by_contact)
        draw_luck(run, number)
        if by_contact == 1:
            draw_whom(run, number)
        for i in range(number):
            _hear_ringing(run, i)


@kernel
def _note_ringing(run: State, asked: int, by_contact: int) -> int:
    """Keep those of the noted clocks that strike this month; return how many there are."""
    number = 0
    for at in range(asked):
        k = run.ringing[at]
        clock = run.clocks[k]
        if clock["due"] == run.counts[MONTH] and clock["by_contact"] == by_contact:
            s, m = clock["solution"], clock["row"]
            run.ringing[number], run.codes[number] = k, run.places[m]["code"]
            run.entities[number] = run.solutions[s]["identity"]
            ask_for_slot(run, s, m)
            soon(run.dossiers, m * run.fields.shape[0] + run.solutions[s]["problem"])
            number += 1
    return number


@kernel
def _hear_ringing(run: State, at: int) -> None:
    """Hear of what a clock stands for, unless it has fallen silent since it was noted."""
    clock = run.clocks[run.ringing[at]]
    s, m = clock["solution"], clock["row"]
    if clock["due"] != run.counts[MONTH]:
        return
    if clock["by_contact"] == 1 and (clock["exposure"] > 0.0 or run.facts.form >= ONE_SHOT):
        hear_from_tie(run, s, m, clock["exposure"], at)
    else:
        hear_by_luck(run, s, m, loudest(run, s, m), 0, NONE, at)


@kernel
def loudest(run: State, s: int, m: int) -> int:
    """Return the broadcast with the highest hazard, the first of equals."""
    push, portal, prize = broadcast(run, s, m)
    if push >= portal and push >= prize:
        return LOUDEST
    return LOUDEST + 1 if portal >= prize else LOUDEST + 2


@kernel
def hear_from_tie(run: State, s: int, m: int, exposure: float, luck: int) -> None:
    """Hear of a solution from one of the tied who run it, drawn by weight; from nobody at threshold zero."""
    place, target = run.places[m], exposure * run.from_whom[luck]
    reached, code, layer = 0.0, 0, NONE
    for at in range(place["first_tie"], place["last_tie"]):
        tie = run.ties[at]
        if tie["since"] <= run.counts[MONTH] and runs(run, tie["row"], s):
            reached += tie["weight"]
            code, layer = run.places[tie["row"]]["code"], tie["layer"]
            if reached > target:
                break
    hear_by_luck(run, s, m, CONTACT, code, layer, luck)


@kernel
def hear_once(run: State) -> None:
    """Independent cascade: each new user among the tied is heard of at once or never."""
    for at in range(run.counts[NEW_USERS]):
        case = run.cases[run.new_users[at]]
        if run.solutions[case["solution"]]["live"] == 1:
            _tell_once(run, case["solution"], case["row"])


@kernel
def _tell_once(run: State, s: int, row: int) -> None:
    """Let those who do not know a solution hear of one new user, or not."""
    code = run.places[row]["code"]
    tie = np.uint64(solution_identity(code, 0, 0, 0, run.solutions[s]["identity"]))
    listening = _listening(run, s, row)
    draw_uniforms_of(run, tie, ONE_SHOT_STREAM, listening)
    for i in range(listening):
        listener = run.listeners[run.told[i]]
        m = listener["row"]
        probability = awareness_of(run.settings[run.counts[STRETCH], m]).one_shot_probability
        chance = one_shot_probability(probability, listener["weight"])
        if run.drawn[i] < chance and not is_known(run, s, m):  # who is tied twice may have heard through the other tie
            hear(run, s, m, CONTACT, code, listener["layer"])


@kernel
def _listening(run: State, s: int, row: int) -> int:
    """Collect the ties to those listeners who do not know a solution, and their codes; return how many there are."""
    place, listening = run.places[row], 0
    for at in range(place["first_listener"], place["last_listener"]):
        listener = run.listeners[at]
        if listener["since"] <= run.counts[MONTH] and not is_known(run, s, listener["row"]):
            run.told[listening], run.codes[listening] = at, run.places[listener["row"]]["code"]
            listening += 1
    return listening


@kernel
def hear(run: State, s: int, m: int, via: int, heard_from: int, layer: int) -> int:
    """Open a case: from now on the solution can be weighed."""
    run.entities[0], run.codes[0] = run.solutions[s]["identity"], run.places[m]["code"]
    draw_luck(run, 1)
    return hear_by_luck(run, s, m, via, heard_from, layer, 0)


@kernel
def hear_by_luck(run: State, s: int, m: int, via: int, heard_from: int, layer: int, luck: int) -> int:
    """Open a case with luck that has been drawn."""
    silence(run, s, m)
    c = open_case(run, s, m, via)
    if c < 0:
        return c
    case, solution = run.cases[c], run.solutions[s]
    case["heard_from"], case["layer"] = heard_from, layer
    case["signal_noise"], case["fit"] = run.signals[luck], fit_of(run, s, m, run.fits[luck])
    offer = known_here(run, c)
    if offer >= 0 and run.facts.adopts_when_heard == 0:
        worth_of(run, offer)  # while all that it hangs on is at hand
    d = m * run.fields.shape[0] + solution["problem"]
    run.dossiers[d]["heard"] = run.counts[MONTH]
    if run.dossiers[d]["under_way"] < 0:
        wait_for_look(run, d, run.counts[MONTH])
    run.now[HEARD] += 1.0
    return c


@kernel
def fit_of(run: State, s: int, m: int, luck: float) -> float:
    """Return the share of a solution's gross benefit that a plain copy would keep here (R8)."""
    solution, row = run.solutions[s], run.settings[run.counts[STRETCH], m]
    innovation = solution["innovation"]
    if innovation >= 0 and run.innovations[innovation]["fits_perfectly"] == 1:
        return 1.0
    origin, world = solution["origin"], solutions_of(row)
    away = distance(run, m, origin) if origin >= 0 else external_of(row).distance
    return fit_share(world.fit_level, world.fit_distance, away, world.fit_spread * luck)


@kernel
def distance(run: State, m: int, other: int) -> float:
    """Return the context distance between two places."""
    here, there = run.places[m], run.places[other]
    gap = 0.0
    if here["log_population"] > 0.0 and there["log_population"] > 0.0:
        gap = here["log_population"] - there["log_population"]
    return context_distance(gap, 0.0 if here["region"] == there["region"] else run.facts.region_distance)
