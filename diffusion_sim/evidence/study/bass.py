"""Bass's curve fitted to the share of adopters by period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from diffusion_sim.errors import RunError
from diffusion_sim.evidence.study.adoption import adoption_share

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

    from diffusion_sim.evidence.study.study import Study

LOWEST = np.array([np.log(1e-9), -1.0])
HIGHEST = np.array([np.log(5.0), 10.0])
"""Bounds of log p and of q. The logarithm lets the fit tell a small p from a tiny one."""
EDGE = 1e-4
"""A fit as near to a bound would have gone beyond it."""
FEWEST_RISES = 3
LEAST_SINGULAR_VALUE = 1e-3
"""Of the Jacobian with columns of length 1: below, what p and q do to the curve is correlated beyond 1 - 1e-6."""


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

    Two parameters are identified, and their fit can be judged, only where the share rises in three periods or more:
    some curve passes near one or two rises whatever made them. The best fit must also lie within the bounds, and p and q
    must move its curve in different ways (a Jacobian of full rank); otherwise other values fit as well.

    Raises
    ------
    RunError
        The data do not identify p and q; the sentence ends with the reason.
    """
    share = adoption_share(study)
    if np.count_nonzero(np.diff(share, prepend=0.0)) < FEWEST_RISES:
        raise _not_identified(study, f"adoptions in fewer than {FEWEST_RISES} periods")
    found = _least_squares(share)
    if min((found.x - LOWEST).min(), (HIGHEST - found.x).min()) < EDGE:
        raise _not_identified(study, "the fit runs to the edge of its range")
    if _is_singular(found.jac):
        raise _not_identified(study, "other p and q fit as well")
    return BassFit(float(np.exp(found.x[0])), float(found.x[1]), float(np.sqrt(np.mean(found.fun**2))))


def _least_squares(share: NDArray[np.float64]) -> OptimizeResult:
    period = np.arange(1.0, len(share) + 1.0)

    def distance(log_p_and_q: NDArray[np.float64]) -> NDArray[np.float64]:
        return bass_share(period, np.exp(log_p_and_q[0]), log_p_and_q[1]) - share

    return least_squares(distance, (np.log(max(share[0], 1e-3)), 0.3), bounds=(LOWEST, HIGHEST))


def _is_singular(jacobian: NDArray[np.float64]) -> bool:
    lengths = np.linalg.norm(jacobian, axis=0)
    columns = np.divide(jacobian, lengths, out=np.zeros_like(jacobian), where=lengths > 0)
    return bool(np.linalg.svd(columns, compute_uv=False)[-1] < LEAST_SINGULAR_VALUE)


def _not_identified(study: Study, reason: str) -> RunError:
    return RunError(f"{study.name}: Bass's p and q are not identified: {reason}")
