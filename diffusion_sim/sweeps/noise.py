"""How much of what differs between the points of a sweep is luck, although all share their worlds.

The mean at a point over n worlds is the parameters' effect, plus what the worlds do everywhere (equal at all points, it
cancels), plus luck: what worlds do at this point and not at others. The mean over even worlds less that over odd ones
varies between points by luck alone, with four times the variance that luck has in the whole mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence


def noise_table(points: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Return for each measure what share of the variance between points is luck.

    Parameters
    ----------
    points
        The moments of a sweep, :attr:`Sweep.points`.
    measures
        Their keys.

    Returns
    -------
    pandas.DataFrame
        Columns measure, sd_between_points, noise_sd (of a point's mean, in common worlds), noise_share (of the variance
        between points), independent_share (what that share would be if each point had worlds of its own). NaN with
        fewer than two replications or points.
    """
    return pd.DataFrame([_row(points[points["measure"] == key], key) for key in measures])


def _row(table: pd.DataFrame, key: str) -> dict[str, Any]:
    total = _variance(table["mean"])
    sizes = table["replications"].to_numpy(dtype=np.float64)
    odd = np.floor(sizes / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.mean(1.0 / (sizes * (1.0 / (sizes - odd) + 1.0 / odd))) if len(sizes) else np.nan
    noise = scale * _variance(table["halves_difference"])
    independent = float((table["sd"] ** 2 / table["replications"]).mean())
    parameters = max(total - noise, 0.0)
    return {
        "measure": key,
        "sd_between_points": np.sqrt(total),
        "noise_sd": np.sqrt(noise),
        "noise_share": noise / total if total > 0.0 else np.nan,
        "independent_share": independent / (parameters + independent) if independent > 0.0 else np.nan,
    }


def _variance(values: pd.Series[float]) -> float:
    known = values.to_numpy(dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.var(ddof=1)) if len(known) > 1 else float("nan")
