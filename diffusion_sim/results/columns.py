"""A table held column by column: what looks at one field of a hundred thousand rows touches no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Rows = npt.NDArray[np.bool_] | npt.NDArray[np.signedinteger]

_WHOLE = (np.int8, np.int16, np.int32, np.int64)


def is_one_of(numbers: npt.NDArray[np.integer], wanted: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Mark what equals one of a few numbers (``np.isin`` is several times slower for these)."""
    marks: npt.NDArray[np.bool_] = np.logical_or.reduce([numbers == number for number in wanted])
    return marks


def _narrow(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return whole numbers in the narrowest type that holds them all; anything else as it is."""
    if values.dtype.kind != "i":
        return values
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    fitting = [kind for kind in _WHOLE if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max]
    return values.astype(fitting[0], copy=False)


class Columns:
    """The fields of a structured table, each in the narrowest type that holds its numbers, and read in its own.

    Parameters
    ----------
    table
        Copied; a thousand replications have tens of millions of rows, whose months and codes need two bytes each.
    """

    def __init__(self, table: npt.NDArray[np.void]) -> None:
        self._dtype, self.size = table.dtype, table.size
        self._arrays = {name: _narrow(np.array(table[name])) for name in table.dtype.names or ()}
        for array in self._arrays.values():
            array.flags.writeable = False

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """Return one column, not to be written to."""
        return self._arrays[name].astype(self._dtype[name], copy=False)

    @property
    def nbytes(self) -> int:
        """What the columns take of the memory."""
        return sum(array.nbytes for array in self._arrays.values())

    def row(self, number: int) -> dict[str, Any]:
        """Return one row by field."""
        return {name: self._dtype[name].type(array[number]) for name, array in self._arrays.items()}

    def table(self) -> npt.NDArray[np.void]:
        """Return the structured array again."""
        table = np.empty(self.size, dtype=self._dtype)
        for name, array in self._arrays.items():
            table[name] = array
        return table
