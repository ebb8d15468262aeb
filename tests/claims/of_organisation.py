"""R13 to R28: organisation, leadership, politics, evidence and collaboration."""

from __future__ import annotations

from typing import Any

from claims.claim import Claim
from claims.measures import (
    ALL,
    PLAIN,
    REUSE,
    adopted,
    bunching,
    given_up_of_developed,
    given_up_of_joint_copies,
    implemented,
    kroner_per_use,
    lost_of_granted,
    months_of_adapting,
    months_of_development,
    months_of_implementation,
    net_benefit,
    productivity_share,
    reused_across,
    running_kroner,
    total,
)
from claims.of_reuse import GRANTS
from diffusion_sim.codes import Mode

YOUNG, OLD = "2012-01", "2000-01"
"""First months of forms that grow through the reported years, and of those that are mature when the burn-in starts."""


def organised(form: str, since: str = "") -> dict[str, Any]:
    """Return the changes by which every municipality has one form of organisation."""
    return {"organisations": [{"name": "Everybody", "form": form, "from": since}]}


EVERYBODY = {"partnerships": [{"name": "Region", "municipalities": ["region:Midtjylland"]}]}
OPPOSED = {"implementation.failure_per_month": 0.2, "implementation.ownership_relief": 1.0}
BLAMED = {"politics.carrying_share": 1.0, "implementation.failure_per_month": 0.1}
MANAGED = {"evaluation.management_share": 1.0}
DEPARTMENTS = {"problems.fields": ["Eldercare", "Schools", "Employment"]}
IDEAS = {"ideas.per_problem": 4.0}, {"ideas.per_problem": 1.0}
SPARRING = {"sparring.asking_share": 1.0}, {"sparring.asking_share": 0.0}
CLAIMS = {
    "R19: an idea clinic makes own work commoner": Claim(*IDEAS, adopted(Mode.OWN), (1.45, 2.5)),
    "R19: an idea clinic makes own work better": Claim(*IDEAS, net_benefit(Mode.OWN), (1.1, 1.3)),
    "R19: an idea clinic finds what to stop, which saves the cost of running it": Claim(
        *IDEAS, running_kroner, (0.7, 0.92), {"problems.era_end_per_year": 0.3, "costs.running_dkk_per_month": 30_000.0}),
    "R27: sparring shortens development": Claim(*SPARRING, months_of_development(), (0.77, 0.91)),
    "R27: sparring makes own work, the least certain, commoner": Claim(
        *SPARRING, adopted(Mode.OWN), (1.37, 2.2), {"appraisal.risk_aversion": 1.0}),
    "R26: evidence from evaluations makes what is reused better": Claim(
        {"evaluation.evaluated_share": 1.0}, {"evaluation.evaluated_share": 0.0}, net_benefit(*PLAIN), (1.12, 1.4), {"appraisal.signal_sd": 2.0}),
    "R26: early evaluation raises the worth of what is implemented": Claim(
        {"evaluation.early_share": 1.0}, {"evaluation.early_share": 0.0}, net_benefit(*ALL), (1.1, 1.3)),
    "R26: early evaluation saves the dear part": Claim(
        {"evaluation.early_share": 1.0}, {"evaluation.early_share": 0.0}, kroner_per_use, (0.79, 0.92)),
    "R26: the no-minus gate keeps out what is negative on one line": Claim(
        {"evaluation.gate_share": 1.0}, {"evaluation.gate_share": 0.0}, net_benefit(*ALL), (1.12, 1.4)),
    "R26: evaluating takes time": Claim(
        {"evaluation.evaluated_share": 1.0}, {"evaluation.evaluated_share": 0.0}, months_of_development(), (1.02, 1.1)),
    "R26: top management does not see the worth of what is not documented": Claim(
        MANAGED, {"evaluation.management_share": 0.0}, net_benefit(*PLAIN), (0.4, 0.75)),
    "R26: where top management decides, what is in use gives more productivity of its value": Claim(
        MANAGED, {"evaluation.management_share": 0.0}, productivity_share, (1.07, 1.3), {"evaluation.evaluated_share": 1.0}),
    "R21: training with a frame makes own work better": Claim(
        {"training.courses_per_year": 4.0, "training.frame_share": 1.0}, {"training.courses_per_year": 0.0},
        net_benefit(Mode.OWN), (1.24, 1.8)),
    "R21: training without a frame turns to frustration: less is taken up for review": Claim(
        {"training.courses_per_year": 2.0, "training.frame_share": 0.0}, {"training.courses_per_year": 0.0},
        total("appraised"), (0.61, 0.84)),
    "R21: courses make ties, so that more is heard of": Claim(
        {"training.tie_weight": 0.2}, {"training.tie_weight": 0.0}, total("aware"), (1.29, 2.0),
        {"training.courses_per_year": 1.0, "training.frame_share": 1.0}),
    "R16: wicked problems keep answers waiting": Claim(
        {"wicked.share": 1.0}, {"wicked.share": 0.0}, months_of_development(), (1.5, 3.0)),
    "R16: regions that open with the state put more to use": Claim(
        {"wicked.coordinated_share": 1.0}, {"wicked.coordinated_share": 0.0}, implemented, (1.15, 1.5), {"wicked.share": 1.0}),
    "R16: a region's municipalities begin together, as no longer time of development makes them": Claim(
        {"wicked.share": 1.0, "work.months_own": 6.0, "work.months_copy": 2.0},
        {"wicked.share": 0.0, "work.months_own": 18.0, "work.months_copy": 14.0}, bunching, (1.8, 3.2)),
    "R15: partners hear of more": Claim(EVERYBODY, {"partnerships": []}, total("aware"), (1.04, 1.1)),
    "R15: partners put more adapted work to use": Claim(EVERYBODY, {"partnerships": []}, total("implemented_adapt"), (1.06, 1.2)),
    "R15: shared ownership keeps joint work from being given up": Claim(
        {"implementation.ownership_relief": 1.0}, {"implementation.ownership_relief": 0.0}, given_up_of_joint_copies, (0.45, 0.75),
        EVERYBODY | {"implementation.failure_per_month": 0.2}),
    "p. 12: employees who take part own it, so that less is given up": Claim(
        {"implementation.staff_involvement": 1.0}, {"implementation.staff_involvement": 0.0}, given_up_of_developed,
        (0.4, 0.7), OPPOSED),
    "p. 25: firms that take part save time": Claim(
        {"implementation.firm_involvement": 1.0}, {"implementation.firm_involvement": 0.0}, months_of_development(),
        (0.75, 0.9)),
    "p. 25: firms that take part take ownership away, so that more is given up": Claim(
        {"implementation.firm_involvement": 1.0}, {"implementation.firm_involvement": 0.0}, given_up_of_developed,
        (1.25, 1.9), OPPOSED),
    "R13: embedding keeps in use what a grant began": Claim(
        {"cliff.embedding_share": 1.0}, {"cliff.embedding_share": 0.0}, total("discontinued_when_funding_ended"), (0.0, 0.2),
        GRANTS),
    "R17: tolerance of errors makes own work commoner": Claim(
        {"traits.error_tolerance": 0.9}, {"traits.error_tolerance": 0.1}, adopted(Mode.OWN), (1.31, 2.0)),
    "R17: weak projects that end early raise the worth of what is implemented": Claim(
        {"trials.ending_share": 1.0}, {"trials.ending_share": 0.0}, net_benefit(*ALL), (1.08, 1.3),
        {"traits.error_tolerance": 0.8}),
    "R18: silos keep what was heard from being taken up": Claim(
        {"traits.silo_friction": 1.0}, {"traits.silo_friction": 0.0}, adopted(*REUSE), (0.5, 0.86)),
    "R18: silos keep most from what crosses two departments": Claim(
        {"traits.silo_friction": 0.8}, {"traits.silo_friction": 0.0}, reused_across, (0.3, 0.8), DEPARTMENTS),
    "R28: profiling one's own unit makes friction where there was none": Claim(
        {"traits.incentive_balance": 1.0}, {"traits.incentive_balance": 0.0}, adopted(*REUSE), (0.5, 0.9),
        DEPARTMENTS | {"traits.silo_friction": 0.0}),
    "R28: highlighting those who work across wears silos down": Claim(
        {"traits.incentive_balance": -1.0}, {"traits.incentive_balance": 0.0}, adopted(*REUSE), (1.15, 2.0),
        DEPARTMENTS | {"traits.silo_friction": 0.8}),
    "R20: what is thought to be forbidden is not done": Claim(
        {"traits.perceived_constraint": 0.5}, {"traits.perceived_constraint": 0.0}, adopted(*ALL), (0.58, 0.83)),
    "R22: shifting attention: less is taken up for review": Claim(
        {"leadership.carrying_share": 0.8}, {"leadership.carrying_share": 0.0}, total("appraised"), (0.64, 0.86)),
    "R22: shifting attention embeds less: more is lost when funding ended": Claim(
        {"leadership.carrying_share": 1.0}, {"leadership.carrying_share": 0.0}, lost_of_granted, (1.68, 3.3), GRANTS),
    "R22: orders from the top start more": Claim(
        {"leadership.top_down_share": 0.5}, {"leadership.top_down_share": 0.0}, adopted(*ALL), (1.54, 2.8)),
    "R22: what is ordered is owned less and so given up more": Claim(
        {"leadership.top_down_share": 1.0}, {"leadership.top_down_share": 0.0}, given_up_of_developed, (1.2, 3.4),
        {"implementation.failure_per_month": 0.1, "implementation.ownership_relief": 1.0}),
    "R23: enthusiasts carry work that no grant pays": Claim(
        {"enthusiasts.unfunded_share": 1.0}, {"enthusiasts.unfunded_share": 0.0}, adopted(Mode.OWN), (1.2, 1.6),
        {"funding.grants_per_municipality": 0, "funding.grant_seeking_share": 1.0, "traits.permanence": 0.0}),
    "R23: when they leave, some of their work ends": Claim(
        {"enthusiasts.dependence_share": 1.0}, {"enthusiasts.dependence_share": 0.0}, implemented, (0.89, 0.95),
        {"enthusiasts.turnover_per_year": 1.0}),
    "R25: politicians who ask for innovation get more": Claim(
        {"politics.pressure": 1.0}, {"politics.pressure": 0.0}, adopted(*ALL), (1.15, 1.5)),
    "R25: a committee's political support takes up more for review": Claim(
        {"politics.committee_gain": 1.0}, {"politics.committee_gain": 0.0}, total("appraised"), (1.39, 2.3),
        {"politics.carrying_share": 1.0}),
    "R14: an innovation department makes own work better": Claim(
        organised("innovation_department"), {"organisations": []}, net_benefit(Mode.OWN), (1.22, 1.7)),
    "R14: own work of a young department is worth less than a mature one's": Claim(
        organised("innovation_department", YOUNG), organised("innovation_department", OLD), net_benefit(Mode.OWN), (0.65, 0.9)),
    "R14: a temporary project loses more at the cliff": Claim(
        organised("temporary_project"), {"organisations": []}, total("abandoned_when_funding_ended"), (1.79, 3.6), GRANTS),
    "R24: Municipality 3.0 puts more to use than Municipality 1.0": Claim(
        organised("municipality_3.0"), organised("municipality_1.0"), implemented, (1.23, 1.8)),
    "R24: on the way to Municipality 3.0 there is less own work than there": Claim(
        organised("municipality_3.0", YOUNG), organised("municipality_3.0", OLD), adopted(Mode.OWN), (0.6, 0.88)),
    "R13: work on permanent money has no cliff": Claim(
        {"traits.permanence": 1.0}, {"traits.permanence": 0.0}, total("abandoned_when_funding_ended"), (0.04, 0.2), GRANTS),
    "R15: shared cost shortens joint work that takes longer than the pilot": Claim(
        EVERYBODY, {"partnerships": []}, months_of_adapting, (0.92, 0.98),
        {"work.months_own": 2.0, "work.months_copy": 14.0}),
    "R18: silos make implementation take longer": Claim(
        {"traits.silo_friction": 0.8}, {"traits.silo_friction": 0.0}, months_of_implementation, (1.2, 2.0)),
    "R22: patience, a longer span of attention, takes more up for review": Claim(
        {"leadership.attention_span_months": 120.0}, {"leadership.attention_span_months": 3.0}, total("appraised"),
        (1.82, 3.7), {"leadership.carrying_share": 1.0}),
    "R23: enthusiasts who never leave carry more": Claim(
        {"enthusiasts.turnover_per_year": 0.0}, {"enthusiasts.turnover_per_year": 2.0}, total("appraised"), (1.2, 1.5),
        {"enthusiasts.carrying_share": 1.0}),
    "R25: blame after failures takes less up for review": Claim(
        {"politics.blame_share": 1.0}, {"politics.blame_share": 0.0}, total("appraised"), (0.74, 0.9), BLAMED),
    "R25: an accord outlasts blame": Claim(
        {"politics.accord_share": 1.0}, {"politics.accord_share": 0.0}, total("appraised"), (1.12, 1.4),
        BLAMED | {"politics.blame_share": 1.0}),
}  # fmt: skip
