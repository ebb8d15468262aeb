"""R1 to R12: hearing, choosing, recognition, money and implementation."""

from __future__ import annotations

from claims.claim import Claim
from claims.measures import (
    ALL,
    PLAIN,
    REUSE,
    adopted,
    fit_of_what_is_heard,
    given_up_of_developed,
    granted,
    heard_of_from_outside,
    implemented,
    kroner_per_start,
    lost_when_funding_ended,
    months_of_development,
    near_share,
    net_benefit,
    share_heard_in_region,
    total,
    use_of_what_is_heard,
)
from diffusion_sim.codes import Mode

TEN_TIMES = {"awareness.contact_per_month": 1.0}, {"awareness.contact_per_month": 0.1}
REFUSED = -20.0
"""A constant that no other term outweighs."""
GRANTS = {"funding.grants_per_municipality": 500 / 98, "funding.grant_seeking_share": 0.5, "funding.grant_months": 6}
QUIET_PRIZE = {
    "prize.winners_per_year": 50, "prize.from_month": "2012-01", "prize.reward": 0.0, "prize.recognition_winner": 0.0,
    "prize.visibility_per_month": 0.0,
}  # fmt: skip
"""A prize that does nothing, so that each of its effects can be switched on alone."""
ASHAMED = QUIET_PRIZE | {"appraisal.copy_stigma": 3.0, "recognition.fade_per_month": 0.0}
HARD = {"cliff.unfinished_per_month": 1.0, "traits.permanence": 0.1} | GRANTS | {"funding.grant_months": 3}

