"""R16 p. 11: wicked problems need work across sectors: an answer waits for partners outside the municipality.

A problem's form in one era is wicked with chance ``wicked.share``. Work on it takes ``partner_months`` * r more, r an
Exp(1) threshold of each project (mean 1); what is foreseen is the mean. The partners themselves, other sectors, are not
in the model, and municipal partnerships (R15) do not shorten the wait. Form and sizes are assumptions.
"""

from __future__ import annotations

import math

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words("Wicked problems", "An answer waits for partners outside the municipality."),
    da=Words("Vilde problemer", "En løsning venter på partnere uden for kommunen."),
    claims=(
        Claim(
            number=16,
            page="11",
            en="wicked problems need other sectors",
            da="vilde problemer kræver andre sektorer",
            neutral={"wicked.share": 0.0, "wicked.partner_months": 0.0},
            scenario="wicked_problems",
            measure="implemented_per_year",
        ),
    ),
    draws=(
        Draw(streams.WICKED, "whether a problem is wicked in an era", entity="era entity", code="0", ordinal="0"),
        Draw(streams.PARTNERS, "wait for partners", entity="the solution", code="municipality", ordinal="0"),
    ),
)


class Wicked(Parameters, section="wicked", da="Vilde problemer"):
    """Problems that one sector cannot solve alone (R16 p. 11)."""

    # fmt: off
    share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Share of wicked problems", "Share of problems that need partners outside the municipality."),
        da=("Vilde problemer", "Andelen af problemerne, der kræver partnere uden for kommunen."),
        source="assumption; R16 p. 11",
    )
    partner_months: float = number(
        12.0, unit="months", between=(0, 240), neutral=0.0,
        en=("Wait for partners",
            "Mean months for which work on such a problem waits for partners; lower where they are near."),
        da=("Venter på partnere",
            "Gennemsnitligt antal måneder, arbejdet med et sådant problem venter på partnere; kortere, hvor de er tæt på."),
        source="assumption; R15, R16 p. 10-11",
    )
    # fmt: on


@rule
def is_wicked(wicked: Wicked, draw: float) -> bool:
    """Tell whether a problem needs partners from elsewhere; ``draw`` is uniform."""
    return draw < wicked.share


@rule
def months_for_partners(wicked: Wicked, threshold: float) -> int:
    """Return the months for which one project waits for partners."""
    return math.ceil(wicked.partner_months * threshold)
