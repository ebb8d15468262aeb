"""R1 p. 25, R9 p. 8: a municipality acts on what it is aware of, and it hears through ties that use a solution.

Bass (1969) on a graph: the hazard of hearing is portal + push + contact * (share of contact that runs the solution).
A neighbour that rejected a solution counts as one that does not run it; it never subtracts.

Attention is limited (Weng et al. 2012 for memes): what a tie tells of is taken in with chance 1 / (1 + cost * solutions that
became known lately), else a new threshold is drawn. Lately: those of a month ago count 11/12. Form hazard only; sizes:
assumption.
"""

from __future__ import annotations

from typing import Literal

from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid, log
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Memory, Parameters, Words, choice, number

MECHANISM = Mechanism(
    phase="hear",
    en=Words("Hearing", "A municipality acts on what it is aware of, and hears through ties that use a solution."),
    da=Words(
        "Kendskab",
        "En kommune handler på det, den har hørt om, og den hører gennem forbindelser, der bruger en løsning.",
    ),
    claims=(
        Claim(
            number=1,
            page="25",
            en="sharing is common, acting on it rare",
            da="viden deles ofte, men spredes sjældent",
            neutral={"awareness.contact_per_month": 0.0},
            scenario="baseline",
            measure="sharing_spreading_gap_percent",
        ),
    ),
    supports=(9,),
    memories=(
        Memory(
            "municipality",
            "aware_lately",
            "solutions",
            "Solutions that became known until last month, those long ago for less.",
        ),
        Memory("municipality", "aware_now", "solutions", "Solutions that became known this month."),
    ),
    moves=("awareness.attention_cost",),
    draws=(
        Draw(
            streams.HEARING,
            "threshold of contact",
            entity="the solution",
            code="municipality",
            ordinal="times missed",
        ),
        Draw(
            streams.TAKEN_IN,
            "whether it is taken in",
            entity="the solution",
            code="municipality",
            ordinal="times missed",
        ),
        Draw(
            streams.BROADCAST,
            "threshold of push, portal and prize",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(streams.HEARD_FROM, "teller", entity="the solution", code="municipality", ordinal="0"),
        Draw(
            streams.ONE_SHOT,
            "one chance over one tie",
            entity="identity of teller and solution",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Awareness(Parameters, section="awareness", da="Kendskab til løsninger"):
    """How a municipality comes to hear of a solution that others run (R1 p. 25, R9 p. 8)."""

    # fmt: off
    form: Literal["hazard", "probability", "one_shot", "threshold"] = choice(
        "hazard",
        en=("Form of hearing",
            "hazard: 1 - exp(-rate); probability: the rate itself; one_shot: one chance for each new user among the tied; threshold: when the share of users among the tied reaches a threshold."),
        da=("Måden, man hører på",
            "hazard: 1 - exp(-hyppighed); probability: hyppigheden selv; one_shot: én chance for hver ny bruger blandt forbindelserne; threshold: når andelen af brugere blandt forbindelserne når en tærskel."),
        source="Bass 1969; Kempe, Kleinberg & Tardos 2003; Granovetter 1978",
    )
    contact_per_month: float = number(
        1.3, unit="per month", between=(0, 100), neutral=0.0,
        en=("Hearing through contacts", "Hazard of becoming aware when all contacts use the solution."),
        da=("Kendskab gennem kontakter",
            "Hyppigheden, hvormed man hører om en løsning, når alle kontakter bruger den."),
        source="assumption; calibrated with the mix",
    )
    attention_cost: float = number(
        0.02, unit="per solution", between=(0, 10), neutral=0.0, plausible=(0.0, 0.1),
        en=("Attention that hearing costs",
            "What contacts tell of is taken in with chance 1 / (1 + this for each solution that became known within about a year)."),
        da=("Opmærksomhed, som kendskab koster",
            "Det, kontakter fortæller om, opfattes med sandsynligheden 1 / (1 + dette tal for hver løsning, man har hørt om inden for cirka et år)."),
        source="assumption; Weng, Flammini, Vespignani & Menczer 2012, Scientific Reports 2:335: limited attention",
    )
    one_shot_probability: float = number(
        0.15, unit="probability", between=(0, 1),
        en=("Chance to hear of a new user", "Chance of becoming aware of one new user among the tied (form one_shot)."),
        da=("Chance for at høre", "Sandsynligheden for at høre om én ny bruger blandt forbindelserne (form one_shot)."),
        source="Kempe, Kleinberg & Tardos 2003",
    )
    threshold_share: float = number(
        0.3, unit="share", between=(0, 2),
        en=("Threshold of hearing", "Share of contact that must use a solution (form threshold)."),
        da=("Tærskel for at høre", "Andelen af kontakterne, der skal bruge en løsning (form threshold)."),
        source="Granovetter 1978; Watts 2002",
    )
    # fmt: on


CERTAIN = 1.0 - 2.0**-40
"""A probability from here on is treated as this one: a threshold above 27.7 does not occur in practice."""
ROUNDING = 2.0**-14
"""Of the share: what rounding of contact weights to steps of 2**-20 can add up to over a hundred ties."""


LEFT_OF_A_MONTH_AGO = 11.0 / 12.0
"""What became known lately recedes within about a year."""


@rule
def chance_of_taking_in(attention_cost: float, aware_lately: float) -> float:
    """Return the chance that one more solution is taken in, by how many became known lately."""
    return 1.0 / (1.0 + attention_cost * aware_lately)


@rule
def contact_hazard(contact_per_month: float, exposure: float) -> float:
    """Return the hazard per month of hearing through ties: c * sum_j w_ij runs_j."""
    return hazard_grid(contact_per_month * exposure)


@rule
def broadcast_hazard(push_per_month: float, portal_per_month: float, prize_per_month: float) -> float:
    """Return the hazard per month of hearing from one source that reaches everybody alike."""
    return hazard_grid(push_per_month + portal_per_month + prize_per_month)


@rule
def hazard_of_probability(probability: float) -> float:
    """Return h = -ln(1 - p), the hazard under which one step has exactly the probability p."""
    return hazard_grid(-log(1.0 - min(max(probability, 0.0), CERTAIN)))


@rule
def one_shot_probability(probability: float, weight: float) -> float:
    """Return the chance that one new user makes somebody aware, once (independent cascade, Kempe et al. 2003)."""
    return min(1.0, probability * weight)


@rule
def reaches_threshold(exposure: float, whole_contact: float, threshold_share: float) -> bool:
    """Tell whether the share of contact that runs the solution has reached the threshold (Granovetter 1978).

    A threshold of 0 is reached at once, any other by somebody's running it.
    """
    if threshold_share == 0.0:
        return True
    return exposure > 0.0 and exposure >= (threshold_share - ROUNDING) * whole_contact
