"""Hearing of solutions (R1, R9, R15): the clocks that strike this month, in every form of awareness, and what is then known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import Heard
from diffusion_sim.draws import solution_identity, uniform
from diffusion_sim.draws.streams import ONE_SHOT as ONE_SHOT_STREAM
from diffusion_sim.draws.streams import TAKEN_IN
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.awareness import LEFT_OF_A_MONTH_AGO, chance_of_taking_in, one_shot_probability
from diffusion_sim.mechanisms.context_fit import REGION_DISTANCE, context_distance, fit_share
from diffusion_sim.mechanisms.registry import place_of_memory
from diffusion_sim.model.hearing_clocks import HAZARD, ONE_SHOT, broadcast, miss, runs, silence
from diffusion_sim.model.ledger import (
    BECAME_AWARE,
    BEGUN,
    CASES,
    EFFECTIVE,
    FREE_OFFER,
    KNOWN,
    MONTH,
    NEW_USERS,
    OFFERS,
    PERIOD,
    take,
)
from diffusion_sim.model.many_draws import LANE, draw_noise, draw_uniforms_of, draw_whom
from diffusion_sim.model.memory import soon, whole
from diffusion_sim.model.pairs import ask_for_slot, is_known
from diffusion_sim.model.problem_files import file_of, wait_for_look
from diffusion_sim.model.records import AWARE, FIRST_CALLED, MOST_CALLED, NEXT, NONE, NUMBER
from diffusion_sim.model.setting_rows import awareness_of, solutions_of

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def open_case(run: State, s: int, m: int, via: int) -> int:
    """Open a case of one municipality and one solution; NONE without space."""
    c = take(run, CASES, run.cases.shape[0], 1)
    if c < 0:
        return c
    case = run.cases[c]
    case["row"], case["solution"], case["problem"] = m, s, run.solutions[s]["problem"]
    case["stage"], case["mode"], case["end"], case["via"] = AWARE, 0, 0, via
    case["heard_from"], case["layer"], case["aware"] = 0, NONE, run.counts[MONTH]
    case["decided"], case["adopted"], case["developed"] = NONE, NONE, NONE
    case["implemented"], case["ended"], case["outdated"] = NONE, NONE, NONE
    case["granted"], case["grant_ends"], case["duplicated"], case["prizes"] = 0, NONE, 0, 0
    case["fit"], case["net_benefit"], case["signal_noise"], case["taste"] = 1.0, 0.0, 0.0, 0.0
    case["appraised"], case["times_appraised"], case["verdict"] = NONE, 0, 0
    case["shortfall"], case["flips"], case["inspired"] = 0.0, 0, 0
    case["ordered"], case["joint"] = 0, 0
    case["is_near"] = is_near(run, m, run.solutions[s]["origin"])
    return c


@kernel
def is_near(run: State, m: int, other: int) -> int:
    """Tell (1 or 0) whether another municipality is a land neighbour."""
    place = run.places[m]
    for at in range(place["first_near"], place["last_near"]):
        if run.near[at] == other:
            return 1
    return 0


@kernel
def known_here(run: State, c: int) -> None:
    """Put a case on the list of what may be taken up, unless space has run out."""
    at = run.counts[FREE_OFFER] - 1
    if at >= 0:
        run.counts[FREE_OFFER] = run.offers[at]["next"] + 1
    else:
        at = take(run, OFFERS, run.offers.shape[0], 1)
    if at >= 0:
        offer, file = run.offers[at], run.files[file_of(run, c)]
        offer["case"], offer["identity"] = c, run.solutions[run.cases[c]["solution"]]["identity"]
        offer["worth_as_of"], offer["terms_as_of"] = NONE, NONE
        offer["next"], file["known"] = file["known"], at
        run.now[KNOWN] += 1.0


@kernel
def no_longer_known(run: State, c: int) -> None:
    """Take a case off that list; it is not there when space has run out."""
    file = run.files[file_of(run, c)]
    at, before = file["known"], NONE
    while at >= 0 and run.offers[at]["case"] != c:
        at, before = run.offers[at]["next"], at
    if at < 0:
        return
    if before >= 0:
        run.offers[before]["next"] = run.offers[at]["next"]
    else:
        file["known"] = run.offers[at]["next"]
    drop(run, at)


@kernel
def drop(run: State, at: int) -> None:
    """Give a record back, to be used again."""
    run.offers[at]["next"] = run.counts[FREE_OFFER] - 1
    run.counts[FREE_OFFER] = at + 1
    run.now[KNOWN] -= 1.0


CONTACT, LOUDEST = int(Heard.CONTACT), int(Heard.PUSH)


@kernel
def listen(run: State, only: int) -> None:
    """Let everybody, or ``only`` one municipality, hear of what others began and ran at the end of last month."""
    hear_from_partners(run, only)
    if run.facts.form == ONE_SHOT:
        hear_once(run, only)
    else:
        hear_due(run, 1, only)
        if run.facts.form == HAZARD:
            hear_due(run, 0, only)


@kernel
def end_listening(run: State) -> None:
    """Note that everybody has heard: what happens from now on can be felt next month."""
    run.counts[NEW_USERS], run.counts[BEGUN] = 0, 0
    run.counts[EFFECTIVE] = run.counts[MONTH] + 1


@kernel
def hear_due(run: State, by_contact: int, only: int) -> None:
    """Hear of what is due this month: what ties brought, or what came without; chance is drawn for many at once."""
    at = run.due[run.counts[MONTH]]
    while at >= 0:
        asked = 0
        while at >= 0 and asked + MOST_CALLED <= LANE:
            for i in range(run.calls[at, NUMBER]):
                run.ringing[asked + i] = run.calls[at, FIRST_CALLED + i]
                soon(run.clocks, run.ringing[asked + i])
            asked, at = asked + run.calls[at, NUMBER], run.calls[at, NEXT]
        number = _note_ringing(run, asked, by_contact, only)
        draw_noise(run, number)
        if by_contact == 1:
            draw_whom(run, number)
        for i in range(number):
            _hear_ringing(run, i)


@kernel
def _note_ringing(run: State, asked: int, by_contact: int, only: int) -> int:
    """Keep those of the noted clocks that strike this month; return how many there are."""
    number = 0
    for at in range(asked):
        k = run.ringing[at]
        clock = run.clocks[k]
        meant = only < 0 or clock["row"] == only
        if meant and clock["due"] == run.counts[MONTH] and clock["by_contact"] == by_contact:
            s, m = clock["solution"], clock["row"]
            run.ringing[number], run.codes[number] = k, run.places[m]["code"]
            run.entities[number] = run.solutions[s]["identity"]
            ask_for_slot(run, s, m)
            soon(run.files, m * run.fields.shape[0] + run.solutions[s]["problem"])
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
        if is_taken_in(run, run.ringing[at]):
            hear_from_tie(run, s, m, clock["exposure"], at)
        else:
            miss(run, run.ringing[at])
    else:
        hear_by_noise(run, s, m, loudest(run, s, m), 0, NONE, at)


AWARE_LATELY, AWARE_NOW = (place_of_memory("municipality", name) for name in ("aware_lately", "aware_now"))


@kernel
def is_taken_in(run: State, k: int) -> bool:
    """Tell whether there is attention left for what a tie tells of (form hazard)."""
    clock = run.clocks[k]
    s, m = clock["solution"], clock["row"]
    cost = awareness_of(run.settings[run.counts[PERIOD], m]).attention_cost
    if cost == 0.0 or run.facts.form != HAZARD:
        return True
    chance = chance_of_taking_in(cost, run.memories[m, AWARE_LATELY])
    identity, code = run.solutions[s]["identity"], run.places[m]["code"]
    return uniform(run.key[0], identity, code, TAKEN_IN, clock["missed"]) < chance


@kernel
def rest_ears(run: State) -> None:
    """Let what became known recede by a month."""
    if run.facts.every_month_moves == 1:
        for m in range(run.places.shape[0]):
            heard = run.memories[m, AWARE_LATELY] + run.memories[m, AWARE_NOW]
            run.memories[m, AWARE_LATELY], run.memories[m, AWARE_NOW] = heard * LEFT_OF_A_MONTH_AGO, 0.0


@kernel
def loudest(run: State, s: int, m: int) -> int:
    """Return the broadcast with the highest hazard, the first of equals."""
    push, portal, prize = broadcast(run, s, m)
    if push >= portal and push >= prize:
        return LOUDEST
    return LOUDEST + 1 if portal >= prize else LOUDEST + 2


@kernel
def hear_from_tie(run: State, s: int, m: int, exposure: float, noise: int) -> None:
    """Hear of a solution from one of the tied who run it, drawn by weight; from nobody at threshold zero."""
    place, target = run.places[m], exposure * run.from_whom[noise]
    reached, code, layer = 0.0, 0, NONE
    for at in range(place["first_tie"], place["last_tie"]):
        tie = run.ties[at]
        if tie["since"] <= run.counts[MONTH] and runs(run, tie["row"], s):
            reached += tie["weight"]
            code, layer = run.places[tie["row"]]["code"], tie["layer"]
            if reached > target:
                break
    hear_by_noise(run, s, m, CONTACT, code, layer, noise)


@kernel
def hear_once(run: State, only: int) -> None:
    """Independent cascade: each new user among the tied is heard of at once or never."""
    for at in range(run.counts[NEW_USERS]):
        case = run.cases[run.new_users[at]]
        if run.solutions[case["solution"]]["live"] == 1:
            _tell_once(run, case["solution"], case["row"], only)


@kernel
def _tell_once(run: State, s: int, row: int, only: int) -> None:
    """Let those who do not know a solution hear of one new user, or not."""
    code = run.places[row]["code"]
    tie = np.uint64(solution_identity(code, 0, 0, 0, run.solutions[s]["identity"]))
    listening = _listening(run, s, row, only)
    draw_uniforms_of(run, tie, ONE_SHOT_STREAM, listening)
    for i in range(listening):
        listener = run.listeners[run.told[i]]
        m = listener["row"]
        probability = awareness_of(run.settings[run.counts[PERIOD], m]).one_shot_probability
        chance = one_shot_probability(probability, listener["weight"])
        if run.drawn[i] < chance and not is_known(run, s, m):  # who is tied twice may have heard through the other tie
            hear(run, s, m, CONTACT, code, listener["layer"])


@kernel
def _listening(run: State, s: int, row: int, only: int) -> int:
    """Collect the ties to those listeners who do not know a solution, and their codes; return how many there are."""
    place, listening = run.places[row], 0
    for at in range(place["first_listener"], place["last_listener"]):
        listener = run.listeners[at]
        meant = only < 0 or listener["row"] == only
        if meant and listener["since"] <= run.counts[MONTH] and not is_known(run, s, listener["row"]):
            run.told[listening], run.codes[listening] = at, run.places[listener["row"]]["code"]
            listening += 1
    return listening


@kernel
def hear(run: State, s: int, m: int, via: int, heard_from: int, layer: int) -> int:
    """Open a case: from now on the solution can be weighed."""
    run.entities[0], run.codes[0] = run.solutions[s]["identity"], run.places[m]["code"]
    draw_noise(run, 1)
    return hear_by_noise(run, s, m, via, heard_from, layer, 0)


@kernel
def hear_by_noise(run: State, s: int, m: int, via: int, heard_from: int, layer: int, noise: int) -> int:
    """Open a case with chance that has been drawn."""
    silence(run, s, m)
    c = open_case(run, s, m, via)
    if c < 0:
        return c
    case, solution = run.cases[c], run.solutions[s]
    case["heard_from"], case["layer"] = heard_from, layer
    case["signal_noise"], case["fit"] = run.signals[noise], fit_of(run, s, m, run.fits[noise])
    known_here(run, c)
    d = m * run.fields.shape[0] + solution["problem"]
    run.files[d]["aware"] = run.counts[MONTH]
    if run.files[d]["under_way"] < 0:
        wait_for_look(run, d, run.counts[MONTH])
    run.now[BECAME_AWARE] += 1.0
    if run.facts.every_month_moves == 1:
        run.memories[m, AWARE_NOW] += 1.0
    return c


@kernel
def fit_of(run: State, s: int, m: int, noise: float) -> float:
    """Return the share of a solution's gross benefit that a plain copy would keep here (R8)."""
    solution, row = run.solutions[s], run.settings[run.counts[PERIOD], m]
    innovation = solution["innovation"]
    if innovation >= 0 and run.innovations[innovation]["fits_perfectly"] == 1:
        return 1.0
    origin, nature = solution["origin"], solutions_of(row)
    away = distance(run, m, origin) if origin >= 0 else 0.0
    return fit_share(nature.fit_level, nature.fit_distance, away, nature.fit_spread * noise)


@kernel
def distance(run: State, m: int, other: int) -> float:
    """Return the context distance between two places."""
    here, there = run.places[m], run.places[other]
    gap = 0.0
    if here["log_population"] > 0.0 and there["log_population"] > 0.0:
        gap = here["log_population"] - there["log_population"]
    return context_distance(gap, 0.0 if here["region"] == there["region"] else REGION_DISTANCE)


PARTNER = int(Heard.PARTNER)


@kernel
def hear_from_partners(run: State, only: int) -> None:
    """Let partners hear of the work that was begun last month."""
    for at in range(run.counts[BEGUN]):
        case = run.cases[run.begun[at]]
        s, place = whole(case["solution"]), run.places[case["row"]]
        if run.solutions[s]["live"] == 1:
            for partner_at in range(place["first_partner"], place["last_partner"]):
                partner = run.partners[partner_at]
                meant = only < 0 or partner["row"] == only
                meets = meant and partner["since"] <= run.counts[MONTH] and run.counts[MONTH] < partner["until"]
                if meets and not is_known(run, s, partner["row"]):
                    hear(run, s, partner["row"], PARTNER, place["code"], NONE)
