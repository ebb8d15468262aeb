"""Records in a quarter of the memory: solutions and each column of the cases are packed, and unpacked when looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from diffusion_sim.model import past
from diffusion_sim.results.record import Columns, RunRecord

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

UNSHOWN = ("fit",)
"""What no page, report or story reads: only the table of cases has it, which the page does not write."""


class PackedArray(NamedTuple):
    """An array in less memory."""

    packed: bytes
    dtype: np.dtype[Any]
    shape: tuple[int, ...]

    def array(self) -> Array:
        """Return the array again, not to be written to."""
        return past.unpacked(self.packed, self.shape, self.dtype)


def packed_array(array: Array) -> PackedArray:
    """Pack an array."""
    return PackedArray(past.packed(array), array.dtype, array.shape)


class PackedColumns(Columns):
    """The same columns, packed; those that the page does not show are missing (NaN)."""

    def __init__(self, columns: Columns) -> None:
        self._dtype, self.size = columns._dtype, columns.size  # noqa: SLF001 - of its own kind; likewise below
        arrays = columns._arrays.items()  # noqa: SLF001
        self._packed = {name: packed_array(array) for name, array in arrays if name not in UNSHOWN}

    def __getitem__(self, name: str) -> Array:
        """Return one column, not to be written to."""
        return self._unpacked(name).astype(self._dtype[name], copy=False)

    @property
    def nbytes(self) -> int:
        """What the columns take of the memory."""
        return sum(len(one.packed) for one in self._packed.values())

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
        return self._packed[name].array() if name in self._packed else np.full(self.size, np.nan)


class PackedRecord(RunRecord):
    """One replication in less memory."""

    @property
    def solutions(self) -> npt.NDArray[np.void]:
        """The solutions, not to be written to."""
        return self._packed.array()

    @property
    def nbytes(self) -> int:
        """What the replication takes of the memory."""
        return self.monthly.nbytes + self.case_columns.nbytes + len(self._packed.packed)

    @property
    def _packed(self) -> PackedArray:
        return cast("PackedArray", self[RunRecord._fields.index("solutions")])


def packed(record: RunRecord) -> RunRecord:
    """Return a replication in less memory."""
    if isinstance(record, PackedRecord):
        return record
    solutions = cast("Any", packed_array(record.solutions))
    return PackedRecord(record.replication, record.monthly, PackedColumns(record.case_columns), solutions)
