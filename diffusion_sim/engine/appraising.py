"""Appraisal of one problem by one municipality (R2, R4-R8): the table of options and terms, the choice, its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import SHARED_INSIDE, THOUGHT_FORBIDDEN
from diffusion_sim.engine.batches import LANE, draw_words, whole_batches, work_out_tastes
from diffusion_sim.engine.columns import OPTIONS, STRETCH, YEAR
from diffusion_sim.engine.desk import dossier_of
from diffusion_sim.engine.hearing import share_running
from diffusion_sim.engine.joint import cost_left_of, is_joint
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.outlook import outlook_of
from diffusion_sim.engine.partners import mean_wait
from diffusion_sim.engine.settings import (
    appraisal_of,
    evaluation_of,
    ideas_of,
    partnership_of,
    politics_of,
    portal_of,
    recognition_of,
    solutions_of,
    sparring_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.rules.appraisal import (
    Prospect,
    Situation,
    inspired_terms,
    nothing_terms,
    own_terms,
    promise,
    reuse_terms,
)
from diffusion_sim.rules.choice import best_option
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.constraint import OUT_OF_BOUNDS, is_out_of_bounds
from diffusion_sim.rules.evaluation import visits_worth
from diffusion_sim.rules.evidence import believed_drawback, believed_log_benefit, doubt, reliability
from diffusion_sim.rules.foresight import foresee
from diffusion_sim.rules.ideas import liking_of_best, quality_factor
from diffusion_sim.rules.partnership import joint_ownership
from diffusion_sim.rules.silo import felt_friction
from diffusion_sim.rules.sparring import cost_left, doubt_left
from diffusion_sim.rules.standing import pride_gain, standing
from diffusion_sim.rules.terms import Terms

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

LEAVING_WORD, OWN_WORD = 3, 0
"""Which of the four words of a solution stands for leaving things as they are, and for own work; reuse has the first three."""
COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)
FIRST_REUSE = 2
"""Row of the first option of reuse; leaving it and own work come before."""
TERMS = len(Terms._fields)
CONSTANT = Terms._fields.index("constant")


@kernel
def fill_table(run: State, d: int) -> int:
    """Weigh all options for one problem; return how many known solutions were looked at closely."""
    m = d // run.fields.shape[0]
    who = situation(run, d)
    looked = consider(run, d)
    _draw_tastes(run, d, looked)
    put_terms(run, 0, _nothing(run, d))
    put_terms(run, 1, _own(run, d, who))
    if is_own_out_of_bounds(run, d):
        run.table[1, CONSTANT] = OUT_OF_BOUNDS
    for at in range(looked):
        _put_reuse(run, m, at, who)
    return looked


@kernel
def put_terms(run: State, row: int, terms: Terms) -> None:
    """Enter the terms of an option."""
    for column in range(TERMS):
        run.table[row, column] = terms[column]


@kernel
def best_reuse(run: State, looked: int) -> int:
    """Return the row of the best option of reuse; 0 when nothing is known."""
    if looked == 0:
        return 0
    return FIRST_REUSE + best_option(run.table[FIRST_REUSE:], 3 * looked, -1)


@kernel
def situation(run: State, d: int) -> Situation:
    """Return the municipality's side of an appraisal."""
    m = d // run.fields.shape[0]
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
        liking_of_best(ideas_of(row)),
        quality_factor(ideas_of(row)),
    )


@kernel
def reaches_deciders(run: State, c: int) -> bool:
    """Tell whether a known solution is shared inside (R18) and not thought to be forbidden (R20)."""
    case = run.cases[c]
    traits = traits_of(run.settings[run.counts[STRETCH], case["row"]])
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    friction, limit = felt_friction(traits), traits.perceived_constraint
    if friction > 0.0 and uniform(run.key, identity, code, SHARED_INSIDE, run.counts[YEAR]) < friction:
        return False
    return not (limit > 0.0 and is_out_of_bounds(limit, uniform(run.key, identity, code, THOUGHT_FORBIDDEN, 0)))


@kernel
def is_own_out_of_bounds(run: State, d: int) -> bool:
    """Tell whether own work on a problem is thought to be forbidden (R20)."""
    m, problem = d // run.fields.shape[0], d % run.fields.shape[0]
    limit = traits_of(run.settings[run.counts[STRETCH], m]).perceived_constraint
    if limit == 0.0:
        return False
    entity = np.uint64((problem << 32) + run.present_era[problem])
    return is_out_of_bounds(limit, uniform(run.key, entity, run.places[m]["code"], THOUGHT_FORBIDDEN, 0))


