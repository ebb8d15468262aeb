"""What a municipality sees before it decides: what it knows of each solution, its own situation, and the terms of each option.

What is seen is kept until what it goes by may have changed. A version is a number that grows when the situation of a
municipality is another than before, when its outlook or the settings change, and when a solution is evaluated anywhere;
what was kept under the same version still holds. Tastes change from year to year and are added to what is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.exact import log
from diffusion_sim.jit import inlined, kernel
from diffusion_sim.mechanisms.choice import SWITCHING_COST
from diffusion_sim.mechanisms.evaluation import Evaluation, Lines, as_weighed, visits_counted, visits_worth
from diffusion_sim.mechanisms.evidence import (
    believed_drawback,
    believed_log_benefit,
    doubt,
    log_of_success,
    reliability,
)
from diffusion_sim.mechanisms.foresight import foresee
from diffusion_sim.mechanisms.not_invented_here import experience, nih_share
from diffusion_sim.mechanisms.partnerships import joint_cost_left, joint_ownership
from diffusion_sim.mechanisms.registry import place_of_memory
from diffusion_sim.mechanisms.sharing import cost_left, doubt_left, pride_gain, reputation
from diffusion_sim.mechanisms.stigma import excused
from diffusion_sim.mechanisms.utility import Prospect, Situation, Terms, inspired_terms, own_terms, promise, reuse_terms
from diffusion_sim.model.hearing_clocks import share_running, success_around
from diffusion_sim.model.joint_work import is_joint, mean_wait
from diffusion_sim.model.ledger import PERIOD, VERSION
from diffusion_sim.model.memory import soon, soon_all, whole
from diffusion_sim.model.norm import NORM
from diffusion_sim.model.outlook import outlook_of
from diffusion_sim.model.problem_files import place_of
from diffusion_sim.model.records import ADAPT, COPY, INSPIRED, NONE, OWN
from diffusion_sim.model.setting_rows import (
    appraisal_of,
    evaluation_of,
    politics_of,
    portal_of,
    recognition_of,
    solutions_of,
    sparring_of,
    traits_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import Reals, State


MADE, REUSED = place_of_memory("municipality", "made"), place_of_memory("municipality", "reused")
AS_OF = len(Terms._fields)
"""Where the version of the terms of own work stands, behind them."""
TERMS, FIELDS = len(Terms._fields), len(Situation._fields)


@kernel
def version_of(run: State, d: int, who: Situation) -> int:
    """Return a number that stays the same as long as kept terms hold for a problem."""
    m, busy = place_of(run, d), 1 if run.files[d]["in_use"] >= 0 else 0
    row, changed = 2 * m + busy, 0
    for at in range(FIELDS):
        changed |= run.situations[row, at] != who[at]
        run.situations[row, at] = who[at]
    run.versions[row] += 1 if changed else 0
    return 2 * (run.versions[row] + run.agents[m]["version"] + version_of_knowledge(run, m)) + busy


@kernel
def version_of_knowledge(run: State, m: int) -> int:
    """Return a number that stays the same as long as a municipality thinks of known solutions as it did."""
    return run.counts[VERSION] + run.agents[m]["experience"]


@inlined
def worth_of(run: State, at: int, viewer: Viewer, version: int) -> float:
    """Return what an offer promises a municipality at first sight: it hangs on settings, evaluations and its own experience.

    Where the success of users counts, it may change in any month.
    """
    offer = run.offers[at]
    if offer["worth_as_of"] != version or run.facts.imitates == 1:
        offer["worth"], offer["worth_as_of"] = _worth_now(run, whole(offer["case"]), viewer), version
    return offer["worth"]


@kernel
def _worth_now(run: State, c: int, viewer: Viewer) -> float:
    if run.facts.imitates == 1:
        seen = prospect_by_success(run, c, viewer)
        return promise(seen.log_benefit, seen.variance, seen.fit, seen.drawback)
    sight = sight_of(run, c, viewer)
    return promise(sight.benefit + sight.weight, sight.variance, run.cases[c]["fit"], sight.drawback)


@kernel
def weigh_own(run: State, d: int, who: Situation, version: int) -> None:
    """Bring the terms of own work on a problem up to date."""
    if run.own_terms[d, AS_OF] != version:
        m = place_of(run, d)
        plan = foresee(outlook_of(run, m, OWN), 1.0, mean_wait(run, d), 0.0)
        terms = own_terms(appraisal_of(run.settings[run.counts[PERIOD], m]), who, plan)
        keep(run.own_terms, d, 0, terms)
        run.own_terms[d, AS_OF] = version


@kernel
def weigh_reuse(run: State, at: int, d: int, who: Situation, viewer: Viewer, version: int) -> None:
    """Bring the terms of all reuse of an offer up to date; social proof may change, and a pilot end, in any month.

    What is not joint any more will not be again.
    """
    offer, m = run.offers[at], place_of(run, d)
    if offer["terms_as_of"] == version:
        return
    a, wait = appraisal_of(run.settings[run.counts[PERIOD], m]), mean_wait(run, d)
    seen = prospect(run, whole(offer["case"]), viewer)
    plan = foresee(outlook_of(run, m, COPY), seen.complexity, wait, 0.0)
    keep(run.terms, at, 0, reuse_terms(COPY, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, ADAPT), seen.complexity, wait, 0.0)
    keep(run.terms, at, TERMS, reuse_terms(ADAPT, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, INSPIRED), seen.complexity, wait, 0.0)
    keep(run.terms, at, 2 * TERMS, inspired_terms(a, seen, who, plan))
    lasts = a.social_proof == 0.0 and run.facts.imitates == 0 and is_joint(run, whole(offer["case"])) == 0
    offer["terms_as_of"] = version if lasts else NONE


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
    row = run.settings[run.counts[PERIOD], m]
    traits, nature, fame = traits_of(row), solutions_of(row), recognition_of(row)
    known_for = reputation(run.agents[m]["times_reused"])
    return Situation(
        traits.skill,
        traits.error_tolerance,
        excused(run.agents[m]["recognition"], appraisal_of(row).stigma_norm, run.memories[m, NORM]),
        pride_gain(fame.reputation_pride, known_for),
        SWITCHING_COST if run.files[d]["in_use"] >= 0 else 0.0,
        nature.benefit_sd,
        nature.drawback_mean,
        nature.parent_share,
        politics_of(row).pressure,
        doubt_left(sparring_of(row)),
        cost_left(sparring_of(row)),
        run.agents[m]["idea_liking"],
        run.agents[m]["idea_quality"],
    )


class Viewer(NamedTuple):
    """What a municipality brings to all that it knows."""

    benefit_sd: float
    drawback_mean: float
    signal_sd: float
    distrust: float
    near_factor: float
    central_factor: float
    learnt: float
    """Factor on distrust and inattention that its own experience has made (R5)."""
    portal_worth: float
    """Visits that documentation on a portal is worth."""
    social_proof: float
    evaluation: Evaluation


@kernel
def viewer_of(run: State, m: int) -> Viewer:
    """Return how a municipality looks at known solutions."""
    row = run.settings[run.counts[PERIOD], m]
    a, nature, portal = appraisal_of(row), solutions_of(row), portal_of(row)
    return Viewer(
        nature.benefit_sd,
        nature.drawback_mean,
        a.signal_sd,
        a.nih_distrust,
        a.nih_near_factor,
        a.nih_central_factor,
        experience(a.nih_experience, run.memories[m, MADE], run.memories[m, REUSED]),
        portal.evidence_gain if portal.hearing_per_month > 0.0 else 0.0,
        a.social_proof,
        evaluation_of(row),
    )


@inlined
def nih_towards(run: State, c: int, strength: float, viewer: Viewer) -> float:
    """Return the share of a known solution's evidence that is not believed, or of such solutions not looked at (R5)."""
    if strength == 0.0 or is_joint(run, c) == 1:
        return 0.0
    case = run.cases[c]
    factor = viewer.near_factor if case["is_near"] == 1 else 1.0
    solution = run.solutions[case["solution"]]
    if solution["origin"] < 0 or solution["promoted"] >= 0:
        factor = viewer.central_factor
    return nih_share(strength, factor, viewer.learnt)


