"""One row for each replication and reported month."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.money import COSTS
from diffusion_sim.results.record import MONTHLY, VALUES
from diffusion_sim.results.tables.columns import replication_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.tables.columns import TableColumns

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


def monthly_of(runs: Sequence[ReportedRun]) -> TableColumns:
    """Return the reported months of some replications: month 0 is the first reported one."""
    months = np.arange(runs[0].end - runs[0].first, dtype=np.int32)
    values = np.concatenate([run.record.monthly[run.first :] for run in runs]).T.copy()
    measured = dict(zip(MONTHLY, values, strict=True))
    totals = {name: reduce(np.add, (measured[part] for part in parts)) for name, parts in TOTALS.items()}
    return {
        "replication": replication_column(runs, [months.size] * len(runs)),
        "month": np.tile(months, len(runs)),
        "date": np.tile(_dates(runs[0].context.first_month, months.size), len(runs)),
        **measured,
        **totals,
    }


def _dates(first_month: str, months: int) -> npt.NDArray[np.datetime64]:
    """Return the first day of each month."""
    return (np.datetime64(first_month, "M") + np.arange(months)).astype("datetime64[s]")
