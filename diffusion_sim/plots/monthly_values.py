"""Monthly columns as arrays by replication, and the axis of dates they are drawn on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result


_DAY = ["%Y-%m-%d"] * 4
_IN_FIGURES: dict[str, Any] = {
    "formats": ["%Y", "%Y-%m", *_DAY], "zero_formats": ["%Y", "%Y-%m", *_DAY], "show_offset": False,
}  # fmt: skip
"""By how far apart they are: years, months, days. Names of months would be in English."""


def by_replication(result: Result, column: str) -> npt.NDArray[np.float64]:
    """Return shape (replications, reported months)."""
    return result.monthly[column].to_numpy(dtype=np.float64).reshape(len(result.records), -1)


def dates(result: Result) -> npt.NDArray[Any]:
    """Return the first day of each reported month."""
    return result.monthly["date"].to_numpy()[: result.runs[0].end - result.runs[0].first]


def date_axis(axes: Axes, year: str) -> None:
    """Label dates along x, few enough to be read."""
    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]  # matplotlib has no types here
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, **_IN_FIGURES))  # type: ignore[no-untyped-call]  # as above
    axes.set_xlabel(year)
