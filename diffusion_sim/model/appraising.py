"""Appraisal of one problem by one municipality (R2, R4-R8): the options, their terms, the choice and its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import block, solution_identity, uniform
from diffusion_sim.draws.streams import ORDERED, SHARED_INSIDE, TASTE_LASTING, TASTE_YEARLY, THOUGHT_FORBIDDEN
from diffusion_sim.model import working
from diffusion_sim.model.case import Appraisal, Option
from diffusion_sim.model.committing import own_identity
from diffusion_sim.rules import appraisal as rules
from diffusion_sim.rules import choice, evidence, ideas, order, sparring
from diffusion_sim.rules.codes import Mode, Verdict
from diffusion_sim.rules.constraint import OUT_OF_BOUNDS, is_out_of_bounds
from diffusion_sim.rules.evaluation import visits_worth
from diffusion_sim.rules.foresight import foresee
from diffusion_sim.rules.nature import total_drawback
from diffusion_sim.rules.partnership import joint_cost_left, joint_ownership
from diffusion_sim.rules.silo import felt_friction
from diffusion_sim.rules.taste import taste

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.case import Case, Dossier
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.rules.appraisal import Prospect, Situation
    from diffusion_sim.rules.codes import Window

NEVER_BEST = -1.0
"""Shortfall of a solution that was not the best to reuse."""
OWN_WORD, NOTHING_WORD = 0, 3
WORD_OF_MODE = {Mode.COPY: 0, Mode.ADAPT: 1, Mode.INSPIRED: 2}


def appraise(m: Municipality, dossier: Dossier, window: Window) -> Appraisal:
    """Weigh all options for one problem; nothing is changed."""
    who = situation(m, dossier)
    options = [_nothing(m, dossier), _own(m, dossier, who)]
    for case, prospect in considered(m, dossier):
        tastes = _tastes(m, case.solution.identity)
        options += [_reuse(m, mode, case, prospect, who, tastes[word]) for mode, word in WORD_OF_MODE.items()]
    table = np.array([option.terms for option in options])
    ordered = is_ordered(m, dossier)
    chosen = order.best_action(table, len(options)) if ordered else choice.best_option(table, len(options), -1)
    best_reuse = best_row(table, range(2, len(options)))
    return Appraisal(
        month=m.model.month,
        problem=dossier.problem,
        window=window,
        options=tuple(options),
        chosen=chosen,
        best_reuse=best_reuse,
        shortfall=choice.shortfall(table, chosen, best_reuse) if best_reuse else 0.0,
        flips=0 if ordered else choice.flip_set(table, len(options), chosen),
        ordered=ordered,
    )


def adopt(m: Municipality, dossier: Dossier, window: Window) -> Appraisal:
    """Take up the first solution heard of, as models of contagion have it."""
    nothing = Option(Mode.NOTHING, None, rules.nothing_terms(0.0, 0.0, 0.0))
    first = sorted(dossier.known, key=lambda case: (case.heard, int(case.solution.identity)))[:1]
    copies = tuple(Option(Mode.COPY, case, nothing.terms) for case in first)
    chosen = len(copies)
    return Appraisal(m.model.month, dossier.problem, window, (nothing, *copies), chosen, chosen, 0.0, 0)


RULES = {"utility": appraise, "adopt_when_heard": adopt}


def note_on_cases(appraisal: Appraisal, verdict: Verdict) -> None:
    """Keep on each solution that was looked at how its last appraisal went."""
    chosen, best = appraisal.decision.case, appraisal.options[appraisal.best_reuse].case
    for case in dict.fromkeys(option.case for option in appraisal.options if option.case):
        case.appraised, case.times_appraised = appraisal.month, case.times_appraised + 1
        case.verdict = verdict if case is chosen else Verdict.DECLINED
        case.shortfall = appraisal.shortfall if case is best else NEVER_BEST
        case.flips = appraisal.flips


def situation(m: Municipality, dossier: Dossier) -> Situation:
    """Return the municipality's side of an appraisal."""
    s = m.settings
    return rules.Situation(
        skill=s.traits.skill,
        error_tolerance=s.traits.error_tolerance,
        recognition=m.recognition,
        pride_gain=m.pride_gain,
        switching_cost=s.appraisal.switching_cost if dossier.in_use else 0.0,
        benefit_sd=s.solutions.benefit_sd,
        drawback_mean=s.solutions.drawback_mean,
        parent_share=s.solutions.parent_share,
        pressure=s.politics.pressure,
        doubt_left=sparring.doubt_left(s.sparring),
        cost_left=sparring.cost_left(s.sparring),
        idea_liking=ideas.liking_of_best(s.ideas),
        idea_quality=ideas.quality_factor(s.ideas),
    )


def is_ordered(m: Municipality, dossier: Dossier) -> bool:
    """Tell whether the top orders something to be delivered (R22)."""
    share = m.settings.leadership.top_down_share
    return share > 0.0 and uniform(m.model.key, _era(m, dossier), m.code, ORDERED, m.model.month) < share


