"""A table held column by column: what looks at one field of a hundred thousand rows touches no other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    Rows = npt.NDArray[np.bool_] | npt.NDArray[np.signedinteger]


def is_one_of(numbers: npt.NDArray[np.integer], wanted: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Mark what equals one of a few numbers (``np.isin`` is several times slower for these)."""
    marks: npt.NDArray[np.bool_] = np.logical_or.reduce([numbers == number for number in wanted])
    return marks


class Columns:
    """The fields of a structured table as arrays of equal length, read-only.

    Parameters
    ----------
    arrays
        By name, in the order of the table's fields.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._arrays = dict(arrays)
        for array in self._arrays.values():
            array.flags.writeable = False

    @classmethod
    def of(cls, table: npt.NDArray[np.void]) -> Columns:
        """Take a structured array apart."""
        return cls({name: np.array(table[name]) for name in table.dtype.names or ()})

    @cached_property
    def size(self) -> int:
        """Number of rows."""
        return next(iter(self._arrays.values())).size

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """Return one column."""
        return self._arrays[name]

    def row(self, number: int) -> dict[str, Any]:
        """Return one row by field."""
        return {name: array[number] for name, array in self._arrays.items()}

    def table(self, dtype: np.dtype[np.void]) -> npt.NDArray[np.void]:
        """Return a structured array of these fields."""
        table = np.empty(self.size, dtype=dtype)
        for name, array in self._arrays.items():
            table[name] = array
        return table
