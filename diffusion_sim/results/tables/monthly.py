"""One row for each replication and reported month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.money import COSTS
from diffusion_sim.results.record import MONTHLY, VALUES

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

_MODES = ("copy", "adapt", "inspired", "own")
TOTALS = {
    "operating": tuple(f"operating_{mode}" for mode in _MODES),
    "operating_reused": tuple(f"operating_{mode}" for mode in _MODES[:3]),
    "started": tuple(f"started_{mode}" for mode in _MODES),
    "put_to_use": tuple(f"put_to_use_{mode}" for mode in _MODES),
    "put_to_use_reused": tuple(f"put_to_use_{mode}" for mode in _MODES[:3]),
    "value": VALUES,
    "dkk_total": tuple(COSTS),
}
"""Columns added to those of the record, and what each is the sum of."""


def monthly_of(run: ReportedRun) -> pd.DataFrame:
    """Return the reported months of one replication: month 0 is the first reported one."""
    months = np.arange(run.end - run.first, dtype=np.int32)
    frame = pd.DataFrame(run.record.monthly[run.first :], columns=list(MONTHLY))
    for name, parts in TOTALS.items():
        frame[name] = frame[list(parts)].sum(axis=1)
    frame.insert(0, "replication", np.int32(run.record.replication))
    frame.insert(1, "month", months)
    frame.insert(2, "date", _dates(run.context.first_month, months.size))
    return frame


def _dates(first_month: str, months: int) -> npt.NDArray[np.datetime64]:
    """Return the first day of each month."""
    return (np.datetime64(first_month, "M") + np.arange(months)).astype("datetime64[s]")