@inlined
def line_weights(run: State, s: int, how: Evaluation) -> tuple[float, float]:
    """Return the log of the weight that a solution's bottom lines have where it is decided, and its drawback there (R26)."""
    if how.management_share == 0.0:
        return 0.0, run.solutions[s]["drawback"]
    return log(as_weighed(how, as_lines(run.shares[s]))), as_weighed(how, as_lines(run.drawbacks[s]))


@kernel
def as_lines(lines: Reals) -> Lines:
    """Return five bottom lines as rules take them."""
    return lines[0], lines[1], lines[2], lines[3], lines[4]


@kernel
def worth_in_use(run: State, d: int) -> float:
    """Return the net benefit of what is in use for a problem, as those weigh it who decide (R26)."""
    how = evaluation_of(run.settings[run.counts[PERIOD], place_of(run, d)])
    if how.management_share == 0.0:
        return run.cases[run.files[d]["in_use"]]["net_benefit"]
    return as_weighed(how, as_lines(run.lines[d]))


class Sight(NamedTuple):
    """What a municipality believes a solution to be worth."""

    benefit: float
    """Believed mean of log gross benefit."""
    weight: float
    """Log of the weight that its bottom lines have where it is decided."""
    variance: float
    drawback: float
    signal: float
    """Log gross benefit as it was seen."""
    visits: float
    drawback_there: float
    """As weighed where it is decided."""


