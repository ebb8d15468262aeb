"""R9 p. 8: there is no overview of where the new solutions are, and how and why they work; a portal would be one.

The hazard of finding a documented solution is one part of ``awareness.broadcast_hazard``; what the portal says of it
counts as visits (``evidence.reliability``). Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="hear",
    en=Words("Knowledge portal", "A national overview shows which solutions there are and how they work."),
    da=Words("Vidensportal", "Et nationalt overblik viser, hvilke løsninger der findes, og hvordan de virker."),
    claims=(
        Claim(
            number=9,
            page="8",
            en="no overview of solutions and how they work",
            da="intet overblik over løsninger, og hvordan de virker",
            neutral={"portal.hearing_per_month": 0.0},
            scenario="knowledge_portal",
            measure="implemented_per_year",
            uses=("appraisal.signal_sd",),
        ),
    ),
)


class Portal(Parameters, section="portal", da="Vidensportal"):
    """A national overview of solutions and how they work (R9 p. 8: there is none)."""

    # fmt: off
    hearing_per_month: float = number(
        0.0, unit="per month", between=(0, 5), neutral=0.0,
        en=("Finding a solution on the portal", "Hazard of finding one documented solution on the portal."),
        da=("Fund på portalen", "Hyppigheden, hvormed man finder en dokumenteret løsning på vidensportalen."),
        source="lever; R9 p. 8: no overview exists",
    )
    evidence_gain: float = number(
        1.0, unit="visits", between=(0, 20), reach="national",
        en=("Evidence from the portal",
            "Evidence added to a documented solution, as a multiple of what one visit gives."),
        da=("Viden fra portalen", "Den viden, dokumentation giver, målt i antal besøg."),
        source="assumption; R9 p. 8, R26 p. 22",
    )
    running_dkk_per_month: float = number(
        250_000.0, unit="DKK per month", between=(0, 1_000_000_000.0), reach="national",
        en=("Cost of running the portal", "Cost of running the portal while it is on."),
        da=("Portalens drift", "Udgiften til portalens drift, mens den er åben."),
        source="assumption",
    )
    # fmt: on
