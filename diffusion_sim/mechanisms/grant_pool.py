"""R11 p. 15: a pool asks for a detailed plan where the applicant has a dream or a problem.

An application fails at the plan with a chance that is highest for own and inspired work; sizes are assumptions.
Whether to apply is a coin; with ``choice_weight`` its odds rise with the expected kroner and fall with the hours of applying,
which are more where a plan is hard to give. What a pool funds follows its plan and so keeps 1 - distortion * burden of its benefit.
Externally financed innovations are nevertheless twice as often first of kind (Innovationsbarometeret, wave 4):
own work applies more often.
"""

from __future__ import annotations

import math

from diffusion_sim.codes import Mode
from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="commit",
    en=Words("The grant pool", "Who applies to the pool, and whose plan it finds detailed enough."),
    da=Words("Puljen", "Hvem der søger puljen, og hvis plan den finder detaljeret nok."),
    claims=(
        Claim(
            number=11,
            page="15",
            en="pools want plans where there is a dream",
            da="puljer kræver planer, hvor der er en drøm",
            neutral={"funding.planning_burden": 0.0},
            scenario="baseline",
            measure="financed_first_of_kind_ratio",
        ),
    ),
    draws=(
        Draw(
            streams.FUNDING_ROUTE,
            "whether a project seeks a grant",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.GRANT_PLAN,
            "whether it has a plan",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
        Draw(
            streams.GRANT_PRIORITY,
            "rank at the pool",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
        Draw(
            streams.GRANT_FALLBACK,
            "whether it goes on without",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
    ),
)


class Funding(Parameters, section="funding", da="Puljemidler"):
    """Permanent money or a grant from the yearly pool (R10, R11 p. 15)."""

    # fmt: off
    grant_seeking_share: float = number(
        0.4, unit="share", between=(0, 1), neutral=0.0, grade="calibrated",
        en=("Projects that seek a grant",
            "Share of reuse projects that apply to the pool, where nothing runs on permanent money."),
        da=("Søger puljen",
            "Andelen af genbrugsprojekter, der søger puljemidler, hvor intet finansieres af varige midler."),
        source="fitted: 12-13 % of innovations are externally financed (barometer, waves 3-4)",
    )
    first_of_kind_factor: float = number(
        2.9, unit="factor", between=(0, 10), neutral=1.0, grade="calibrated",
        en=("Own development seeks more", "How much likelier own development is to apply."),
        da=("Egenudvikling søger oftere", "Hvor meget oftere egenudvikling søger puljemidler."),
        source="fitted: the externally financed are twice as often first of kind (barometer, wave 4)",
    )
    grants_per_municipality: float = number(
        0.867, unit="grants per municipality and year", between=(0, 1000), grade="calibrated", reach="national",
        en=("Grants per municipality", "Grants that the pool gives each year for each municipality of the country (0.867 are 85 among 98)."),
        da=("Bevillinger pr. kommune", "Antal bevillinger, puljen giver hvert år for hver kommune i landet (0,867 er 85 blandt 98)."),
        source="fitted to 12-13 % externally financed",
    )
    reuse_reserved_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0, reach="national",
        en=("Grants kept for reuse", "Share of the grants kept for reuse."),
        da=("Reserveret til genbrug", "Andelen af bevillingerne, der er forbeholdt genbrug."),
        source="lever",
    )
    planning_burden: float = number(
        0.25, unit="probability", between=(0, 1), neutral=0.0,
        en=("Plan asked for", "Chance that an application for inspired development fails for want of a detailed plan: a plan is hard to give for a dream. For own development 1.2 times as much, for adapting 0.4, for copying 0.2 times."),
        da=("Plankrav", "Sandsynligheden for, at en ansøgning om inspireret udvikling får afslag, fordi en detaljeret plan mangler: det er svært at lægge en plan for en drøm. Ved egenudvikling 1,2 gange så meget, ved tilpasning 0,4 og ved kopiering 0,2 gange."),
        source="assumption; R11 p. 15",
    )
    choice_weight: float = number(
        1.0, unit="log odds per utility", between=(0, 50), neutral=0.0,
        en=("Applying is weighed", "How far the expected gain decides who applies; 0: a share of projects does, whatever it gains."),
        da=("Ansøgning efter overvejelse", "Hvor meget den forventede gevinst afgør, hvem der søger; 0: en andel af projekterne søger, uanset gevinsten."),
        source="assumption",
    )
    plan_distortion: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0,
        en=("Distortion by the plan", "Share of the benefit of what a pool funds that is lost per unit of the plan's burden."),
        da=("Planens forvridning", "Andelen af nytten af det, puljen støtter, der går tabt pr. enhed af plankravet."),
        source="assumption; R11 p. 15: a detailed plan where there is a dream",
    )
    # fmt: on


COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)


BURDEN_COPY, BURDEN_ADAPT, BURDEN_OWN = 0.2, 0.4, 1.2
"""Planning burden of copying, adapting and own development, where that of inspired development is 1. Assumption; R11 p. 15."""
APPLICATION_EFFORT = 0.3
"""Effort of one application in utility (Gumbel scale 1), more where a plan is hard to give. Assumption; R11 p. 15."""
DECISION_MONTH = 3
"""Month of the year in which the pool decides: assumption."""
FALLBACK_SHARE = 0.5
"""Share of refused projects that go on with permanent money: assumption."""


@rule
def grant_seeking(share: float, first_of_kind_factor: float, mode: int, permanence: float) -> float:
    """Return the chance that a project seeks a grant: share * (1 - permanence), more for own development."""
    factor = first_of_kind_factor if mode == OWN else 1.0
    return min(1.0, share * factor * (1.0 - permanence))


@rule
def chance_to_apply(funding: Funding, usual: float, gain: float, burden: float) -> float:
    """Return the chance that a project applies: the usual odds, times exp(weight * (gain - effort of applying)).

    ``gain`` is the expected utility of the grant's kroner, ``usual`` the chance where kroner are not weighed.
    """
    if funding.choice_weight == 0.0 or usual == 0.0:
        return usual
    against = exp(funding.choice_weight * (APPLICATION_EFFORT * (1.0 + burden) - gain))
    return 1.0 / (1.0 + against * (1.0 - usual) / usual)


@rule
def kept_by_plan(plan_distortion: float, burden: float) -> float:
    """Return the share of its benefit that a project with a grant keeps."""
    return 1.0 - plan_distortion * burden


@rule
def grants_of_year(grants_per_municipality: float, municipalities: int) -> int:
    """Return how many grants the pool gives in a year, to the nearest whole one."""
    return math.floor(grants_per_municipality * municipalities + 0.5)


@rule
def reserved_grants(grants_per_year: int, reuse_reserved_share: float) -> int:
    """Return how many grants are kept for reuse, to the nearest whole one."""
    return math.floor(grants_per_year * reuse_reserved_share + 0.5)


@rule
def planning_burden(funding: Funding, mode: int) -> float:
    """Return the chance that an application fails for want of a plan."""
    if mode == COPY:
        return BURDEN_COPY * funding.planning_burden
    if mode == ADAPT:
        return BURDEN_ADAPT * funding.planning_burden
    return funding.planning_burden if mode == INSPIRED else min(1.0, BURDEN_OWN * funding.planning_burden)
