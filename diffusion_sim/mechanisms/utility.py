"""R2 p. 25: copy, adapt, take inspiration, develop one's own, or leave it: the terms of each option.

The benefit is what is believed (evidence), times fit, chance of finishing and patience; drawbacks are subtracted.
Distrust of others' evidence (R5) is told as NIH: what it moves in benefit and risk, against the same evidence believed in full,
as far as there is no ownership (R6).
Uncertainty counts in every mode, most in own work and least in a copy (R17 p. 12: tolerance takes a share off).

In units of the taste scale,

V = weight * (S * patience * gross - drawback) - risk - effort - NIH - stigma
    + pride + prize + social + constant + taste
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.choice import OWN, Appraisal, effort_of
from diffusion_sim.mechanisms.context_fit import ADAPT_UNCERTAINTY_SD, Adapting, improved_fit
from diffusion_sim.mechanisms.declaring import Mechanism, Words
from diffusion_sim.mechanisms.evidence import prior_log_benefit
from diffusion_sim.mechanisms.foresight import Plan
from diffusion_sim.mechanisms.not_invented_here import (
    ADAPT,
    INSPIRED,
    NotInventedHere,
    nih_discount,
    ownership,
    sd_of_benefit,
)
from diffusion_sim.mechanisms.stigma import STIGMA_OF_ADAPTING, Stigma, felt_stigma
from diffusion_sim.mechanisms.trials import Risk

MECHANISM = Mechanism(
    phase="decide",
    en=Words("Utility", "What speaks for and against each option."),
    da=Words("Nytte", "Det, der taler for og imod hver mulighed."),
    supports=(2, 17),
)


class Weighing(Appraisal, Adapting, NotInventedHere, Stigma, Risk):
    """All numbers of section `appraisal` that are read where options are weighed."""


class Terms(NamedTuple):
    """What speaks for (+) and against (-) one option, each in units of utility."""

    benefit: float
    risk: float
    effort: float
    nih: float
    stigma: float
    pride: float
    prize: float
    social: float
    constant: float
    taste: float


@rule
def utility(terms: Terms) -> float:
    """Return the sum of the terms, in their order."""
    return (
        terms.benefit + terms.risk + terms.effort + terms.nih + terms.stigma
        + terms.pride + terms.prize + terms.social + terms.constant + terms.taste
    )  # fmt: skip


class Prospect(NamedTuple):
    """One known solution as a municipality sees it."""

    log_benefit: float
    """Believed mean of log gross benefit."""
    variance: float
    """Remaining variance of it."""
    fit: float
    drawback: float
    complexity: float
    near_factor: float
    """Factor on NIH for the origin: 1, or the scenario's for a land neighbour."""
    exposure: float
    """Share of contact that runs it."""
    cost_left: float = 1.0
    """Share of effort that joining a partner's pilot leaves (R15 p. 10-11)."""
    shared_ownership: float = 0.0
    """Least share of ownership felt for it, because partners pilot it together."""
    distrust_of_benefit: float = 0.0
    """What distrust of others' evidence (R5) has moved in ``log_benefit``; likewise below."""
    distrust_of_variance: float = 0.0
    distrust_of_drawback: float = 0.0


class Situation(NamedTuple):
    """The municipality's side of an appraisal."""

    skill: float
    error_tolerance: float
    recognition: float
    pride_gain: float
    """Factor by which reputation as a front-runner raises pride, less 1."""
    switching_cost: float
    """0 when nothing is in use for this problem."""
    benefit_sd: float
    drawback_mean: float
    parent_share: float
    pressure: float = 0.0
    """Utility that politicians who ask for innovation add to doing anything (R25 p. 19-21)."""
    doubt_left: float = 1.0
    """Share of the aversion to uncertain benefit that help from outside leaves (R27 p. 26); likewise below."""
    cost_left: float = 1.0
    idea_liking: float = 0.0
    """Utility by which the best of employees' ideas is liked more than a single one (R19 p. 12-13)."""
    idea_quality: float = 1.0


@rule
def aversion(a: Weighing, who: Situation) -> float:
    """Return the weight of uncertain benefit (0 or less) that tolerance (R17) and help from outside (R27) leave."""
    return -a.benefit_weight * a.risk_aversion * (1.0 - who.error_tolerance) * who.doubt_left


@rule
def unbiased(seen: Prospect) -> Prospect:
    """Return a solution as it would be seen without distrust of others' evidence."""
    return Prospect(
        seen.log_benefit - seen.distrust_of_benefit,
        seen.variance - seen.distrust_of_variance,
        seen.fit,
        seen.drawback - seen.distrust_of_drawback,
        seen.complexity,
        seen.near_factor,
        seen.exposure,
        seen.cost_left,
        seen.shared_ownership,
    )


@rule
def is_distrusted(seen: Prospect) -> bool:
    """Tell whether distrust has moved anything in what is seen of a solution."""
    return seen.distrust_of_benefit != 0.0 or seen.distrust_of_variance != 0.0 or seen.distrust_of_drawback != 0.0


@rule
def reuse_benefit(mode: int, a: Weighing, seen: Prospect, plan: Plan) -> float:
    """Return the term of benefit of copying or adapting a known solution."""
    return a.benefit_weight * (gross_of_reuse(mode, a, seen) * plan.chance * plan.patience - seen.drawback)


@rule
def reuse_risk(mode: int, a: Weighing, seen: Prospect, who: Situation) -> float:
    """Return the term of risk of copying or adapting a known solution."""
    variance = seen.variance + (ADAPT_UNCERTAINTY_SD * ADAPT_UNCERTAINTY_SD if mode == ADAPT else 0.0)
    return aversion(a, who) * gross_of_reuse(mode, a, seen) * sd_of_benefit(variance)


