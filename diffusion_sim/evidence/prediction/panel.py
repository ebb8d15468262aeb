"""A study as places by periods: what each had seen, and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.evidence.study import adoption_share, exposure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study import Study


class Panel(NamedTuple):
    """Arrays of n places by T periods; what was seen is what had been adopted by the end of the period before."""

    exposure: NDArray[np.float64]
    """Share of adopters among those looked at: (n, T)."""
    share: NDArray[np.float64]
    """Share of adopters among all: (T,)."""
    at_risk: NDArray[np.bool_]
    """Had not adopted before: (n, T)."""
    adopted: NDArray[np.bool_]
    """Adopted in this period: (n, T)."""

    def first(self, periods: int) -> Panel:
        """Return the periods up to one of them."""
        seen, did = self.exposure[:, :periods], self.adopted[:, :periods]
        return Panel(seen, self.share[:periods], self.at_risk[:, :periods], did)


def panel_of(study: Study) -> Panel:
    """Lay a study out by places and periods."""
    period = np.arange(1, study.periods + 1)
    times = study.times[:, None]
    share = np.concatenate([[0.0], adoption_share(study)])[:-1]
    return Panel(exposure(study, lag=1), share, ~(times < period), times == period)
