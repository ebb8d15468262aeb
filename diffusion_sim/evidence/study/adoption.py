"""Measures of the curve alone: share, hazard, time to a share, Rogers' categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.study import Study

CATEGORIES = ("early adopters", "early majority", "late majority", "laggards")


def adoption_share(study: Study) -> NDArray[np.float64]:
    """Return the share of all watched places that had adopted by the end of periods 1, 2, ...: (periods,)."""
    by = np.arange(1, study.periods + 1)
    return np.asarray((study.times[:, None] <= by).mean(axis=0), dtype=np.float64)


def adoption_hazard(study: Study) -> NDArray[np.float64]:
    """Return the share, of those who had not adopted before, that adopted in periods 1, 2, ...: (periods,)."""
    share = np.concatenate([[0.0], adoption_share(study)])
    left = 1.0 - share[:-1]
    return np.divide(np.diff(share), left, out=np.zeros_like(left), where=left > 0)


def time_to_share(study: Study, share: float) -> int | None:
    """Return the first period by whose end this share of all watched places had adopted; None if it never was."""
    reached = np.flatnonzero(adoption_share(study) >= share)
    return int(reached[0]) + 1 if len(reached) else None


def categories(study: Study) -> dict[str, int | None]:
    """Count adopters by distance from the mean time in standard deviations, and those who did not adopt.

    Early adopters (with Rogers' innovators) come more than one before the mean, the early majority before the mean, the
    late majority from the mean on, laggards one or more after it (Valente 1995). Who adopts right on a bound belongs to
    the later group, as in the code of netdiffuseR's ``classify_adopters``; its manual has it the other way round. Where
    all adopted in one period there is no distance to count by, and the counts of the four are None.
    """
    times = study.times[~np.isnan(study.times)]
    did_not = {"did not adopt": int(np.isnan(study.times).sum())}
    if len(np.unique(times)) <= 1:
        return {**dict.fromkeys(CATEGORIES), **did_not}
    mean, sd = float(times.mean()), float(times.std(ddof=1))
    place = np.digitize(times, [mean - sd, mean, mean + sd])
    return {**{name: int((place == index).sum()) for index, name in enumerate(CATEGORIES)}, **did_not}
