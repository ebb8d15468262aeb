"""What a policy has changed after one year, after two, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.paired.difference import PairedDifference, paired_difference
from diffusion_sim.results.record import MONTHLY, STOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

MONTHS_PER_YEAR = 12
COLUMNS = ["measure", "months", *PairedDifference._fields]


def differences_by_horizon(pairs: Sequence[tuple[ReportedRun, ReportedRun]]) -> pd.DataFrame:
    """Return the paired difference of each monthly column at the end of each reported year.

    Parameters
    ----------
    pairs
        A world under A and under B, for each replication.
    """
    a, b = (np.stack([_to_date(pair[side]) for pair in pairs]) for side in (0, 1))
    return pd.DataFrame(_rows(a, b), columns=COLUMNS)


def _rows(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> Iterator[tuple[object, ...]]:
    for column, measure in enumerate(MONTHLY):
        for year in range(a.shape[1]):
            effect = paired_difference(a[:, year, column], b[:, year, column])
            yield (measure, (year + 1) * MONTHS_PER_YEAR, *effect)


def _to_date(run: ReportedRun) -> npt.NDArray[np.float64]:
    """Return shape (whole reported years, columns): stocks as they stand, all else added up since the first month."""
    reported = run.record.monthly[run.first : run.end]
    values = np.cumsum(reported, axis=0)
    stocks = [MONTHLY.index(name) for name in STOCKS]
    values[:, stocks] = reported[:, stocks]
    return values[MONTHS_PER_YEAR - 1 :: MONTHS_PER_YEAR]
