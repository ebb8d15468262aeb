"""R5 p. 26: Not Invented Here, in three forms that different observations tell apart; each has a strength of its own.

Discount: the benefit seen in what others made is less, the less ownership there is: bias * near_factor * (1 - ownership) *
sd of gross benefit. It subtracts and never multiplies a signed number, so a poor solution does not look better for being
foreign. R6 explains R5, so the two are one term. Constants of the modes can mimic it: with equal traits it is not identified.

Distrust: others' evidence is believed less: its precision times 1 - nu. Belief stays near the prior, so that the *good*
solutions of others suffer most, and more evidence overcomes it ("a tendency to reject others' good solutions", p. 26); what
distrust moves in utility counts as far as no ownership is felt.

Inattention: with chance nu what is heard is not considered at all ("distant eyes", p. 26).

nu = strength * g(origin) * experience, at most 1; g is 0 for what is piloted jointly, ``nih_near_factor`` for a land neighbour,
``nih_central_factor`` for a solution from outside the municipalities or promoted by the centre, else 1. Experience is exp(kappa * (made - reused) /
(made + reused + 1)) of what was implemented here: own work hardens, reuse opens (Burcharth, Knudsen & Søndergaard 2014 for
the direction). Sizes: assumption.

R6 p. 26, a conjecture of the report: motivation is made while developing, so reuse must create ownership anew.
"""

from __future__ import annotations

import math

from diffusion_sim.codes import Mode
from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Memory, Parameters, Words, number

MECHANISM = Mechanism(
    phase="decide",
    en=Words("Not Invented Here", "What others made is valued less, the less ownership is felt."),
    da=Words("Ikke opfundet her", "Andres løsninger værdsættes mindre, jo mindre ejerskab der føles."),
    memories=(
        Memory("municipality", "made", "solutions", "Own and inspired solutions implemented here."),
        Memory("municipality", "reused", "solutions", "Copied and adapted solutions implemented here."),
    ),
    draws=(
        Draw(
            streams.NOT_LOOKED_AT,
            "solutions of others that are never considered",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
    ),
    claims=(
        Claim(
            number=5,
            page="26",
            en="Not Invented Here",
            da="»Not Invented Here«: andres løsninger afvises",
            neutral={"appraisal.nih_distrust": 0.0, "appraisal.nih_inattention": 0.0, "appraisal.nih_bias": 0.0},
            scenario="strong_nih",
            measure="own_percent",
        ),
        Claim(
            number=6,
            page="26",
            en="ownership must be created anew (conjecture)",
            da="ejerskab skal skabes på ny (en formodning)",
            neutral={"appraisal.ownership_adapt": 0.0},
            scenario="baseline",
            measure="adopted_adapt_per_year",
        ),
    ),
)


class NotInventedHere(Parameters, section="appraisal"):
    """Not Invented Here, and the ownership that tempers it (R5, R6 p. 26)."""

    # fmt: off
    nih_bias: float = number(
        0.0, unit="sd of benefit", between=(0, 5), neutral=0.0, varies="traits.spread",
        plausible=(0.0, 0.9),
        en=("Not Invented Here", "Benefit taken off what others made, before ownership."),
        da=("Ikke opfundet her",
            "Nytte, der trækkes fra andres løsninger (»Not Invented Here«), før der tages hensyn til ejerskab."),
        source="assumption: no usable effect size is published; R5 p. 26",
    )
    nih_near_factor: float = number(
        1.2, unit="factor", between=(0, 10), neutral=1.0,
        en=("Not Invented Here: neighbours", "Factor on Not Invented Here towards solutions from a land neighbour."),
        da=("Ikke opfundet her: naboer",
            "Faktor på »ikke opfundet her« over for løsninger fra en nabokommune til lands."),
        source="assumption; R5 p. 26 quotes near neighbours (Skanderborg on Horsens)",
    )
    nih_distrust: float = number(
        0.4, unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
        plausible=(0.0, 0.9),  # from none to nearly all: nothing published narrows it
        en=("Not Invented Here: distrust", "Share of the precision of others' evidence that is not believed."),
        da=("Ikke opfundet her: mistro", "Den del af præcisionen i andres dokumentation, som ikke tros."),
        source="assumption; R5 p. 26: others' good solutions are rejected",
    )
    nih_inattention: float = number(
        0.0, unit="probability", between=(0, 1), neutral=0.0, varies="traits.spread",
        plausible=(0.0, 0.9),
        en=("Not Invented Here: inattention", "Chance that a solution made by others is never considered."),
        da=("Ikke opfundet her: uopmærksomhed", "Sandsynligheden for, at en løsning fra andre aldrig overvejes."),
        source="assumption; R5 p. 26: distant eyes",
    )
    nih_central_factor: float = number(
        0.5, unit="factor", between=(0, 10), neutral=1.0,
        en=("Distrust and inattention: central sources",
            "Factor on distrust and inattention towards solutions from outside the municipalities, or promoted centrally."),
        da=("Mistro og uopmærksomhed: centrale kilder",
            "Faktor på mistro og uopmærksomhed over for løsninger udefra (stat, KL, leverandører) og løsninger, der udbredes centralt."),
        source="assumption",
    )
    nih_experience: float = number(
        0.3, unit="log of factor", between=(0, 5), neutral=0.0,
        en=("Distrust and inattention: experience",
            "How much own work implemented so far raises them and reuse lowers them; the log of the factor at the extreme."),
        da=("Mistro og uopmærksomhed: erfaring",
            "Hvor meget egne løsninger, der er taget i brug, øger dem, og genbrug mindsker dem; logaritmen af faktoren ved yderpunktet."),
        source="assumption; direction: Burcharth, Knudsen & Søndergaard 2014",
    )
    ownership_adapt: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0,
        en=("Ownership by adapting", "Ownership that adapting gives, from 0 (copy) to 1 (own)."),
        da=("Ejerskab ved tilpasning", "Det ejerskab, tilpasning giver, fra 0 (kopi) til 1 (egenudvikling)."),
        source="assumption; R6 p. 26, a conjecture of the report",
    )
    # fmt: on


