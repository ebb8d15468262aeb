"""What a municipality sees in a known solution and in own work: kept until what it goes by may have changed.

An edition is a number that grows when the situation of a municipality is another than before, when its outlook or the
settings change, and when a solution is evaluated anywhere; what was kept under the same edition still holds. Tastes
change from year to year and are added to what is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.ahead import soon, soon_all
from diffusion_sim.engine.columns import EDITION, STRETCH
from diffusion_sim.engine.contact import share_running
from diffusion_sim.engine.dossiers import place_of
from diffusion_sim.engine.joint import is_joint
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.outlook import outlook_of
from diffusion_sim.engine.partners import mean_wait
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import (
    appraisal_of,
    evaluation_of,
    partnership_of,
    politics_of,
    portal_of,
    recognition_of,
    solutions_of,
    sparring_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.rules.appraisal import Prospect, Situation, inspired_terms, own_terms, promise, reuse_terms
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.evaluation import visits_worth
from diffusion_sim.rules.evidence import believed_drawback, believed_log_benefit, doubt, reliability
from diffusion_sim.rules.foresight import foresee
from diffusion_sim.rules.partnership import joint_cost_left, joint_ownership
from diffusion_sim.rules.sparring import cost_left, doubt_left
from diffusion_sim.rules.standing import pride_gain, standing
from diffusion_sim.rules.terms import Terms

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Reals, State

COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)
AS_OF = len(Terms._fields)
"""Where the edition of the terms of own work stands, behind them."""
TERMS, FIELDS = len(Terms._fields), len(Situation._fields)


@kernel
def edition_of(run: State, d: int) -> int:
    """Return a number that stays the same as long as kept terms hold for a problem."""
    m, busy = place_of(run, d), 1 if run.dossiers[d]["in_use"] >= 0 else 0
    who, row, changed = situation(run, d), 2 * m + busy, 0
    for at in range(FIELDS):
        changed |= run.situations[row, at] != who[at]
        run.situations[row, at] = who[at]
    run.editions[row] += 1 if changed else 0
    return 2 * (run.editions[row] + run.agents[m]["edition"] + run.counts[EDITION]) + busy


@kernel
def worth_of(run: State, at: int) -> float:
    """Return what an offer promises at first sight: it hangs on settings and on evaluations only."""
    offer, edition = run.offers[at], run.counts[EDITION]
    if offer["worth_as_of"] != edition:
        offer["worth"], offer["worth_as_of"] = promise(prospect(run, whole(offer["case"]))), edition
    return offer["worth"]


@kernel
def weigh_own(run: State, d: int, edition: int) -> None:
    """Bring the terms of own work on a problem up to date."""
    if run.own_terms[d, AS_OF] != edition:
        m = place_of(run, d)
        plan = foresee(outlook_of(run, m, OWN), 1.0, mean_wait(run, d), 0.0)
        terms = own_terms(appraisal_of(run.settings[run.counts[STRETCH], m]), situation(run, d), plan)
        keep(run.own_terms, d, 0, terms)
        run.own_terms[d, AS_OF] = edition


@kernel
def weigh_reuse(run: State, at: int, d: int, edition: int) -> None:
    """Bring the terms of all reuse of an offer up to date; social proof may change, and a pilot end, in any month.

    What is not joint any more will not be again.
    """
    offer, m = run.offers[at], place_of(run, d)
    if offer["terms_as_of"] == edition:
        return
    a, who = appraisal_of(run.settings[run.counts[STRETCH], m]), situation(run, d)
    seen = prospect(run, whole(offer["case"]))
    wait = mean_wait(run, d)
    plan = foresee(outlook_of(run, m, COPY), seen.complexity, wait, 0.0)
    keep(run.terms, at, 0, reuse_terms(COPY, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, ADAPT), seen.complexity, wait, 0.0)
    keep(run.terms, at, TERMS, reuse_terms(ADAPT, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, INSPIRED), seen.complexity, wait, 0.0)
    keep(run.terms, at, 2 * TERMS, inspired_terms(a, seen, who, plan))
    lasts = a.social_proof == 0.0 and is_joint(run, whole(offer["case"])) == 0
    offer["terms_as_of"] = edition if lasts else NONE


@kernel
def ask_for_terms(run: State, at: int) -> None:
    """Ask for the memory of the kept terms of an offer, and of its case."""
    soon(run.cases, run.offers[at]["case"])
    soon_all(run.terms[at])


@kernel
def keep(table: Reals, row: int, first: int, terms: Terms) -> None:
    """Enter terms into a table, from a column on."""
    for column in range(TERMS):
        table[row, first + column] = terms[column]


@kernel
def situation(run: State, d: int) -> Situation:
    """Return the municipality's side of an appraisal."""
    m = place_of(run, d)
    row = run.settings[run.counts[STRETCH], m]
    traits, world, fame = traits_of(row), solutions_of(row), recognition_of(row)
    known_for = standing(run.agents[m]["times_reused"], fame.standing_half)
    return Situation(
        traits.skill,
        traits.error_tolerance,
        run.agents[m]["recognition"],
        pride_gain(fame.standing_pride, known_for),
        appraisal_of(row).switching_cost if run.dossiers[d]["in_use"] >= 0 else 0.0,
        world.benefit_sd,
        world.drawback_mean,
        world.parent_share,
        politics_of(row).pressure,
        doubt_left(sparring_of(row)),
        cost_left(sparring_of(row)),
        run.agents[m]["idea_liking"],
        run.agents[m]["idea_quality"],
    )


@kernel
def prospect(run: State, c: int) -> Prospect:
    """Return a known solution as the municipality sees it (R8, R9)."""
    case = run.cases[c]
    s, m = case["solution"], case["row"]
    solution, row = run.solutions[s], run.settings[run.counts[STRETCH], m]
    a, world, portal = appraisal_of(row), solutions_of(row), portal_of(row)
    on_portal = solution["documented"] == 1 and portal.hearing_per_month > 0.0
    visits = 1.0 + (portal.evidence_gain if on_portal else 0.0)
    visits += visits_worth(evaluation_of(row), whole(solution["evaluated"]))
    trust = reliability(world.benefit_sd, a.signal_sd, visits)
    signal = solution["log_benefit"] + a.signal_sd * case["signal_noise"]
    joint = is_joint(run, c)
    return Prospect(
        believed_log_benefit(world.benefit_sd, signal, trust),
        doubt(world.benefit_sd, trust),
        case["fit"],
        believed_drawback(solution["drawback"], world.drawback_mean, trust),
        solution["complexity"],
        a.nih_near_factor if case["is_near"] == 1 else 1.0,
        share_running(run, m, s) if a.social_proof > 0.0 else 0.0,
        joint_cost_left(partnership_of(row), joint),
        joint_ownership(0.0, partnership_of(row), joint),
    )
