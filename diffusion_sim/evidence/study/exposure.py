"""How many of those a place looks at had adopted: its exposure, and its threshold (Valente 1996)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.study import Study


def exposure(study: Study, lag: int = 0) -> NDArray[np.float64]:
    """Return the share of adopters among those each place looks at, in periods 1, 2, ...: (n, periods).

    Several ties to one place count once, or by their weights where the study was loaded so. A place that looks at nobody has exposure 0.

    Parameters
    ----------
    study
        Adoption times and ties.
    lag
        0 counts who had adopted by the end of the period itself (netdiffuseR), 1 by the end of the one before.
    """
    return exposure_of(study.ties, study.times, np.arange(1, study.periods + 1) - lag)


def exposure_of(
    ties: NDArray[np.float64], times: NDArray[np.float64], periods: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the share of adopters by the end of each period among those each place looks at: (n, len(periods))."""
    looked_at = ties.sum(axis=1, keepdims=True)
    adopted = ties @ (times[:, None] <= periods).astype(float)
    shares: NDArray[np.float64] = np.divide(adopted, looked_at, out=np.zeros_like(adopted), where=looked_at > 0)
    return shares


def thresholds(study: Study) -> NDArray[np.float64]:
    """Return the exposure of each place in the period in which it adopted: n.

    It is nan for who did not adopt, and for who looks at nobody: a share of none is not defined (Valente 1996 takes it
    of a personal network). netdiffuseR has 0 there, which reads as if the place had needed nobody.
    """
    seen = exposure(study)
    found = np.full(len(study.ids), np.nan)
    known = ~np.isnan(study.times) & looking(study)
    found[known] = seen[known, study.times[known].astype(int) - 1]
    return found


def looking(study: Study) -> NDArray[np.bool_]:
    """Return whether each place looks at any other: n."""
    return np.asarray(study.ties.sum(axis=1) > 0.0)


def mean_threshold(study: Study) -> float:
    """Return the mean over the adopters that look at somebody; nan if there are none."""
    found = thresholds(study)
    known = found[~np.isnan(found)]
    return float(known.mean()) if len(known) else np.nan
