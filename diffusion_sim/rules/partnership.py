"""R15 p. 10-11: partners pilot together, as Madkulturen with six municipalities: shared cost and ownership.

Partners hear at once of work that one of them begins, and may join it while it is under way: a joint copy or adaptation
takes 1 - cost relief of the effort and months, not less than the pilot itself still takes, and is owned at least by the
shared part. What begins after the pilot is in use, or given up, is reuse like any other. Who began it bears its own
cost. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Partnership


@rule
def joint_cost_left(partnership: Partnership, joint: int) -> float:
    """Return the share of effort and of months of development that joint work (1) takes."""
    return 1.0 - partnership.cost_relief_share if joint == 1 else 1.0


@rule
def joint_ownership(usual_share: float, partnership: Partnership, joint: int) -> float:
    """Return the share of ownership felt for joint (1) or other work."""
    return max(usual_share, partnership.ownership_share) if joint == 1 else usual_share
