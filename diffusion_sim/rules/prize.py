"""R7 p. 27: Silkeborg's Copycat of the Year honours staff who copied or were strongly inspired, and implemented it.

Expected reward of an eligible project: reward * chance of finishing * min(1, winners / eligible projects last year).
The denominator makes a national prize a small incentive and a local one a larger. No study of such prizes was found:
the size of the reward is an assumption.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import log


@rule
def chance_of_winning(winners_per_year: float, eligible_last_year: float) -> float:
    """Return the odds as a municipality sees them; with nobody eligible last year, one competitor: itself."""
    return min(1.0, winners_per_year / max(1.0, eligible_last_year))


@rule
def judged_score(judged_merit: float, merit: float, luck: float) -> float:
    """Return the score by which winners are ranked: merit and luck in log odds, ``luck`` uniform in (0, 1)."""
    return judged_merit * merit + log(luck / (1.0 - luck))
