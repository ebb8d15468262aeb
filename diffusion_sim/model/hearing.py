"""Hearing of solutions (R1, R9): through ties to those who run them, from the source, a portal or a prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import resistance, solution_identity, uniform
from diffusion_sim.draws.streams import BROADCAST, HEARD_FROM, HEARING, ONE_SHOT
from diffusion_sim.model.case import Clock
from diffusion_sim.rules import awareness as rules
from diffusion_sim.rules.codes import Heard

if TYPE_CHECKING:
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.model.solution import Solution

    Exposures = dict[Solution, float]
    Broadcast = tuple[float, float, float]
    """Hazards of hearing from the source, the portal and a prize."""


def hear_from_partners(m: Municipality) -> None:
    """Hear of the work that partners began last month (R15)."""
    for row, since, until in m.model.world.partners[m.row]:
        partner = m.model.municipalities[row]
        for solution in partner.newly_begun if since <= m.model.month < until else ():
            if solution.live and solution not in m.cases:
                m.hear(solution, Heard.PARTNER, partner.code)


def hear_by_hazard(m: Municipality) -> None:
    """Continuous contact: hazards of ties and of broadcasts each work against a resistance of their own."""
    contact = m.settings.awareness.contact_per_month
    for solution, exposure in m.exposures().items():
        if _strikes(m, m.contact_clocks, solution, HEARING, rules.contact_hazard(contact, exposure)):
            hear_from_tie(m, solution, exposure)
    for solution in m.model.broadcasting:
        if solution not in m.cases:
            parts = broadcast(m, solution)
            if _strikes(m, m.broadcast_clocks, solution, BROADCAST, rules.broadcast_hazard(*parts)):
                m.hear(solution, loudest(parts))


def hear_by_probability(m: Municipality) -> None:
    """Bass's discrete form: everything adds up to one probability for the month."""
    exposures = m.exposures()
    contact = m.settings.awareness.contact_per_month
    for solution in dict.fromkeys([*exposures, *m.model.broadcasting]):
        if solution not in m.cases:
            parts, exposure = broadcast(m, solution), exposures.get(solution, 0.0)
            hazard = rules.hazard_of_probability(rules.broadcast_hazard(*parts) + contact * exposure)
            if _strikes(m, m.contact_clocks, solution, HEARING, hazard):
                if exposure > 0.0:
                    hear_from_tie(m, solution, exposure)
                else:
                    m.hear(solution, loudest(parts))


def hear_once(m: Municipality) -> None:
    """Independent cascade: each new user among the tied is heard of at once or never."""
    probability = m.settings.awareness.one_shot_probability
    for neighbour, weight, layer in m.ties:
        chance = rules.one_shot_probability(probability, weight)
        for solution in neighbour.newly_running:
            if solution.live and solution not in m.cases:
                tie = np.uint64(solution_identity(neighbour.code, 0, 0, 0, solution.identity))
                if uniform(m.model.key, tie, m.code, ONE_SHOT, 0) < chance:
                    m.hear(solution, Heard.CONTACT, neighbour.code, layer)


def hear_at_threshold(m: Municipality) -> None:
    """Threshold: a solution is noticed once enough of the tied run it."""
    exposures, share = m.exposures(), m.settings.awareness.threshold_share
    for solution in m.model.live_solutions:
        if solution not in m.cases:
            exposure = exposures.get(solution, 0.0)
            if rules.reaches_threshold(exposure, m.whole_contact, share):
                hear_from_tie(m, solution, exposure)


FORMS = {
    "hazard": hear_by_hazard,
    "probability": hear_by_probability,
    "one_shot": hear_once,
    "threshold": hear_at_threshold,
}


def broadcast(m: Municipality, solution: Solution) -> Broadcast:
    """Return the hazards at which a municipality hears of a solution without ties."""
    s, month = m.settings, m.model.month
    found = s.portal.hearing_per_month if solution.nature.documented and solution.first_use >= 0 else 0.0
    return (
        s.external.push_per_month if month < solution.push_until else 0.0,
        found,
        s.prize.visibility_per_month if month < solution.visible_until else 0.0,
    )


def loudest(parts: Broadcast) -> Heard:
    """Return the broadcast with the highest hazard, the first of equals."""
    return (Heard.PUSH, Heard.PORTAL, Heard.PRIZE)[max(range(3), key=parts.__getitem__)]


def hear_from_tie(m: Municipality, solution: Solution, exposure: float) -> None:
    """Hear of a solution from one of the tied who run it, drawn by weight; from nobody at threshold zero."""
    target = exposure * uniform(m.model.key, solution.identity, m.code, HEARD_FROM, 0)
    reached, teller = 0.0, (0, -1)
    for neighbour, weight, layer in m.ties:
        if solution in neighbour.running:
            reached += weight
            teller = (neighbour.code, layer)
            if reached > target:
                break
    m.hear(solution, Heard.CONTACT, *teller)


def _strikes(m: Municipality, clocks: dict[Solution, Clock], solution: Solution, stream: int, hazard: float) -> bool:
    """Add a month's hazard to the clock of a solution not yet heard of; tell whether it is heard of now."""
    if hazard == 0.0:
        return False
    clock = clocks.get(solution)
    if clock is None:
        clock = clocks[solution] = Clock(resistance(m.model.key, solution.identity, m.code, stream, 0))
    return clock.strikes(hazard)
