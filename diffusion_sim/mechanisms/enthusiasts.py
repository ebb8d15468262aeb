"""R23 p. 17: enthusiasts under the radar carry more work, also without money; when they leave, some of it ends.

They leave at ``turnover_per_year`` and others come after a year on average. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.grant_pool import FALLBACK_SHARE

MECHANISM = Mechanism(
    phase="environment",
    en=Words("Enthusiasts", "Enthusiasts carry work under the radar, also without money, until they leave."),
    da=Words("Ildsjæle", "Ildsjæle bærer arbejdet under radaren, også uden penge, indtil de rejser."),
    claims=(
        Claim(
            number=23,
            page="17",
            en="enthusiasts under the radar",
            da="ildsjæle under radaren",
            neutral={
                "enthusiasts.carrying_share": 0.0,
                "enthusiasts.unfunded_share": 0.0,
                "enthusiasts.dependence_share": 0.0,
            },
            scenario="enthusiasts",
            measure="implemented_per_year",
        ),
    ),
    draws=(
        Draw(
            streams.ENTHUSIAST_SPELL,
            "length of a spell of enthusiasts (unit-exponential)",
            entity="0",
            code="municipality",
            ordinal="spells ended",
        ),
        Draw(
            streams.PERSON_LEFT,
            "whether work hung on those who left",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Enthusiasts(Parameters, section="enthusiasts", da="Ildsjæle"):
    """Those who carry work under the radar, and leave (R23 p. 17)."""

    # fmt: off
    carrying_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weight of enthusiasts", "Share by which enthusiasts raise the carrying index while they are there."),
        da=("Ildsjælenes vægt", "Andelen, som ildsjæle øger bæreevnen med, mens de er der."),
        source="assumption; R23 p. 17",
    )
    turnover_per_year: float = number(
        0.2, unit="per year", between=(0, 10),
        en=("Turnover of enthusiasts", "Rate at which a municipality's enthusiasts leave."),
        da=("Ildsjæle rejser", "Hvor ofte en kommunes ildsjæle rejser."),
        source="assumption; R23 p. 17",
    )
    unfunded_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Carried without money", "Share of projects without any money that enthusiasts carry on all the same."),
        da=("Uden finansiering", "Andelen af projekter uden nogen finansiering, som ildsjæle alligevel fører videre."),
        source="assumption; R23 p. 17",
    )
    dependence_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Dependence on enthusiasts", "Share of unfinished work without a grant that ends when they leave."),
        da=("Personafhængighed", "Andelen af ufærdigt arbejde uden bevilling, der ophører, når ildsjælene rejser."),
        source="assumption; R23 p. 17",
    )
    # fmt: on


MONTHS_PER_YEAR = 12.0
VACANCY_MONTHS = 12.0
"""Mean months until others take the place of enthusiasts who left: assumption."""


@rule
def months_of_stay(enthusiasts: Enthusiasts) -> float:
    """Return the mean months for which enthusiasts stay; 0 where nobody ever leaves."""
    rate = enthusiasts.turnover_per_year
    return MONTHS_PER_YEAR / rate if rate > 0.0 else 0.0


@rule
def goes_on_without_grant(unfunded_share: float, present: float) -> float:
    """Return the chance that a refused project goes on: on permanent money, or carried by enthusiasts."""
    return FALLBACK_SHARE + (1.0 - FALLBACK_SHARE) * unfunded_share * present
