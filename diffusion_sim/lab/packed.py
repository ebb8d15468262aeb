"""Records in a third of the memory: what is the same in most rows is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.results.record import Columns

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.record import RunRecord

    Array = npt.NDArray[Any]

UNSHOWN = ("fit",)
"""What no page, report or story reads: only the table of cases has it, which the page does not write."""
_LOOKED_AT = 2000
"""Rows among which the most frequent value of a column is looked for."""


class _Sparse(NamedTuple):
    """A column in which most rows have the same value."""

    usual: Any
    others: Array
    """One bit for each row."""
    values: Array

    def array(self, size: int) -> Array:
        column = np.full(size, self.usual, dtype=self.values.dtype)
        column[np.unpackbits(self.others, count=size).view(np.bool_)] = self.values
        return column

    @property
    def nbytes(self) -> int:
        return self.others.nbytes + self.values.nbytes


class _Runs(NamedTuple):
    """A column in which equal values follow each other."""

    values: Array
    lengths: Array

    def array(self, _size: int) -> Array:
        return np.repeat(self.values, self.lengths)

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + self.lengths.nbytes


class PackedColumns(Columns):
    """The same columns, packed; those that the page does not show are missing (NaN)."""

    def __init__(self, columns: Columns) -> None:
        self._dtype, self.size = columns._dtype, columns.size  # noqa: SLF001 - of its own kind; likewise below
        arrays = columns._arrays.items()  # noqa: SLF001
        self._packed = {name: _smallest(array) for name, array in arrays if name not in UNSHOWN}

    def __getitem__(self, name: str) -> Array:
        """Return one column, not to be written to."""
        return self._unpacked(name).astype(self._dtype[name], copy=False)

    @property
    def nbytes(self) -> int:
        """What the columns take of the memory."""
        return sum(column.nbytes for column in self._packed.values())

    def row(self, number: int) -> dict[str, Any]:
        """Return one row by field."""
        return {name: self._dtype[name].type(self._unpacked(name)[number]) for name in self._dtype.names or ()}

    def table(self) -> npt.NDArray[np.void]:
        """Return the structured array again."""
        table = np.empty(self.size, dtype=self._dtype)
        for name in self._dtype.names or ():
            table[name] = self._unpacked(name)
        return table

    def _unpacked(self, name: str) -> Array:
        packed = self._packed.get(name)
        if packed is None:
            return np.full(self.size, np.nan)
        return packed if isinstance(packed, np.ndarray) else packed.array(self.size)


def _smallest(column: Array) -> Array | _Sparse | _Runs:
    """Return a column in the form that takes least."""
    if not column.size:
        return column
    forms: tuple[Array | _Sparse | _Runs, ...] = (column, _sparse(column), _runs(column))
    return min(forms, key=lambda one: one.nbytes)


def _sparse(column: Array) -> _Sparse:
    values, counts = np.unique(column[:_LOOKED_AT], return_counts=True)
    usual = values[counts.argmax()]
    others = column != usual
    return _Sparse(usual, np.packbits(others), column[others])


def _runs(column: Array) -> _Runs:
    starts = np.flatnonzero(np.append(True, column[1:] != column[:-1]))
    return _Runs(column[starts], np.diff(starts, append=column.size).astype(np.int32))


def packed(record: RunRecord) -> RunRecord:
    """Return a replication in less memory."""
    if isinstance(record.case_columns, PackedColumns):
        return record
    return record._replace(case_columns=PackedColumns(record.case_columns))