@kernel
def consider(run: State, d: int) -> int:
    """Find the most promising known solutions, best first; return how many."""
    row = run.settings[run.counts[STRETCH], d // run.fields.shape[0]]
    size, found = appraisal_of(row).consideration_size, 0
    c = run.dossiers[d]["known"]
    while c >= 0:
        if not reaches_deciders(run, c):
            c = run.cases[c]["next"]
            continue
        worth = promise(prospect(run, c))
        run.counts[OPTIONS] += 1
        at = found
        while at > 0 and _comes_before(run, c, worth, at - 1):
            if at < size:
                run.close_look[at], run.promises[at] = run.close_look[at - 1], run.promises[at - 1]
            at -= 1
        if at < size:
            run.close_look[at], run.promises[at] = c, worth
            found = min(found + 1, size)
        c = run.cases[c]["next"]
    return found


@kernel
def _comes_before(run: State, c: int, worth: float, at: int) -> bool:
    if worth != run.promises[at]:
        return worth > run.promises[at]
    here, there = run.cases[c]["solution"], run.cases[run.close_look[at]]["solution"]
    return run.solutions[here]["identity"] < run.solutions[there]["identity"]


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
    return Prospect(
        believed_log_benefit(world.benefit_sd, signal, trust),
        doubt(world.benefit_sd, trust),
        case["fit"],
        believed_drawback(solution["drawback"], world.drawback_mean, trust),
        solution["complexity"],
        a.nih_near_factor if case["is_near"] == 1 else 1.0,
        share_running(run, m, s) if a.social_proof > 0.0 else 0.0,
        cost_left_of(run, c),
        joint_ownership(0.0, partnership_of(row), is_joint(run, c)),
    )


@kernel
def _nothing(run: State, d: int) -> Terms:
    m, in_use = d // run.fields.shape[0], run.dossiers[d]["in_use"]
    a = appraisal_of(run.settings[run.counts[STRETCH], m])
    if in_use >= 0:
        return nothing_terms(a.benefit_weight, run.cases[in_use]["merit"], run.cases[in_use]["taste"])
    return nothing_terms(a.benefit_weight, 0.0, run.tastes[0])


@kernel
def _own(run: State, d: int, who: Situation) -> Terms:
    m = d // run.fields.shape[0]
    plan = foresee(outlook_of(run, m, OWN), 1.0, mean_wait(run, d), run.tastes[1])
    return own_terms(appraisal_of(run.settings[run.counts[STRETCH], m]), who, plan)


@kernel
def _put_reuse(run: State, m: int, at: int, who: Situation) -> None:
    c = run.close_look[at]
    seen, row = prospect(run, c), FIRST_REUSE + 3 * at
    a = appraisal_of(run.settings[run.counts[STRETCH], m])
    wait = mean_wait(run, dossier_of(run, c))
    plan = foresee(outlook_of(run, m, COPY), seen.complexity, wait, run.tastes[row])
    put_terms(run, row, reuse_terms(COPY, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, ADAPT), seen.complexity, wait, run.tastes[row + 1])
    put_terms(run, row + 1, reuse_terms(ADAPT, a, seen, who, plan))
    plan = foresee(outlook_of(run, m, INSPIRED), seen.complexity, wait, run.tastes[row + 2])
    put_terms(run, row + 2, inspired_terms(a, seen, who, plan))


@kernel
def _draw_tastes(run: State, d: int, looked: int) -> None:
    """Draw the tastes of all options, in the order of the table's rows."""
    m, dossier, entities = d // run.fields.shape[0], run.dossiers[d], run.entities
    entities[0], entities[1] = dossier["leaving_identity"], dossier["own_identity"]
    for at in range(looked):
        entities[FIRST_REUSE + at] = run.solutions[run.cases[run.close_look[at]]["solution"]]["identity"]
    n, code = whole_batches(FIRST_REUSE + looked), run.places[m]["code"]
    draw_words(run.key, entities, code, run.counts[YEAR], run.lasting_of, run.yearly_of, n)
    _pick(run, 0, LEAVING_WORD * LANE)
    _pick(run, 1, OWN_WORD * LANE + 1)
    for at in range(looked):
        for mode in range(3):
            _pick(run, FIRST_REUSE + 3 * at + mode, mode * LANE + FIRST_REUSE + at)
    correlation = appraisal_of(run.settings[run.counts[STRETCH], m]).taste_correlation
    work_out_tastes(run.lasting, run.yearly, correlation, run.tastes, whole_batches(FIRST_REUSE + 3 * looked))


@kernel
def _pick(run: State, row: int, word: int) -> None:
    run.lasting[row], run.yearly[row] = run.lasting_of[word], run.yearly_of[word]
