"""The columns of a table before it becomes a frame or a file, and the kinds that numpy has no array for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from diffusion_sim.results.record import NEVER

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

TableColumns = Mapping[str, Any]
"""Arrays of equal length by name: numpy's, nullable or categorical ones of pandas, and text as Arrow's."""


def to_frame(columns: TableColumns) -> pd.DataFrame:
    """Return the columns as a frame, text in the type that this version of pandas has for it."""
    return pd.DataFrame({name: _for_pandas(column) for name, column in columns.items()})


def _for_pandas(column: Any) -> Any:  # noqa: ANN401 - any kind of array
    return column.to_pandas() if isinstance(column, pa.Array) else column


def replication_column(runs: Sequence[ReportedRun], rows: Sequence[int]) -> npt.NDArray[np.int32]:
    """Return the number of the replication for each of its rows."""
    return np.repeat(np.array([run.record.replication for run in runs], dtype=np.int32), rows)


def named(numbers: npt.NDArray[np.integer], names: Sequence[str]) -> pa.Array:
    """Return the name of each number as text."""
    return pa.array(names, pa.string()).take(pa.array(numbers))


def optional(numbers: npt.NDArray[np.signedinteger]) -> pd.arrays.IntegerArray:
    """Return whole numbers in which -1 has become missing."""
    return pd.arrays.IntegerArray(numbers.astype(np.int32), numbers == NEVER)


def optional_month(months: npt.NDArray[np.signedinteger], first: int) -> pd.arrays.IntegerArray:
    """Return months counted from the first reported one (negative: in the burn-in), missing where there is none."""
    return pd.arrays.IntegerArray((months - first).astype(np.int32), months == NEVER)
