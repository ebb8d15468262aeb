"""The kroner ledger, apart from utility: rate in DKK per month * summed complexity of the work under way.

All rates are assumptions at 2014 prices. A grant moves costs from a municipality to the pool; it is no cost of its own.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import kroner_grid


@rule
def month_cost(rate_dkk_per_month: float, complexity_total: float) -> float:
    """Return DKK in one month."""
    return kroner_grid(rate_dkk_per_month * complexity_total)


@rule
def paid_by_grant(grant_share: float, rate_dkk_per_month: float, complexity: float, gone: float) -> float:
    """Return the DKK of one project's month that its grant pays."""
    return kroner_grid(grant_share * rate_dkk_per_month * complexity * (1.0 - gone))
