"""The rule that each claim rests on, and what it is cut out with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.cutting import Cut, ends_with, given, given_in, gives, passes, rule, step
from claims.of_reuse import REFUSED

if TYPE_CHECKING:
    from claims.cutting import Rule


def without_changes(forms: Any) -> Any:
    """Let every form of organisation be a name only."""
    return {name: form._replace(sets={}, scales={}) for name, form in forms.items()}


def all_layers_alike(contact_weights: Rule) -> Rule:
    """Let every kind of tie weigh the same."""
    return lambda graph, weights, **more: contact_weights(graph, dict.fromkeys(weights, 1.0), **more)


def without_circle(build_ties: Rule) -> Rule:
    """Let those who are trained together meet nobody new."""
    return lambda scenario, *more: build_ties(scenario.with_changes({"training.tie_weight": 0.0}), *more)


def three_months_for_all(_money_ends: Rule) -> Rule:
    """Let every grant last as long as the shortest."""
    return lambda run, c: int(run.cases[c]["adopted"]) + 3


def no_tail(_money_ends: Rule) -> Rule:
    """Let every grant end when it ends."""
    return lambda run, c: int(run.cases[c]["grant_ends"])


ALIKE_CONTACT = rule("awareness.contact_hazard", given(0, 0.1))
NO_STIGMA = rule("stigma.felt_stigma", gives(0.0))
NO_NIH = rule("not_invented_here.nih_discount", gives(0.0))
NO_OWNERSHIP = rule("not_invented_here.ownership", gives(0.0))
NO_HOPE_OF_A_PRIZE = rule("copycat_prize.chance_of_winning", gives(0.0))
NO_RECOGNITION = rule("stigma.recognition_gained", passes(0))
ONE_PACE = rule("development.months_of_mode", gives(6.0))
ALIKE_PUSH = rule("awareness.broadcast_hazard", given(0, 0.1))
NO_CLIFF = rule("funding_cliff.cliff_hazard", gives(0.0))
NO_PRESSURE = tuple(
    cut
    for terms, who in (("reuse_terms", 3), ("inspired_terms", 2), ("own_terms", 1))
    for cut in rule(f"utility.{terms}", given_in(who, pressure=0.0))
)
NO_PARTNERS = step("hearing.hear_from_partners", gives(0.0))
NO_EARLY_END = rule("evaluation.chance_of_ending", passes(1))
NO_SILOS = rule("departments.felt_friction", gives(0.0))
STEADY_ATTENTION = rule("leaders.attention", gives(1.0))
NO_BLAME = rule("politics.support_after_blame", passes(1))
NO_FORMS = (Cut("diffusion_sim.mechanisms.organisation_forms", "FORMS", without_changes),)
ALWAYS_MATURE = rule("organisation_forms.maturity", gives(1.0))
NO_REUSE = rule("utility.reuse_terms", ends_with(constant=REFUSED)) + rule(
    "utility.inspired_terms", ends_with(constant=REFUSED)
)

CUTS: dict[str, tuple[Cut, ...]] = {
    "R1: contact makes knowledge common": ALIKE_CONTACT,
    "R1: ten times the contact brings much more hearing": ALIKE_CONTACT,
    "R1: and little more use: less of what is heard of is used": ALIKE_CONTACT,
    "R2: three ways of reuse put more to use than own work alone": NO_REUSE,
    "R3: a front-runner takes pride in making the next solution": rule("sharing.pride_gain", gives(0.0)),
    "R4: stigma makes copies rarer": NO_STIGMA,
    "R4: pride makes own work commoner": rule("utility.own_terms", ends_with(pride=0.0)),
    "R5: Not Invented Here makes copies rarer": NO_NIH,
    "R5: Not Invented Here makes own work commoner": NO_NIH,
    "R5: towards near neighbours, where a scenario says so": rule("not_invented_here.nih_discount", given(1, 1.0)),
    "R6: ownership by adapting makes adapting commoner": NO_OWNERSHIP,
    "R6: ownership helps implementation": NO_OWNERSHIP,
    "R7: the reward alone makes reuse commoner": NO_HOPE_OF_A_PRIZE,
    "R7: the reward is for reuse, and takes from own work": NO_HOPE_OF_A_PRIZE,
    "R7: recognition alone wears stigma down": NO_RECOGNITION,
    "R7: visibility alone makes the reused solution known": rule("awareness.broadcast_hazard", given(2, 0.0)),
    "R7: what may win is a lever: a prize for copies alone makes adapting rarer": NO_HOPE_OF_A_PRIZE,
    "R7: the odds count: few winners are a small incentive": NO_HOPE_OF_A_PRIZE,
    "R7: copying is developed sooner": ONE_PACE,
    "R7: and so costs less": ONE_PACE,
    "R8: what was made in an unlike place fits worse": rule("context_fit.fit_share", given(1, 0.0)),
    "R8: innovation takes time": ONE_PACE,
    "R9: a portal gives the overview that is missing": rule("awareness.broadcast_hazard", given(1, 0.0)),
    "R9: what is documented is known better, and so chosen better": rule("evidence.reliability", given(2, 1.0)),
    "R10: what is unfinished when the money ends is not implemented": NO_CLIFF,
    "R10: what is in use is lost too": rule("funding_cliff.cliff_hazard", given(0, 0.2)),
    "R10: longer grants lose less": step("grant_money.money_ends", three_months_for_all),
    "R10: a taper loses less": rule("funding_cliff.money_gone", given(1, 0)),
    "R10: an implementation tail loses less": step("grant_money.money_ends", no_tail),
    "R10: a cliff foreseen turns choice away from long work on grants": rule("foresight.chance_of_finishing", gives(1.0)),
    "R11: the plan asked for keeps money from own work most": rule("grant_pool.planning_burden", gives(0.0)),
    "R12: opposition to what is developed keeps it from use": rule("implementation.failure_hazard", gives(0.0)),
    "R12: involving users lets less be given up":
        rule("co_creation.opposition_left", gives(1.0)),
    "R12: involving users hits better": rule("co_creation.benefit_factor", gives(1.0)) + rule("co_creation.fit_gained", gives(0.0)),
    "Danish evidence: a central source makes its solutions known": ALIKE_PUSH,
    "Danish evidence: and better ones, since it is not one of the many": ALIKE_PUSH,
    "Danish evidence: the region tells more where its ties weigh more":
        (Cut("diffusion_sim.country.contact", "contact_weights", all_layers_alike),),
    "Danish evidence: political pressure makes more be taken up": NO_PRESSURE,
    "p. 12: employees who take part own it, so that less is given up": rule("co_creation.co_owned", passes(1)),
    "p. 25: firms that take part save time": rule("co_creation.months_added", gives(0.0)),
    "p. 25: firms that take part take ownership away, so that more is given up": rule("co_creation.co_owned", passes(1)),
    "R13: embedding keeps in use what a grant began": rule("funding_cliff.threshold_at_cliff", passes(0)),
    "R13: work on permanent money has no cliff":
        rule("grant_pool.grant_seeking", given(3, 0.0)) + rule("funding_cliff.cliff_hazard", given(1, 0.0)),
    "R14: an innovation department makes own work better": NO_FORMS,
    "R14: own work of a young department is worth less than a mature one's": ALWAYS_MATURE,
    "R14: a temporary project loses more at the cliff": NO_FORMS,
    "R15: partners hear of more": NO_PARTNERS,
    "R15: partners put more adapted work to use": NO_PARTNERS,
    "R15: shared ownership keeps joint work from being given up": rule("partnerships.joint_ownership", passes(0)),
    "R15: shared cost shortens joint work that takes longer than the pilot": rule("partnerships.joint_cost_left", gives(1.0)),
    "R16: wicked problems keep answers waiting": rule("wicked.is_wicked", gives(0)),
    "R16: regions that open with the state put more to use": rule("wicked.follows_the_state", gives(0)),
    "R16: a region's municipalities begin together, as no longer time of development makes them": rule("wicked.is_open", gives(1)),
    "R17: tolerance of errors makes own work commoner": rule("utility.aversion", given_in(1, error_tolerance=0.0)),
    "R17: weak projects that end early raise the worth of what is implemented": rule("trials.ends_early", gives(0)),
    "R18: silos keep what was heard from being taken up": NO_SILOS,
    "R18: silos keep most from what crosses two departments": rule("departments.friction_met", passes(0)),
    "R18: silos make implementation take longer": rule("departments.delayed_months", passes(0)),
    "R19: an idea clinic makes own work commoner":
        rule("ideas.liking_of_best", gives(0.0)) + rule("ideas.quality_factor", gives(1.0)),
    "R19: an idea clinic makes own work better": rule("ideas.quality_factor", gives(1.0)),
    "R19: an idea clinic finds what to stop, which saves the cost of running it": rule("ideas.finding_hazard", gives(0.0)),
    "R20: what is thought to be forbidden is not done": rule("constraints.is_out_of_bounds", gives(0)),
    "R21: training with a frame makes own work better": rule("training.trained_skill", passes(0)),
    "R21: training without a frame turns to frustration: less is taken up for review":
        rule("training.carrying_left", passes(0)),
    "R21: courses make ties, so that more is heard of": (Cut("diffusion_sim.setup.acquaintance", "build_ties", without_circle),),
    "R22: shifting attention: less is taken up for review": STEADY_ATTENTION,
    "R22: shifting attention embeds less: more is lost when funding ended": STEADY_ATTENTION,
    "R22: patience, a longer span of attention, takes more up for review": STEADY_ATTENTION,
    "R22: orders from the top start more": step("considering.is_ordered", gives(0)),
    "R22: what is ordered is owned less and so given up more": rule("leaders.felt_ownership", passes(0)),
    "R23: enthusiasts carry work that no grant pays": rule("enthusiasts.goes_on_without_grant", passes(0)),
    "R23: when they leave, some of their work ends": step("people._hung_on_them", gives(0)),
    "R23: enthusiasts who never leave carry more": rule("innovation_leaders.carrying", given_in(1, present=1.0)),
    "R24: Municipality 3.0 puts more to use than Municipality 1.0": NO_FORMS,
    "R24: on the way to Municipality 3.0 there is less own work than there": ALWAYS_MATURE,
    "R25: politicians who ask for innovation get more": NO_PRESSURE,
    "R25: a committee's political support takes up more for review": rule("politics.felt_support", passes(1)),
    "R25: blame after failures takes less up for review": NO_BLAME,
    "R25: an accord outlasts blame": NO_BLAME,
    "R26: evidence from evaluations makes what is reused better": rule("evaluation.visits_worth", gives(0.0)),
    "R26: early evaluation raises the worth of what is implemented": NO_EARLY_END,
    "R26: early evaluation saves the dear part": NO_EARLY_END,
    "R26: the no-minus gate keeps out what is negative on one line": rule("evaluation.is_stopped", gives(0)),
    "R26: evaluating takes time": rule("evaluation.lengthened", gives(1.0)),
    "R26: top management does not see the worth of what is not documented": rule("evaluation.visits_counted", passes(1)),
    "R26: where top management decides, what is in use gives more productivity of its value":
        step("prospects.line_weights", gives((0.0, 0.12))),
    "R27: sparring shortens development": rule("sharing.cost_left", gives(1.0)),
    "R27: sparring makes own work, the least certain, commoner":
        rule("sharing.doubt_left", gives(1.0)) + rule("sharing.cost_left", gives(1.0)),
    "R28: profiling one's own unit makes friction where there was none": NO_SILOS,
    "R28: highlighting those who work across wears silos down": NO_SILOS,
}  # fmt: skip
