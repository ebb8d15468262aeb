"""The kroner ledger over the reported window (prices of 2014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

COSTS = {
    "dkk_development": "own and inspired development",
    "dkk_adaptation": "adapting",
    "dkk_copying": "copying",
    "dkk_implementation": "implementation",
    "dkk_running": "running what is in operation",
    "dkk_prizes": "prizes",
    "dkk_portal": "knowledge portal",
}
"""What is spent, by column. Grants pay for a part of it: a transfer, never added."""
GRANTS = "dkk_paid_by_grants"


def discount_factors(run: ReportedRun) -> npt.NDArray[np.float64]:
    """Return the present value of a krone in each reported month, as of the first."""
    rate = float(run.context.scenario.costs.discount_per_year)
    return np.power(1.0 + rate, -np.arange(run.end - run.first) / 12.0)


def million_dkk(run: ReportedRun, column: str) -> float:
    """Return what one column sums to over the window, discounted by ``costs.discount_per_year``."""
    return float(run.column(column) @ discount_factors(run)) / 1e6