CLAIMS = {
    "R1: contact makes knowledge common": Claim(
        {"awareness.contact_per_month": 0.3}, {"awareness.contact_per_month": 0.0}, total("aware"), (9, 24)),
    "R1: ten times the contact brings much more hearing": Claim(*TEN_TIMES, total("aware"), (3.11, 8.0)),
    "R1: and little more use: less of what is heard of is used": Claim(*TEN_TIMES, use_of_what_is_heard, (0.15, 0.58)),
    "R2: three ways of reuse put more to use than own work alone": Claim(
        {"appraisal.constant_copy": 0.8, "appraisal.constant_adapt": 0.8, "appraisal.constant_inspired": 0.2},
        {"appraisal.constant_copy": REFUSED, "appraisal.constant_adapt": REFUSED, "appraisal.constant_inspired": REFUSED},
        implemented, (1.65, 3.2)),
    "R3: a front-runner takes pride in making the next solution": Claim(
        {"recognition.reputation_pride": 10.0}, {"recognition.reputation_pride": 0.0}, adopted(Mode.OWN), (1.14, 1.8),
        {"appraisal.pride": 2.0}),
    "R4: stigma makes copies rarer": Claim(
        {"appraisal.copy_stigma": 3.0}, {"appraisal.copy_stigma": 0.0}, adopted(Mode.COPY), (0.07, 0.49)),
    "R4: pride makes own work commoner": Claim(
        {"appraisal.pride": 3.0}, {"appraisal.pride": 0.0}, adopted(Mode.OWN), (2.03, 4.4)),
    "R5: Not Invented Here makes copies rarer": Claim(
        {"appraisal.nih_bias": 1.5}, {"appraisal.nih_bias": 0.0}, adopted(Mode.COPY), (0.05, 0.46)),
    "R5: Not Invented Here makes own work commoner": Claim(
        {"appraisal.nih_bias": 1.5}, {"appraisal.nih_bias": 0.0}, adopted(Mode.OWN), (1.1, 1.3)),
    "R5: towards near neighbours, where a scenario says so": Claim(
        {"appraisal.nih_near_factor": 10.0}, {"appraisal.nih_near_factor": 1.0}, near_share, (0.03, 0.44),
        {"appraisal.nih_bias": 0.5, "external.per_era": 0.0}),
    "R6: ownership by adapting makes adapting commoner": Claim(
        {"appraisal.ownership_adapt": 1.0}, {"appraisal.ownership_adapt": 0.0}, adopted(Mode.ADAPT), (2.0, 3.2),
        {"appraisal.nih_bias": 1.0}),
    "R6: ownership helps implementation": Claim(
        {"implementation.ownership_relief": 1.0}, {"implementation.ownership_relief": 0.0}, total("gave_up"), (0.16, 0.66),
        {"implementation.failure_per_month": 0.1}),
    "R7: the reward alone makes reuse commoner": Claim(
        {"prize.reward": 50.0}, {"prize.reward": 0.0}, adopted(*REUSE), (1.84, 3.8), QUIET_PRIZE),
    "R7: the reward is for reuse, and takes from own work": Claim(
        {"prize.reward": 50.0}, {"prize.reward": 0.0}, adopted(Mode.OWN), (0.9, 0.96), QUIET_PRIZE),
    "R7: recognition alone wears stigma down": Claim(
        {"prize.recognition_winner": 1.0}, {"prize.recognition_winner": 0.0}, adopted(Mode.COPY), (2.62, 6.4), ASHAMED),
    "R7: visibility alone makes the reused solution known": Claim(
        {"prize.visibility_per_month": 0.5}, {"prize.visibility_per_month": 0.0}, total("aware"), (4, 11),
        QUIET_PRIZE | {"awareness.contact_per_month": 0.05}),
    "R7: what may win is a lever: a prize for copies alone makes adapting rarer": Claim(
        {"prize.eligible_modes": ["copy"]}, {"prize.eligible_modes": ["copy", "adapt", "inspired"]},
        adopted(Mode.ADAPT), (0.0, 0.2), QUIET_PRIZE | {"prize.reward": 50.0}),
    "R7: the odds count: few winners are a small incentive": Claim(
        {"prize.winners_per_year": 2}, {"prize.winners_per_year": 50}, adopted(*REUSE), (0.36, 0.74),
        QUIET_PRIZE | {"prize.reward": 50.0}),
    "R7: copying is developed sooner": Claim(
        {"work.months_copy": 2.0}, {"work.months_copy": 6.0}, months_of_development(Mode.COPY), (0.2, 0.6)),
    "R7: and so costs less": Claim({"work.months_copy": 2.0}, {"work.months_copy": 6.0}, kroner_per_start, (0.19, 0.63)),
    "R8: what was made in an unlike place fits worse": Claim(
        {"solutions.fit_distance": 3.0}, {"solutions.fit_distance": 0.0}, fit_of_what_is_heard, (0.23, 0.69)),
    "R8: innovation takes time": Claim(
        {"work.months_own": 24.0}, {"work.months_own": 6.0}, implemented, (0.55, 0.75)),
    "R9: a portal gives the overview that is missing": Claim(
        {"portal.hearing_per_month": 0.1}, {"portal.hearing_per_month": 0.0}, total("aware"), (3, 8)),
    "R9: what is documented is known better, and so chosen better": Claim(
        {"portal.evidence_gain": 15.0}, {"portal.evidence_gain": 0.0}, net_benefit(*PLAIN), (1.16, 1.5),
        {"portal.hearing_per_month": 0.05, "sharing.documented_share": 1.0, "appraisal.signal_sd": 2.0}),
    "R10: what is unfinished when the money ends is not implemented": Claim(
        {"cliff.unfinished_per_month": 1.0}, {"cliff.unfinished_per_month": 0.0}, implemented, (0.5, 0.8),
        HARD | {"appraisal.foresight": 0.0}),
    "R10: what is in use is lost too": Claim(
        {"cliff.operation_per_month": 0.2}, {"cliff.operation_per_month": 0.001}, total("discontinued_when_funding_ended"),
        (44, 111), GRANTS),
    "R10: longer grants lose less": Claim(
        {"funding.grant_months": 18}, {"funding.grant_months": 3}, total("abandoned_when_funding_ended"), (0.02, 0.42), HARD),
    "R10: a taper loses less": Claim(
        {"funding.taper_months": 12}, {"funding.taper_months": 0}, total("abandoned_when_funding_ended"), (0.74, 0.9), HARD),
    "R10: an implementation tail loses less": Claim(
        {"funding.tail_months": 12}, {"funding.tail_months": 0}, lost_when_funding_ended, (0.46, 0.78), HARD | {"funding.grant_months": 8}),
    "R10: a cliff foreseen turns choice away from long work on grants": Claim(
        {"appraisal.foresight": 1.0}, {"appraisal.foresight": 0.0}, adopted(Mode.OWN), (0.1, 0.48), HARD),
    "R11: the plan asked for keeps money from own work most": Claim(
        {"funding.planning_burden": 0.67}, {"funding.planning_burden": 0.0},
        granted(Mode.OWN), (0.16, 0.67), GRANTS),
    "R12: opposition to what is developed keeps it from use": Claim(
        {"implementation.failure_per_month": 0.2}, {"implementation.failure_per_month": 0.0}, implemented, (0.82, 0.9)),
    "R12: involving users lets less be given up": Claim(
        {"implementation.user_involvement": 1.0}, {"implementation.user_involvement": 0.0}, given_up_of_developed, (0.4, 0.76),
        {"implementation.failure_per_month": 0.1}),
    "R12: involving users hits better": Claim(
        {"implementation.user_involvement": 1.0}, {"implementation.user_involvement": 0.0}, net_benefit(*ALL), (1.1, 1.3)),
    "Danish evidence: a central source makes its solutions known": Claim(
        {"external.push_per_month": 0.1}, {"external.push_per_month": 0.002}, heard_of_from_outside, (3.12, 8.1)),
    "Danish evidence: and better ones, since it is not one of the many": Claim(
        {"external.push_per_month": 0.1}, {"external.push_per_month": 0.0}, net_benefit(*PLAIN), (1.05, 1.2)),
    "Danish evidence: the region tells more where its ties weigh more": Claim(
        {"network.weight_region": 9.0}, {"network.weight_region": 0.0}, share_heard_in_region, (1.24, 1.8)),
    "Danish evidence: political pressure makes more be taken up": Claim(
        {"politics.pressure": 1.0}, {"politics.pressure": 0.0}, adopted(*ALL), (1.15, 1.5)),
}  # fmt: skip
