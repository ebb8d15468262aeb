"""R7 p. 27, R15 p. 10: answers also come from outside the municipalities, and their sources push them.

The hazard of being told by the source is one part of ``awareness.broadcast_hazard``. The centre also promotes what
municipalities made: once ``promotes_share`` of them use a solution at the same time, it is documented, pushed for
five years and no longer seen as just another municipality's (everyday rehabilitation went from Fredericia to all
municipalities, before a law: Sundhedsstyrelsen 2017). Sizes are fitted or assumed.
"""

from __future__ import annotations

import math

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "Sources outside the municipalities",
        "The state, the association, regions, vendors and other countries bring answers too, and push them.",
    ),
    da=Words(
        "Kilder uden for kommunerne",
        "Staten, KL, regioner, leverandører og udlandet bringer også løsninger og udbreder dem.",
    ),
    draws=(
        Draw(
            streams.EXTERNAL,
            "a slot for outside: filled, wait (unit-exponential), source",
            entity="its identity",
            code="0",
            ordinal="0, 1, 2",
        ),
    ),
)


class External(Parameters, section="external", da="Løsninger udefra"):
    """Answers from outside the municipalities: state, association, region, vendor, abroad (R7 p. 27, R15 p. 10)."""

    # fmt: off
    per_era: float = number(
        0.45, unit="solutions", between=(0, 4), neutral=0.0, reach="fixed",
        en=("External solutions per problem", "Mean number of external solutions to a problem in one era (at most 4)."),
        da=("Løsninger udefra", "Gennemsnitligt antal løsninger udefra til et problem i én periode (højst 4)."),
        source="assumption; few enough for municipal solutions to spread beside them",
    )
    benefit_advantage: float = number(
        1.6, unit="log", between=(-2, 2), neutral=0.0, grade="calibrated", reach="fixed",
        en=("Their advantage in benefit", "Log benefit by which external solutions exceed municipal ones on average."),
        da=("Fordel i nytte", "Hvor meget løsninger udefra i gennemsnit overgår kommunale i nytte (logaritmisk)."),
        source="fitted: some external solutions reach 60-80 % of municipalities",
    )
    push_per_month: float = number(
        0.4, unit="per month", between=(0, 5), neutral=0.0, grade="calibrated",
        en=("Push by the source", "Hazard that the source itself tells a municipality of its solution."),
        da=("Afsenderens indsats", "Hyppigheden, hvormed afsenderen selv fortæller en kommune om sin løsning."),
        source="fitted to the same; Dahl & Hansen 2006: the central source mattered more than peers",
    )
    promotes_share: float = number(
        0.03, unit="share", between=(0, 1), neutral=0.0, reach="fixed", plausible=(0.0, 0.15),
        en=("Spread before the centre promotes it",
            "Share of municipalities that must use a municipal solution at the same time before the centre pushes it too; 0: never."),
        da=("Udbredelse, før centralt hold fremmer den",
            "Andelen af kommunerne, der samtidig skal bruge en kommunal løsning, før den også udbredes centralt; 0: aldrig."),
        source="assumption; set so that a municipal solution can reach most municipalities; Sundhedsstyrelsen 2017: the way of everyday rehabilitation",
    )
    # fmt: on


ARRIVAL_MONTHS = 24.0
"""Mean months from the beginning of an era to the arrival of an external solution: assumption."""
PUSH_MONTHS = 60
"""Months for which a source pushes its solution: assumption."""
ROUNDING = 2.0**-30
"""Of a number of municipalities: 0.07 of 100 is 7, not a little more."""


@rule
def promoting_users(promotes_share: float, municipalities: int) -> int:
    """Return how many municipalities must use a municipal solution before the centre promotes it; 0 where it never does."""
    return math.ceil(promotes_share * municipalities - ROUNDING)