@inlined
def sight_of(run: State, c: int, viewer: Viewer) -> Sight:
    """Return what a municipality believes a known solution to be worth (R8, R9)."""
    case, how = run.cases[c], viewer.evaluation
    s = case["solution"]
    solution, evaluated = run.solutions[s], whole(run.solutions[s]["evaluated"])
    visits = 1.0 + (viewer.portal_worth if solution["documented"] == 1 else 0.0)
    visits = visits_counted(how, visits + visits_worth(evaluated), evaluated)
    doubted = nih_towards(run, c, viewer.distrust, viewer)
    trust = reliability(viewer.benefit_sd, viewer.signal_sd, visits * (1.0 - doubted))
    signal = solution["log_benefit"] + viewer.signal_sd * case["signal_noise"]
    weight, drawback_there = line_weights(run, s, how)
    return Sight(
        believed_log_benefit(viewer.benefit_sd, signal, trust),
        weight,
        doubt(viewer.benefit_sd, trust),
        believed_drawback(drawback_there, viewer.drawback_mean, trust),
        signal,
        visits,
        drawback_there,
    )


@kernel
def prospect(run: State, c: int, viewer: Viewer) -> Prospect:
    """Return a known solution as the municipality sees it, and what distrust has moved in it."""
    if run.facts.imitates == 1:
        return prospect_by_success(run, c, viewer)
    case, sight, joint = run.cases[c], sight_of(run, c, viewer), is_joint(run, c)
    full = reliability(viewer.benefit_sd, viewer.signal_sd, sight.visits)
    return Prospect(
        sight.benefit + sight.weight,
        sight.variance,
        case["fit"],
        sight.drawback,
        run.solutions[case["solution"]]["complexity"],
        viewer.near_factor if case["is_near"] == 1 else 1.0,
        share_running(run, case["row"], case["solution"]) if viewer.social_proof > 0.0 else 0.0,
        joint_cost_left(joint),
        joint_ownership(0.0, joint),
        sight.benefit - believed_log_benefit(viewer.benefit_sd, sight.signal, full),
        sight.variance - doubt(viewer.benefit_sd, full),
        sight.drawback - believed_drawback(sight.drawback_there, viewer.drawback_mean, full),
    )


@kernel
def prospect_by_success(run: State, c: int, viewer: Viewer) -> Prospect:
    """Return a known solution as who imitates sees it: by what tied users get out of it, without asking whether it fits."""
    case, joint = run.cases[c], is_joint(run, c)
    exposure, success = success_around(run, case["row"], case["solution"])
    full = 1.0 if exposure > 0.0 else 0.0
    trust = full * (1.0 - nih_towards(run, c, viewer.distrust, viewer))
    seen = log_of_success(success, viewer.drawback_mean)
    benefit, unsure = believed_log_benefit(viewer.benefit_sd, seen, trust), doubt(viewer.benefit_sd, trust)
    return Prospect(
        benefit,
        unsure,
        1.0,
        viewer.drawback_mean,
        run.solutions[case["solution"]]["complexity"],
        viewer.near_factor if case["is_near"] == 1 else 1.0,
        exposure if viewer.social_proof > 0.0 else 0.0,
        joint_cost_left(joint),
        joint_ownership(0.0, joint),
        benefit - believed_log_benefit(viewer.benefit_sd, seen, full),
        unsure - doubt(viewer.benefit_sd, full),
        0.0,
    )
