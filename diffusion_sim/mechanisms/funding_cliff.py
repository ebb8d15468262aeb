"""R10 p. 15: when the money ends before a solution is in use, it presumably does not create the value it could.

hazard = base * (1 - permanence) * (1 - relief * ownership) / carrying * (share of the money that is gone).
Success factors after Scheirer 2005 and Bond et al. 2014: champion, fit, management, several funders.

R13 p. 10: from temporary projects to permanent functions: what a grant began goes over to permanent money.

``traits.permanence`` is the share of work on permanent money; it lowers grant seeking and the cliff. Embedding takes a
project in use off the cliff altogether, with chance ``embedding_share``. Sizes are assumptions.

Nearly all efforts began on temporary money, internal or external (R10 p. 10): a share of projects without a grant runs on
internal project money that ends too. Documented effect (R26) and room in the development money make going on likelier.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="institutions",
    en=Words(
        "The funding cliff", "When the money ends before a solution is in use, it may be lost; embedding saves it."
    ),
    da=Words(
        "Når bevillingen udløber",
        "Når pengene slipper op, før en løsning er i brug, kan den gå tabt; forankring redder den.",
    ),
    claims=(
        Claim(
            number=10,
            page="15",
            en="the money ends before the solution is in use",
            da="pengene slipper op, før løsningen er i brug",
            neutral={"cliff.unfinished_per_month": 0.0, "cliff.operation_per_month": 0.0},
            scenario="hard_cliff",
            measure="lost_per_100_funded",
            others=("tapered_grants",),
            uses=("funding.taper_months", "appraisal.foresight"),
        ),
        Claim(
            number=13,
            page="10",
            en="from temporary projects to permanent functions",
            da="fra midlertidige projekter til faste funktioner",
            neutral={"cliff.embedding_share": 0.0},
            scenario="embedding",
            measure="lost_per_100_funded",
            uses=("traits.permanence",),
        ),
    ),
    supports=(12,),
    draws=(
        Draw(
            streams.FUNDING_ENDED_UNFINISHED,
            "threshold of the cliff, unfinished",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.FUNDING_ENDED_IN_USE,
            "threshold of the cliff, in use",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.PROJECT_MONEY,
            "whether internal money ends",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.EMBEDDED, "taken over on permanent money", entity="the solution", code="municipality", ordinal="0"
        ),
    ),
)


class Grant(Parameters, section="funding"):
    """How long a grant pays (R10 p. 15)."""

    # fmt: off
    grant_months: int = number(
        24, unit="months", between=(0, 600),
        en=("Months of a grant", "Months that a grant pays in full."),
        da=("Bevillingens længde", "Antal måneder, hvor en bevilling betaler fuldt ud."),
        source="assumption",
    )
    taper_months: int = number(
        0, unit="months", between=(0, 600), neutral=0,
        en=("Months of taper", "Months after that over which the money fades out."),
        da=("Aftrapning", "Antal måneder derefter, hvor bevillingen aftrappes."),
        source="lever; R10 p. 15",
    )
    tail_months: int = number(
        0, unit="months", between=(0, 600), neutral=0,
        en=("Implementation tail", "Months added for work that is past development when the grant ends."),
        da=("Forlængelse til implementering",
            "Ekstra måneder til arbejde, som er færdigudviklet, når bevillingen udløber."),
        source="lever; R10, R12 p. 15",
    )
    project_share: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0,
        en=("Internal project money", "Share of projects without a grant that run on the municipality's own project money, which ends."),
        da=("Interne projektmidler", "Andelen af projekter uden bevilling, der finansieres af kommunens egne projektmidler, som udløber."),
        source="assumption; R10 p. 10: nearly all efforts began on temporary money",
    )
    # fmt: on


class Cliff(Parameters, section="cliff", da="Når bevillingen udløber"):
    """What the end of a grant does to work that depends on it (R10 p. 15)."""

    # fmt: off
    unfinished_per_month: float = number(
        0.3, unit="per month", between=(0, 5), neutral=0.0,
        en=("Loss of unfinished work",
            "Hazard of losing unfinished work after the grant, before permanent money, ownership and the carrying index."),
        da=("Ufærdigt arbejde tabes",
            "Risikoen for at miste ufærdigt arbejde efter bevillingens udløb, før der tages hensyn til varige midler, ejerskab og bæreevne."),
        source="assumption; R10 p. 15: presumably creates no value",
    )
    operation_per_month: float = number(
        0.0145, unit="per month", between=(0, 5), neutral=0.0, grade="calibrated",
        plausible=(0.0107, 0.0183),  # as far from the default as 7.4 and 12.6 % a year (Bond et al.) are from 10 %
        en=("Loss of what is in use", "Hazard of losing a solution in use after the grant that paid for it, before the same."),
        da=("Løsninger i brug tabes", "Risikoen for at miste en løsning i brug efter bevillingens udløb, før der tages hensyn til det samme."),
        source="fitted to Bond et al. 2014: 47 to 63 % of what grants brought into use still runs six years later",
    )
    embedding_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Embedded on permanent money", "Share of grant-funded projects that go over to permanent money once in use."),
        da=("Forankring",
            "Andelen af bevillingsfinansierede projekter, der overgår til varige midler, når de er taget i brug."),
        source="lever; R13 p. 10",
    )
    # fmt: on


class Permanence(Parameters, section="traits"):
    """Work on permanent money (R13 p. 10)."""

    # fmt: off
    permanence: float = number(
        0.6, unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
        en=("Permanent money", "Share of work on permanent money; embeds projects when a grant ends."),
        da=("Varige midler",
            "Andelen af arbejdet, der finansieres af varige midler; forankrer projekter, når en bevilling udløber."),
        source="assumption; R13 p. 10",
    )
    # fmt: on


AT_RISK_MONTHS = 72
"""Months after the money's end for which what is in use can be lost (Bond et al. 2014 followed sites for six years)."""
ROOM_RELIEF = 0.3
"""Share of the hazard that development money of the year that is untouched removes. Assumption; R10 p. 15."""
PROJECT_MONTHS = 24
"""Months for which internal project money lasts: assumption."""
EFFECT_RELIEF = 0.3
"""Share of the hazard that documented effect removes: assumption; R26 p. 22-25."""
NEVER_LOST = 1.0e6
"""A threshold that no hazard at the cliff reaches."""


@rule
def money_gone(months_since_end: int, taper_months: int) -> float:
    """Return the share of the grant that is gone: 0 before its end, rising evenly over the taper to 1."""
    if months_since_end < 0:
        return 0.0
    return min(1.0, (months_since_end + 1.0) / (taper_months + 1.0))


@rule
def cliff_hazard(
    base_per_month: float, permanence: float, relief: float, owned_share: float, carrying: float, gone: float
) -> float:
    """Return the hazard per month of losing work that hung on the grant."""
    return hazard_grid(base_per_month * (1.0 - permanence) * (1.0 - relief * owned_share) / carrying * gone)


@rule
def hazard_left(documented: int, room: float) -> float:
    """Return the share of the hazard that documented effect and room in the development money leave."""
    return (1.0 - EFFECT_RELIEF * documented) * (1.0 - ROOM_RELIEF * room)


PERMANENT, POOL, PROJECT = 0, 1, 2
"""What a project runs on: permanent money, a grant of the pool, internal project money."""


@rule
def threshold_at_cliff(drawn: float, embedding_share: float, draw: float) -> float:
    """Return the threshold against losing what is in use when its grant ends; ``draw`` is uniform."""
    return NEVER_LOST if draw < embedding_share else drawn
