"""Monthly columns as arrays by replication, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.result import Result


def by_replication(result: Result, column: str) -> npt.NDArray[np.float64]:
    """Return shape (replications, reported months)."""
    return result.monthly[column].to_numpy(dtype=np.float64).reshape(len(result.records), -1)


def dates(result: Result) -> npt.NDArray[Any]:
    """Return the first day of each reported month."""
    return result.monthly["date"].to_numpy()[: result.runs[0].end - result.runs[0].first]
