"""Bass's curve fitted to the share of adopters by period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from diffusion_sim.evidence.study.adoption import adoption_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.study import Study


class BassFit(NamedTuple):
    """Innovation and imitation, per period, and how far the curve is from the data."""

    p: float
    q: float
    root_mean_square_error: float
    """Of the cumulative share."""


def bass_share(period: NDArray[np.float64], p: float, q: float) -> NDArray[np.float64]:
    r"""Return the cumulative share :math:`F(t) = (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t})` (Bass 1969, eq. 4)."""
    fading = np.exp(-(p + q) * period)
    return (1.0 - fading) / (1.0 + q / p * fading)


def fit_bass(study: Study) -> BassFit:
    """Fit p and q by least squares to the cumulative share at the end of each period, as netdiffuseR's ``fitbass``.

    The ceiling is all watched places, so non-adopters pull the curve down; the study says what they count as.
    """
    share = adoption_share(study)
    period = np.arange(1.0, study.periods + 1.0)

    def distance(pq: NDArray[np.float64]) -> NDArray[np.float64]:
        return bass_share(period, pq[0], pq[1]) - share

    found = least_squares(
        distance,
        (max(share[0], 1e-3), 0.3),
        bounds=([1e-9, -1.0], [5.0, 10.0]),
    )
    return BassFit(float(found.x[0]), float(found.x[1]), float(np.sqrt(np.mean(found.fun**2))))
