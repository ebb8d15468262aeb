"""R3 p. 25: sharing costs a municipality nothing and may make it a recognised front-runner; R4 p. 26: inventors' pride.

Standing = reuses / (reuses + half), a saturating count. Its effect on pride is 0 by default: there is no evidence.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule


@rule
def standing(times_reused: int, half: float) -> float:
    """Return standing in [0, 1) from how often a municipality's solutions were taken up elsewhere."""
    return times_reused / (times_reused + half)


@rule
def pride_gain(standing_pride: float, standing_now: float) -> float:
    """Return the share by which standing raises the pride of being seen as the inventor."""
    return standing_pride * standing_now
