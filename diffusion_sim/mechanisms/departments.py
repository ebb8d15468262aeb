"""R18 p. 12: silos: staff do not share, or are not rewarded for working across; R28 p. 12: profiling one's own unit.

Fields are departments. A share of problems, ``CROSSING_SHARE``, also crosses into a second department, and always will. What
somebody in the municipality knows reaches those who decide only if it is shared: between departments, and between the
units of one department.

felt friction = s + PROFILING * max(0, b) * (1 - s), with s = silo friction * (1 + min(0, b)) and b the incentive balance:
highlighting those who work across (b < 0) lowers the friction there is; highlighting those who profile their own unit
(b > 0) adds to it, also where there was none. A problem that crosses two departments meets this friction in full. A
problem within one department meets ``WITHIN`` of it: the units of a department also keep things to themselves, but have
one leadership (assumption).

In a year, a known solution reaches those who decide with chance 1 - friction met; implementation takes 1 + friction met
times as long. Before work begins, the mean delay over all problems is foreseen. Profiling also lowers how much is
documented for other municipalities (``sharing``). Form and sizes: assumption.
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
            scenario="profiling",
            measure="implemented_per_year",
        ),
    ),
    draws=(
        Draw(
            streams.SECOND_FIELD,
            "whether a problem crosses two departments, and into which it does",
            entity="the problem",
            code="0",
            ordinal="0",
        ),
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
            "Share of known solutions that do not reach the deciders in a year where a problem crosses two departments, and half of it within one; also a delay."),
        da=("Siloer",
            "Andelen af kendte løsninger, som ikke når beslutningstagerne i et år, når et problem går på tværs af to afdelinger, og halvdelen deraf inden for én; giver også forsinkelse."),
        source="assumption; R18 p. 12",
    )
    incentive_balance: float = number(
        0.0, unit="balance", between=(-1, 1), neutral=0.0,
        en=("Whom the organisation highlights",
            "Whom the organisation highlights: -1 those who work across, 1 those who profile their own unit, who share less."),
        da=("Hvem der fremhæves",
            "Hvem organisationen fremhæver: -1 dem, der arbejder på tværs, 1 dem, der profilerer egen enhed og så deler mindre."),
        source="assumption; R28 p. 12",
    )
    # fmt: on


CROSSING_SHARE = 0.25
"""Share of problems that cross two departments. Assumption; R18 p. 12."""
WITHIN = 0.5
"""Part of the friction that is met within one department. Assumption; R18 p. 12."""
PROFILING = 0.5
"""Friction that there is if only those who profile their own unit are highlighted. Assumption; R28 p. 12."""


@rule
def second_field(field: int, departments: int, draw: float) -> int:
    """Return the department that a problem crosses into, its own where it does not; ``draw`` is uniform."""
    if departments <= 1 or draw >= CROSSING_SHARE:
        return field
    other = int(draw / CROSSING_SHARE * (departments - 1))
    return other + 1 if other >= field else other


@rule
def felt_friction(traits: Departments) -> float:
    """Return the friction between units, from 0 to 1."""
    there_is = traits.silo_friction * (1.0 + min(0.0, traits.incentive_balance))
    return there_is + PROFILING * max(0.0, traits.incentive_balance) * (1.0 - there_is)


@rule
def friction_met(felt: float, crosses: int) -> float:
    """Return the friction that a problem meets, by whether it crosses two departments (1 or 0)."""
    return felt if crosses == 1 else WITHIN * felt


@rule
def mean_friction(felt: float, departments: int) -> float:
    """Return the mean friction that problems meet."""
    crossing = CROSSING_SHARE if departments > 1 else 0.0
    return crossing * friction_met(felt, 1) + (1.0 - crossing) * friction_met(felt, 0)


@rule
def delayed_months(mean_months: float, friction: float) -> float:
    """Return the mean months of implementation where units must work together."""
    return mean_months * (1.0 + friction)