def reaches_deciders(m: Municipality, case: Case) -> bool:
    """Tell whether a known solution is shared inside (R18) and not thought to be forbidden (R20)."""
    traits, draw = m.settings.traits, (m.model.key, case.solution.identity, m.code)
    friction = felt_friction(traits)
    if friction > 0.0 and uniform(*draw, SHARED_INSIDE, m.model.year) < friction:
        return False
    limit = traits.perceived_constraint
    return not (limit > 0.0 and is_out_of_bounds(limit, uniform(*draw, THOUGHT_FORBIDDEN, 0)))


def considered(m: Municipality, dossier: Dossier) -> list[tuple[Case, Prospect]]:
    """Return the most promising known solutions with what the municipality sees of them."""
    seen = [(case, prospect(m, case)) for case in dossier.known if reaches_deciders(m, case)]
    seen.sort(key=lambda pair: (-rules.promise(pair[1]), int(pair[0].solution.identity)))
    return seen[: m.settings.appraisal.consideration_size]


def prospect(m: Municipality, case: Case) -> Prospect:
    """Return a known solution as the municipality sees it (R8, R9)."""
    s, nature = m.settings, case.solution.nature
    on_portal = nature.documented and s.portal.hearing_per_month > 0.0
    visits = 1.0 + (s.portal.evidence_gain if on_portal else 0.0)
    visits += visits_worth(s.evaluation, int(case.solution.evaluated))
    sd, noise = s.solutions.benefit_sd, s.appraisal.signal_sd
    trust = evidence.reliability(sd, noise, visits)
    signal = nature.log_benefit + noise * case.signal_noise
    joint = int(working.pilot(case) is not None)
    return rules.Prospect(
        log_benefit=evidence.believed_log_benefit(sd, signal, trust),
        variance=evidence.doubt(sd, trust),
        fit=case.fit,
        drawback=evidence.believed_drawback(total_drawback(nature.drawback), s.solutions.drawback_mean, trust),
        complexity=nature.complexity,
        near_factor=s.appraisal.nih_near_factor if m.is_near(case.solution.origin) else 1.0,
        exposure=m.share_running(case.solution) if s.appraisal.social_proof > 0.0 else 0.0,
        cost_left=joint_cost_left(s.partnership, joint),
        shared_ownership=joint_ownership(0.0, s.partnership, joint),
    )


def best_row(table: np.ndarray[tuple[int, int], np.dtype[np.float64]], rows: Sequence[int]) -> int:
    """Return the row of highest utility among some; 0 when there are none."""
    if not rows:
        return 0
    return rows[choice.best_option(table[rows[0] : rows[-1] + 1], len(rows), -1)]


def _era(m: Municipality, dossier: Dossier) -> Entity:
    """Return the address of a problem's present era."""
    return np.uint64((dossier.problem << 32) + m.model.era_of(dossier.problem))


def _nothing(m: Municipality, dossier: Dossier) -> Option:
    weight, in_use = m.settings.appraisal.benefit_weight, dossier.in_use
    if in_use:
        return Option(Mode.NOTHING, None, rules.nothing_terms(weight, in_use.merit, in_use.taste))
    own = np.uint64(solution_identity(m.code, dossier.problem, m.model.era_of(dossier.problem), 0, np.uint64(0)))
    return Option(Mode.NOTHING, None, rules.nothing_terms(weight, 0.0, _tastes(m, own)[NOTHING_WORD]))


def _own(m: Municipality, dossier: Dossier, who: Situation) -> Option:
    identity = own_identity(m, dossier, parent=None)
    plan = foresee(m.outlook[Mode.OWN], 1.0, _wait(m, dossier.problem), _tastes(m, identity)[OWN_WORD])
    terms, limit = rules.own_terms(m.settings.appraisal, who, plan), m.settings.traits.perceived_constraint
    draw = uniform(m.model.key, _era(m, dossier), m.code, THOUGHT_FORBIDDEN, 0) if limit > 0.0 else 1.0
    return Option(Mode.OWN, None, terms._replace(constant=OUT_OF_BOUNDS) if is_out_of_bounds(limit, draw) else terms)


def _wait(m: Municipality, problem: int) -> float:
    """Return the mean months for which work on a problem waits for partners."""
    return m.settings.wicked.partner_months if m.is_wicked(problem) else 0.0


def _reuse(m: Municipality, mode: Mode, case: Case, seen: Prospect, who: Situation, random: float) -> Option:
    plan = foresee(m.outlook[mode], seen.complexity, _wait(m, case.solution.problem), random)
    if mode is Mode.INSPIRED:
        return Option(mode, case, rules.inspired_terms(m.settings.appraisal, seen, who, plan))
    return Option(mode, case, rules.reuse_terms(int(mode), m.settings.appraisal, seen, who, plan))


def _tastes(m: Municipality, identity: Entity) -> tuple[float, ...]:
    """Return the four tastes that hang on one solution this year, by word."""
    model = m.model
    lasting = block(model.key, identity, m.code, TASTE_LASTING, 0)
    yearly = block(model.key, identity, m.code, TASTE_YEARLY, model.year)
    correlation = m.settings.appraisal.taste_correlation
    return tuple(taste(a, b, correlation) for a, b in zip(lasting, yearly, strict=True))
