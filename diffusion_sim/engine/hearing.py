"""Hearing of solutions (R1, R9): the clocks that strike this month, in every form of awareness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import FIT, HEARD_FROM, SIGNAL
from diffusion_sim.draws.streams import ONE_SHOT as ONE_SHOT_STREAM
from diffusion_sim.engine.batches import draw_uniforms_of
from diffusion_sim.engine.cases import known_here, open_case
from diffusion_sim.engine.columns import HEARD, MONTH, NEW_USERS, STRETCH
from diffusion_sim.engine.exposure import HAZARD, ONE_SHOT, broadcast
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import normal, solution_identity, uniform
from diffusion_sim.engine.pairs import is_known
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import awareness_of, external_of, solutions_of
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
    """Hear of what is due this month: what ties brought, or what came without."""
    month = run.counts[MONTH]
    at = run.due[month]
    while at >= 0:
        event = run.events[at]
        clock = run.clocks[event["what"]]
        s, m = clock["solution"], clock["row"]
        if clock["due"] == month and clock["by_contact"] == by_contact and not is_known(run, s, m):
            if by_contact == 1 and (clock["exposure"] > 0.0 or run.facts.form >= ONE_SHOT):
                hear_from_tie(run, s, m, clock["exposure"])
            else:
                hear(run, s, m, loudest(run, s, m), 0, NONE)
        at = event["next"]


@kernel
def loudest(run: State, s: int, m: int) -> int:
    """Return the broadcast with the highest hazard, the first of equals."""
    push, portal, prize = broadcast(run, s, m)
    if push >= portal and push >= prize:
        return LOUDEST
    return LOUDEST + 1 if portal >= prize else LOUDEST + 2


@kernel
def hear_from_tie(run: State, s: int, m: int, exposure: float) -> None:
    """Hear of a solution from one of the tied who run it, drawn by weight; from nobody at threshold zero."""
    place, solution = run.places[m], run.solutions[s]
    target = exposure * uniform(run.key, solution["identity"], place["code"], HEARD_FROM, 0)
    reached, code, layer = 0.0, 0, NONE
    for at in range(place["first_tie"], place["last_tie"]):
        tie = run.ties[at]
        if tie["since"] <= run.counts[MONTH] and runs(run, tie["row"], s):
            reached += tie["weight"]
            code, layer = run.places[tie["row"]]["code"], tie["layer"]
            if reached > target:
                break
    hear(run, s, m, CONTACT, code, layer)


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
        if run.drawn[i] < one_shot_probability(probability, listener["weight"]):
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
def runs(run: State, m: int, s: int) -> bool:
    """Tell whether a municipality runs a solution for the present form of its problem."""
    d = m * run.fields.shape[0] + run.solutions[s]["problem"]
    c = run.dossiers[d]["in_use"]
    return c >= 0 and run.cases[c]["solution"] == s


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
def hear(run: State, s: int, m: int, via: int, heard_from: int, layer: int) -> int:
    """Open a case: from now on the solution can be weighed."""
    c = open_case(run, s, m, via)
    if c < 0:
        return c
    case, solution, code = run.cases[c], run.solutions[s], run.places[m]["code"]
    case["heard_from"], case["layer"] = heard_from, layer
    if run.facts.adopts_when_heard == 0:
        case["signal_noise"] = normal(run.key, solution["identity"], code, SIGNAL, 0)
    case["fit"] = fit_of(run, s, m)
    known_here(run, c)
    d = m * run.fields.shape[0] + solution["problem"]
    run.dossiers[d]["heard"] = run.counts[MONTH]
    if run.dossiers[d]["under_way"] < 0:
        run.look[d] = run.counts[MONTH]
    run.now[HEARD] += 1.0
    return c


@kernel
def fit_of(run: State, s: int, m: int) -> float:
    """Return the share of a solution's gross benefit that a plain copy would keep here (R8)."""
    solution, row = run.solutions[s], run.settings[run.counts[STRETCH], m]
    innovation = solution["innovation"]
    if innovation >= 0 and run.innovations[innovation]["fits_perfectly"] == 1:
        return 1.0
    origin, world = solution["origin"], solutions_of(row)
    away = distance(run, m, origin) if origin >= 0 else external_of(row).distance
    noise = world.fit_spread * normal(run.key, solution["identity"], run.places[m]["code"], FIT, 0)
    return fit_share(world.fit_level, world.fit_distance, away, noise)


@kernel
def distance(run: State, m: int, other: int) -> float:
    """Return the context distance between two places."""
    here, there = run.places[m], run.places[other]
    gap = 0.0
    if here["log_population"] > 0.0 and there["log_population"] > 0.0:
        gap = here["log_population"] - there["log_population"]
    return context_distance(gap, 0.0 if here["region"] == there["region"] else run.facts.region_distance)
