"""R25 p. 19-21: where politicians back and ask for innovation, more happens; each council anew; failures bring blame.

new backing = accord * old + (1 - accord) * drawn (log-normal, mean 1); each failure takes blame * (1 - accord) of it.
Councils change with the real elections (November 2013, 2017, 2021, 2025) and sit from January. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Politics
from diffusion_sim.rules.spread import spread_factor


@rule
def drawn_backing(politics: Politics, z: float) -> float:
    """Return the backing of a new council, ``z`` standard normal."""
    return spread_factor(politics.backing_spread, z)


@rule
def backing_carried_over(politics: Politics, before: float, drawn: float) -> float:
    """Return the backing after an election, part of which an accord across parties carries over."""
    return politics.accord_share * before + (1.0 - politics.accord_share) * drawn


@rule
def backing_after_blame(politics: Politics, before: float, failures: int) -> float:
    """Return the backing left after so many projects have failed in a month."""
    left = before
    for _ in range(failures):
        left *= 1.0 - politics.blame_share * (1.0 - politics.accord_share)
    return left


@rule
def felt_backing(politics: Politics, backing: float) -> float:
    """Return the backing that work feels, with a committee's gain."""
    return backing * (1.0 + politics.committee_gain)
