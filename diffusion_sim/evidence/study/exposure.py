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
    """Return the exposure of each place in the period in which it adopted; nan if it did not: n.

    It is 0 for an adopter that looks at nobody, as in netdiffuseR: it needed nobody.
    """
    seen = exposure(study)
    found = np.full(len(study.ids), np.nan)
    adopted = ~np.isnan(study.times)
    found[adopted] = seen[adopted, study.times[adopted].astype(int) - 1]
    return found


def looking(study: Study) -> NDArray[np.bool_]:
    """Return whether each place looks at any other: n."""
    return np.asarray(study.ties.sum(axis=1) > 0.0)


def mean_threshold(study: Study) -> float:
    """Return the mean over adopters; nan if none of them looks at anybody."""
    adopted = ~np.isnan(study.times)
    return float(thresholds(study)[adopted].mean()) if (adopted & looking(study)).any() else np.nan
