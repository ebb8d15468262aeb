"""R18 p. 12: silos: staff do not share, or are not rewarded for working across; R28 p. 12: profiling one's own unit.

felt friction = friction * (1 + incentive balance), at most 1. In a year, a known solution reaches those who decide
with chance 1 - felt friction; implementation takes 1 + felt friction times as long. Form and sizes: assumption.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Departments", "Silos: staff do not share what they hear, or are rewarded for profiling their own unit."),
    da=Words(
        "Afdelinger", "Siloer: medarbejdere deler ikke det, de hører, eller belønnes for at profilere egen enhed."
    ),
    claims=(
        Claim(
            number=18,
            page="12",
            en="silos",
            da="siloer",
            neutral={"traits.silo_friction": 0.0},
            scenario="silos",
            measure="implemented_per_year",
        ),
        Claim(
            number=28,
            page="12",
            en="profiling one's own unit works against collaboration",
            da="profilering af egen enhed modvirker samarbejde",
            neutral={"traits.incentive_balance": 0.0},
            scenario="silos",
            measure="implemented_per_year",
        ),
    ),
    draws=(
        Draw(
            streams.SHARED_INSIDE,
            "reaches the deciders this year",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
    ),
)


class Departments(Parameters, section="traits"):
    """Friction between units, and whom the organisation highlights (R18, R28 p. 12)."""

    # fmt: off
    silo_friction: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
        en=("Silo friction",
            "Share of known solutions that do not reach those who decide in a given year; it scales the delay by silos too."),
        da=("Siloer",
            "Andelen af det, man hører om, som ikke når beslutningstagerne i et givet år; bestemmer også forsinkelsen."),
        source="assumption; R18 p. 12",
    )
    incentive_balance: float = number(
        0.0, unit="balance", between=(-1, 1), neutral=0.0,
        en=("Whom the organisation highlights",
            "Whom the organisation highlights: -1 those who work across, 1 those who profile their own unit."),
        da=("Hvem der fremhæves",
            "Hvem organisationen fremhæver: -1 dem, der arbejder på tværs, 1 dem, der profilerer egen enhed."),
        source="assumption; R28 p. 12",
    )
    # fmt: on


@rule
def felt_friction(traits: Departments) -> float:
    """Return the friction between units, from 0 to 1."""
    return min(1.0, traits.silo_friction * (1.0 + traits.incentive_balance))


@rule
def delayed_months(mean_months: float, traits: Departments) -> float:
    """Return the mean months of implementation where units must work together."""
    return mean_months * (1.0 + felt_friction(traits))
