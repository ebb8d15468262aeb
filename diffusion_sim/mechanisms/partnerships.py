"""R15 p. 10-11: partners pilot together, as Madkulturen with six municipalities: shared cost and ownership.

Partners hear at once of work that one of them begins, and may join it while it is under way: a joint copy or adaptation
takes 1 - cost relief of the effort and months, not less than the pilot itself still takes, and is owned at least by the
shared part. What begins after the pilot is in use, or given up, is reuse like any other. Who began it bears its own
cost. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words("Partnerships", "Partners pilot together and share cost and ownership."),
    da=Words("Partnerskaber", "Partnere afprøver sammen og deler udgifter og ejerskab."),
    claims=(
        Claim(
            number=15,
            page="10-11",
            en="partnerships pilot together",
            da="partnerskaber afprøver sammen",
            neutral={"partnerships": []},
            scenario="partnership",
            measure="implemented_per_year",
            uses=("partnership.cost_relief_share", "partnership.ownership_share"),
        ),
    ),
)


class Partnership(Parameters, section="partnership", da="Partnerskaber"):
    """What joint pilots bring to the members of [[partnerships]]; without any, nothing (R15 p. 10-11)."""

    # fmt: off
    cost_relief_share: float = number(
        0.3, unit="share", between=(0, 1), neutral=0.0,
        en=("Work saved by joining", "Share of effort and of months of development that joining a pilot saves."),
        da=("Besparelse ved partnerskab",
            "Andelen af indsatsen og udviklingstiden, som spares ved at gå med i et pilotprojekt."),
        source="assumption; R15 p. 10-11: shared cost",
    )
    ownership_share: float = number(
        0.7, unit="share", between=(0, 1), neutral=0.0,
        en=("Ownership of joint pilots", "Least share of ownership that is felt for what partners piloted together."),
        da=("Ejerskab ved partnerskab", "Mindste andel af ejerskab, der føles for det, partnere har afprøvet sammen."),
        source="assumption; R15 p. 10-11, R6 p. 26",
    )
    # fmt: on


@rule
def joint_cost_left(partnership: Partnership, joint: int) -> float:
    """Return the share of effort and of months of development that joint work (1) takes."""
    return 1.0 - partnership.cost_relief_share if joint == 1 else 1.0


@rule
def joint_ownership(usual_share: float, partnership: Partnership, joint: int) -> float:
    """Return the share of ownership felt for joint (1) or other work."""
    return max(usual_share, partnership.ownership_share) if joint == 1 else usual_share