@rule
def gross_of_reuse(mode: int, a: Weighing, seen: Prospect) -> float:
    """Return the gross benefit expected of copying or adapting a known solution."""
    fit = improved_fit(seen.fit, a.adaptation_gain) if mode == ADAPT else seen.fit
    return exp(seen.log_benefit + 0.5 * seen.variance) * fit


@rule
def reuse_terms(mode: int, a: Weighing, prospect: Prospect, who: Situation, plan: Plan) -> Terms:
    """Return the terms of copying or adapting a known solution."""
    adapts, evidence, distrust = mode == ADAPT, unbiased(prospect), 0.0
    benefit, risk = reuse_benefit(mode, a, evidence, plan), reuse_risk(mode, a, evidence, who)
    if is_distrusted(prospect):
        believed = reuse_benefit(mode, a, prospect, plan) + reuse_risk(mode, a, prospect, who)
        distrust = believed - (benefit + risk)
    share = STIGMA_OF_ADAPTING if adapts else 1.0
    owned = max(ownership(mode, a.ownership_adapt), prospect.shared_ownership)
    return Terms(
        benefit=benefit,
        risk=risk,
        effort=-effort_of(a.effort_weight, mode) * prospect.complexity * who.cost_left * prospect.cost_left
        - who.switching_cost
        - plan.money,
        nih=(1.0 - owned) * distrust
        - a.benefit_weight * nih_discount(a.nih_bias, prospect.near_factor, owned, who.benefit_sd),
        stigma=-felt_stigma(a.copy_stigma, share, who.recognition),
        pride=0.0,
        prize=plan.prize,
        social=a.social_proof * prospect.exposure + who.pressure,
        constant=a.constant_adapt if adapts else a.constant_copy,
        taste=plan.taste,
    )


@rule
def inspired_variance(parent: Prospect, who: Situation) -> float:
    """Return the variance of the log gross benefit of what a known solution inspires."""
    kept = who.parent_share * who.parent_share
    return kept * parent.variance + (1.0 - kept) * (who.benefit_sd * who.benefit_sd)


@rule
def gross_of_inspired(parent: Prospect, who: Situation) -> float:
    """Return the gross benefit expected of what a known solution inspires."""
    prior = prior_log_benefit(who.benefit_sd)
    mean = prior + who.parent_share * (parent.log_benefit - prior)
    return exp(mean + 0.5 * inspired_variance(parent, who)) * who.skill


@rule
def inspired_benefit(a: Weighing, parent: Prospect, who: Situation, plan: Plan) -> float:
    """Return the term of benefit of developing what a known solution inspires."""
    return a.benefit_weight * (gross_of_inspired(parent, who) * plan.chance * plan.patience - who.drawback_mean)


@rule
def inspired_risk(a: Weighing, parent: Prospect, who: Situation) -> float:
    """Return the term of risk of developing what a known solution inspires."""
    return aversion(a, who) * gross_of_inspired(parent, who) * sd_of_benefit(inspired_variance(parent, who))


@rule
def inspired_terms(a: Weighing, parent: Prospect, who: Situation, plan: Plan) -> Terms:
    """Return the terms of developing a new solution inspired by a known one."""
    evidence, distrust = unbiased(parent), 0.0
    benefit, risk = inspired_benefit(a, evidence, who, plan), inspired_risk(a, evidence, who)
    if is_distrusted(parent):
        distrust = inspired_benefit(a, parent, who, plan) + inspired_risk(a, parent, who) - (benefit + risk)
    owned = ownership(INSPIRED, a.ownership_adapt)
    return Terms(
        benefit=benefit,
        risk=risk,
        effort=-effort_of(a.effort_weight, INSPIRED) * parent.complexity * who.cost_left
        - who.switching_cost
        - plan.money,
        nih=(1.0 - owned) * distrust
        - a.benefit_weight * nih_discount(a.nih_bias, parent.near_factor, owned, who.benefit_sd),
        stigma=0.0,
        pride=0.0,
        prize=plan.prize,
        social=who.pressure,
        constant=a.constant_inspired,
        taste=plan.taste,
    )


@rule
def own_terms(a: Weighing, who: Situation, plan: Plan) -> Terms:
    """Return the terms of developing one's own solution from nothing."""
    variance, gross = who.benefit_sd * who.benefit_sd, who.skill * who.idea_quality
    return Terms(
        benefit=a.benefit_weight * (gross * plan.chance * plan.patience - who.drawback_mean),
        risk=aversion(a, who) * gross * sd_of_benefit(variance),
        effort=-effort_of(a.effort_weight, OWN) * who.cost_left - who.switching_cost - plan.money,
        nih=0.0,
        stigma=0.0,
        pride=a.pride * (1.0 + who.pride_gain),
        prize=0.0,
        social=who.pressure,
        constant=a.constant_own,
        taste=plan.taste + who.idea_liking,
    )


@rule
def nothing_terms(benefit_weight: float, net_benefit_in_use: float, taste: float) -> Terms:
    """Return the terms of leaving things as they are: what is in use keeps its net benefit and its taste."""
    return Terms(benefit_weight * net_benefit_in_use, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, taste)


@rule
def promise(log_benefit: float, variance: float, fit: float, drawback: float) -> float:
    """Return what a solution seems worth at first sight, by which the most promising are looked at closely.

    ``log_benefit`` and ``variance`` are the believed mean and variance of the log gross benefit.
    """
    return exp(log_benefit + 0.5 * variance) * fit - drawback
