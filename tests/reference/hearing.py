"""6.5: hearing, over ties to those who run a solution, from its source, from the portal, and of prizes."""

from __future__ import annotations

from diffusion_sim.codes import Heard
from diffusion_sim.draws import normal, solution_identity, threshold, uniform
from diffusion_sim.draws.streams import BROADCAST, FIT, HEARD_FROM, HEARING, ONE_SHOT, SIGNAL
from diffusion_sim.exact import added
from diffusion_sim.mechanisms import awareness
from diffusion_sim.mechanisms.context_fit import fit_share
from reference.things import Case, Clock, Municipality, Run, Solution


def listen(run: Run, m: Municipality) -> None:
    for solution in run.solutions:
        if solution.live and solution not in m.cases:
            FORMS[run.scenario.awareness.form](run, m, solution)


def exposure(run: Run, m: Municipality, solution: Solution) -> float:
    # 6.0: weights lie on a grid, so that their sum is exact, whoever came to run it first.
    return added(weight for other, weight, _ in run.ties[m.row] if other.runs(solution))


def users_around(run: Run, m: Municipality, solution: Solution) -> list[tuple[float, float]]:
    """Return weight and net benefit of each tied municipality that runs a solution."""
    users = [(other, weight) for other, weight, _ in run.ties[m.row] if other.runs(solution)]
    return [(weight, other.cases[solution].net_benefit) for other, weight in users]


def whole_contact(run: Run, m: Municipality) -> float:
    return added(weight for _, weight, _ in run.ties[m.row])


def broadcast(run: Run, m: Municipality, solution: Solution) -> tuple[float, float, float]:
    """Return the hazards of hearing from the source, on the portal and of a prize."""
    s, attention = run.settings(m), attention_to_prize(run, m)
    on_portal = solution.nature.documented and solution.first_use >= 0
    return (
        s.external.push_per_month if run.month < solution.push_until else 0.0,
        s.portal.hearing_per_month if on_portal else 0.0,
        s.prize.visibility_per_month * attention if run.month < solution.visible_until else 0.0,
    )


def attention_to_prize(run: Run, m: Municipality) -> float:
    return 1.0 if run.takes_part(m) else run.settings(m).prize.attention_outside


def by_hazard(run: Run, m: Municipality, solution: Solution) -> None:
    here = exposure(run, m, solution)
    contact = awareness.contact_hazard(contact_rate(run, m, solution), here)
    if strikes(run, m, solution, HEARING, contact):
        hear_from_tie(run, m, solution, here)
        return
    parts = broadcast(run, m, solution)
    if strikes(run, m, solution, BROADCAST, awareness.broadcast_hazard(*parts)):
        hear(run, m, solution, loudest(parts))


def contact_rate(run: Run, m: Municipality, solution: Solution) -> float:
    """What is not documented travels badly (R3)."""
    s = run.settings(m)
    share = 1.0 if solution.nature.documented else s.sharing.undocumented_contact
    return s.awareness.contact_per_month * share


def by_probability(run: Run, m: Municipality, solution: Solution) -> None:
    here, parts = exposure(run, m, solution), broadcast(run, m, solution)
    # 6.0: other sums go from left to right; what comes without ties is added up first, on the grid of hazards.
    everything = awareness.broadcast_hazard(*parts) + contact_rate(run, m, solution) * here
    if strikes(run, m, solution, HEARING, awareness.hazard_of_probability(everything)):
        if here > 0.0:
            hear_from_tie(run, m, solution, here)
        else:
            hear(run, m, solution, loudest(parts))


def by_one_shot(run: Run, m: Municipality, solution: Solution) -> None:
    probability = run.settings(m).awareness.one_shot_probability
    for other, weight, layer in run.ties[m.row]:
        case = other.cases.get(solution)
        if case is not None and case.told == run.month:
            tie = solution_identity(other.code, 0, 0, 0, solution.identity)
            if run.draw(uniform, tie, m.code, ONE_SHOT) < awareness.one_shot_probability(probability, weight):
                hear(run, m, solution, Heard.CONTACT, other.code, layer)
                return


def by_threshold(run: Run, m: Municipality, solution: Solution) -> None:
    here, share = exposure(run, m, solution), run.settings(m).awareness.threshold_share
    if awareness.reaches_threshold(here, whole_contact(run, m), share):
        hear_from_tie(run, m, solution, here)


FORMS = {"hazard": by_hazard, "probability": by_probability, "one_shot": by_one_shot, "threshold": by_threshold}


def strikes(run: Run, m: Municipality, solution: Solution, stream: int, hazard: float) -> bool:
    """Add a month's hazard to a clock, which is drawn when it first has one."""
    if hazard == 0.0:
        return False
    at = solution, stream
    if at not in m.hearing:
        m.hearing[at] = Clock(run.draw(threshold, solution.identity, m.code, stream))
    return m.hearing[at].strikes(hazard)


def loudest(parts: tuple[float, float, float]) -> Heard:
    """Return the loudest broadcast, the first of equals: push, portal, prize."""
    return (Heard.PUSH, Heard.PORTAL, Heard.PRIZE)[parts.index(max(parts))]


def hear_from_tie(run: Run, m: Municipality, solution: Solution, here: float) -> None:
    """Draw the teller: the first in order of code at which the running sum of weights exceeds u times exposure."""
    target, reached, teller = here * run.draw(uniform, solution.identity, m.code, HEARD_FROM), 0.0, (0, -1)
    for other, weight, layer in run.ties[m.row]:
        if other.runs(solution) and reached <= target:
            reached, teller = reached + weight, (other.code, layer)
    hear(run, m, solution, Heard.CONTACT, *teller)


def hear(run: Run, m: Municipality, solution: Solution, via: Heard, heard_from: int = 0, layer: int = -1) -> Case:
    """Open a case, with its fit and signal noise drawn."""
    case = Case(solution, run.month, via, heard_from, layer, fit=fit(run, m, solution))
    case.signal_noise = run.draw(normal, solution.identity, m.code, SIGNAL)
    m.cases[solution] = case
    m.files[solution.problem].known.append(case)
    m.files[solution.problem].heard_now = True
    run.flows["aware"] += 1
    return case


def fit(run: Run, m: Municipality, solution: Solution) -> float:
    """6.1: the share of gross benefit that a plain copy would keep here."""
    s, origin = run.settings(m), solution.origin
    if solution.innovation >= 0 and run.scenario.innovations[solution.innovation].fit == "perfect":
        return 1.0
    distance = run.setup.country.distance(m.row, origin.row) if origin else 0.0
    noise = s.solutions.fit_spread * run.draw(normal, solution.identity, m.code, FIT)
    return fit_share(s.solutions.fit_level, s.solutions.fit_distance, distance, noise)


def is_near(run: Run, m: Municipality, other: Municipality | None) -> bool:
    return other is not None and (m.code, other.code) in run.setup.country.near
