"""The memory of answers: the results used last, their records in a quarter of it, and what is free again goes back to the system.

Solutions and each column of the cases are packed, and unpacked when looked at.
"""

from __future__ import annotations

import ctypes
import sys
from collections import OrderedDict
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from diffusion_sim.model import past
from diffusion_sim.results.record import Columns, RunRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from diffusion_sim.results.result import Result

    Array = npt.NDArray[Any]

MOST_BYTES, LEAST_KEPT = 4 * 10**8, 2
"""What they may take of the memory, but both sides of the latest question are kept in any case; a hundred replications of all
Denmark take 190 to 210 MB a side."""
Key = tuple[str, int]
"""Identity of the scenario, seed."""


class KeptResults:
    """The results used last, each with the most replications there were of it."""

    def __init__(self) -> None:
        self._results: OrderedDict[Key, Result] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._results)

    def longest(self, key: Key, own: Result | None) -> Result | None:
        """Return what has most replications, of what is kept and what a question has already."""
        with self._lock:
            kept = self._results.get(key)
            if kept is not None:
                self._results.move_to_end(key)  # what is asked for often stays
        known = [one for one in (kept, own) if one is not None]
        return max(known, key=lambda one: len(one.records), default=None)

    def keep(self, key: Key, result: Result) -> None:
        """Keep a result; what was not used for longest goes where memory is short."""
        with self._lock:
            held = self._results.get(key)
            if held is None or len(held.records) < len(result.records):
                self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > LEAST_KEPT and self._bytes() > MOST_BYTES:
                self._results.popitem(last=False)

    def _bytes(self) -> int:
        return sum(record.nbytes for result in self._results.values() for record in result.records)


UNSHOWN = ("fit",)
"""What no page, report or story reads: only the table of cases has it, which the page does not write."""
READ_OFTEN = ("code", "heard_from", "heard_via", "implemented", "mode", "solution")
"""Columns that are read for each answer: they are unpacked quickly, the others take less memory."""


class PackedArray(NamedTuple):
    """An array in less memory."""

    packed: bytes
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    way: str

    def array(self) -> Array:
        """Return the array again, not to be written to."""
        return past.unpacked(self.packed, self.shape, self.dtype, self.way)


def packed_array(array: Array, way: str = past.SMALL) -> PackedArray:
    """Pack an array."""
    return PackedArray(past.packed(array, way), array.dtype, array.shape, way)


class PackedColumns(Columns):
    """The same columns, packed; those that the page does not show are missing (NaN)."""

    def __init__(self, columns: Columns) -> None:
        self._dtype, self.size = columns._dtype, columns.size  # noqa: SLF001 - of its own kind; likewise below
        arrays = columns._arrays.items()  # noqa: SLF001
        self._packed = {
            name: packed_array(array, past.QUICK if name in READ_OFTEN else past.SMALL)
            for name, array in arrays
            if name not in UNSHOWN
        }

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
    solutions = cast("Any", packed_array(record.solutions, past.QUICK))
    return PackedRecord(record.replication, record.monthly, PackedColumns(record.case_columns), solutions)


def give_back() -> None:
    """Give back what the C library keeps for later: after some replications several times what their records take."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Return the GNU C library's own way; other libraries have none, or need none."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
