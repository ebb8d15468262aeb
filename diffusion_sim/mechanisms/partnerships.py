"""R15 p. 10-11: partners pilot together, as Madkulturen with six municipalities: shared cost and ownership.

Partners hear at once of work that one of them begins, and may join it while it is under way: a joint copy or adaptation
takes 1 - ``COST_RELIEF_SHARE`` of the effort and months, not less than the pilot itself still takes, and is owned at
least by ``OWNERSHIP_SHARE``. What begins after the pilot is in use, or given up, is reuse like any other. Who began it bears its own
cost. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Words

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
        ),
    ),
)


COST_RELIEF_SHARE = 0.3
"""Share of effort and of months of development that joining a pilot saves. Assumption; R15 p. 10-11: shared cost."""

OWNERSHIP_SHARE = 0.7
"""Least share of ownership felt for what partners piloted together. Assumption; R15 p. 10-11, R6 p. 26."""


@rule
def joint_cost_left(joint: int) -> float:
    """Return the share of effort and of months of development that joint work (1) takes."""
    return 1.0 - COST_RELIEF_SHARE if joint == 1 else 1.0


@rule
def joint_ownership(usual_share: float, joint: int) -> float:
    """Return the share of ownership felt for joint (1) or other work."""
    return max(usual_share, OWNERSHIP_SHARE) if joint == 1 else usual_share
