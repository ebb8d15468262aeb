"""A fitted model run forward on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.evidence.prediction.panel import panel_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.evidence.prediction.models import HazardModel
    from diffusion_sim.evidence.study import Study


def run_forward(
    model: HazardModel, values: Sequence[float], known: Study, periods: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    """Return times of adoption after so many more periods, nan for those who have not by then: (n,)."""
    panel = panel_of(known)
    seen, share, times = panel.exposure, panel.share, known.times.copy()
    looked_at = known.ties.sum(axis=1)
    for period in range(known.periods + 1, known.periods + periods + 1):
        adopted = ~np.isnan(times)
        seen = np.column_stack(
            [seen, np.divide(known.ties @ adopted, looked_at, out=np.zeros(len(times)), where=looked_at > 0)]
        )
        share = np.append(share, adopted.mean())
        now = panel._replace(exposure=seen, share=share)
        joins = ~adopted & (draw.random(len(times)) < model.chances(values, now)[:, -1])
        times = np.where(joins, float(period), times)
    return times