COPY, ADAPT, INSPIRED = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED)
OWNED_IF_INSPIRED = 1.6
"""Ownership that inspired development gives, in units of that by adapting, at most all. Assumption; R6 p. 26."""


@rule
def sd_of_benefit(log_variance: float) -> float:
    """Return the sd of a log-normal benefit of mean 1 from the variance of its log."""
    return math.sqrt(max(exp(log_variance), 1.0) - 1.0)


@rule
def nih_discount(nih_bias: float, near_factor: float, owned_share: float, benefit_sd: float) -> float:
    """Return the benefit taken off, in units of benefit; ``benefit_sd`` is the sd of the log."""
    return nih_bias * near_factor * (1.0 - owned_share) * sd_of_benefit(benefit_sd * benefit_sd)


@rule
def ownership(mode: int, ownership_adapt: float) -> float:
    """Return the share of ownership felt: 0 for a copy, 1 for one's own."""
    if mode == COPY:
        return 0.0
    if mode == ADAPT:
        return ownership_adapt
    if mode == INSPIRED:
        return min(1.0, OWNED_IF_INSPIRED * ownership_adapt)
    return 1.0


@rule
def experience(kappa: float, made: float, reused: float) -> float:
    """Return the factor on distrust and inattention: above 1 after more own work, below 1 after more reuse."""
    return exp(kappa * (made - reused) / (made + reused + 1.0))


@rule
def nih_share(strength: float, origin_factor: float, experience_factor: float) -> float:
    """Return nu, the share of others' evidence that is not believed, or of their solutions that are not looked at."""
    return min(1.0, strength * origin_factor * experience_factor)
