"""What a run leaves: plain arrays of one replication, the same from every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.mechanisms.utility import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Wholes = npt.NDArray[np.int64]
NEVER = -1
"""A month that did not come. Months count from the start of the burn-in."""
STOCKS = (
    "known", "applying", "developing", "implementing", "in_use_copy", "in_use_adapt", "in_use_inspired",
    "in_use_own", "in_use_outdated", "reused_net_benefit_total", "own_net_benefit_total",
)  # fmt: skip
FLOWS = (
    "aware", "appraised", "declined", "postponed", "adopted_copy", "adopted_adapt", "adopted_inspired", "adopted_own",
    "implemented_copy", "implemented_adapt", "implemented_inspired", "implemented_own", "gave_up",
    "abandoned_when_funding_ended", "discontinued_when_funding_ended", "discontinued", "replaced", "overtaken", "duplicated",
    "grants_applied", "grants_awarded", "prizes_given",
)  # fmt: skip
VALUES = ("value_productivity", "value_service", "value_political", "value_legal", "value_wellbeing")
SPENT = (
    "dkk_development", "dkk_adaptation", "dkk_copying", "dkk_implementation", "dkk_running", "dkk_prizes", "dkk_portal",
)  # fmt: skip
GRANTS = "dkk_paid_by_grants"
"""Grants pay for a part of what is spent: a transfer, never added."""
KRONER = (*SPENT, GRANTS)
MONTHLY = STOCKS + FLOWS + VALUES + KRONER
"""Columns of the monthly array. Stocks are counted at the end of the month, the rest within it."""
CASE = np.dtype([
    ("code", np.int64), ("solution", np.int32), ("problem", np.int32), ("era", np.int32), ("mode", np.int8),
    ("stage", np.int8), ("end", np.int8), ("heard_via", np.int8), ("heard_from", np.int64), ("heard_layer", np.int16),
    ("aware", np.int32), ("decided", np.int32), ("adopted", np.int32), ("developed", np.int32),
    ("implemented", np.int32), ("ended", np.int32), ("granted", np.int8), ("grant_ends", np.int32),
    ("duplicated", np.int8), ("outdated", np.int32), ("fit", np.float64), ("net_benefit", np.float64),
    ("appraised", np.int32), ("times_appraised", np.int32), ("verdict", np.int8), ("shortfall", np.float64),
    ("flips", np.int32), ("prizes", np.int16),
])  # fmt: skip
"""One row for each municipality and solution that met.

``heard_from`` is a code (0: nobody), ``heard_layer`` an index into the network's layers (-1: none), ``outdated`` the
month in which the problem changed, ``net_benefit`` the net benefit per month in use, ``shortfall`` by how much the best
reuse lost the last appraisal (0 when it won, -1 when this was not the best to reuse), ``flips`` a
bit for each term whose removal alone would have changed that.
"""
SOLUTION = np.dtype([
    ("id", np.uint64), ("origin", np.int64), ("source", np.int8), ("problem", np.int32), ("era", np.int32),
    ("ordinal", np.int32), ("parent", np.int32), ("born", np.int32), ("innovation", np.int32),
    ("benefit", np.float64), ("complexity", np.float64), ("shares", np.float64, (5,)), ("drawback", np.float64, (5,)),
    ("documented", np.int8), ("promoted", np.int32),
])  # fmt: skip
"""One row for each solution.

``origin`` is a code, 0 for an external solution; ``source`` an index into ``codes.EXTERNAL_SOURCES`` (-1: it is a
municipality's); ``parent`` a row of this table (-1: none); ``innovation`` a row of the scenario's innovations (-1: drawn
by the replication); ``promoted`` the month from which the centre pushes a municipality's solution.
"""


def term_bit(name: str) -> int:
    """Return the number of the bit of ``flips`` that stands for a term of an option's utility."""
    return Terms._fields.index(name)


def deciding_terms(flips: int) -> tuple[str, ...]:
    """Return the terms whose removal alone would have changed the choice; none is an answer too."""
    return tuple(name for bit, name in enumerate(Terms._fields) if (flips >> bit) & 1)


_WHOLE = (np.int8, np.int16, np.int32, np.int64)


def is_one_of(numbers: npt.NDArray[np.integer], wanted: Iterable[int]) -> npt.NDArray[np.bool_]:
    """Mark what equals one of a few numbers (``np.isin`` is several times slower for these)."""
    marks: npt.NDArray[np.bool_] = np.logical_or.reduce([numbers == number for number in wanted])
    return marks


def _narrow(values: npt.NDArray[Any], rooms: dict[np.dtype[Any], npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Return a copy: whole numbers in the narrowest type that holds them all; anything else as it is.

    They stand in one room of their type meanwhile, since a system is slow to give memory anew.
    """
    if values.dtype.kind != "i" or values.itemsize == 1:
        return values.copy()
    room = rooms[values.dtype] = rooms[values.dtype] if values.dtype in rooms else np.empty(values.shape, values.dtype)
    room[:] = values
    low, high = int(room.min(initial=0)), int(room.max(initial=0))
    fitting = [kind for kind in _WHOLE if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max]
    return room.astype(fitting[0])


class Columns:
    """The fields of a structured table column by column, each in the narrowest type that holds its numbers, and read in its own.

    Parameters
    ----------
    table
        Copied; a thousand replications have tens of millions of rows, whose months and codes need two bytes each.
    """

    def __init__(self, table: npt.NDArray[np.void]) -> None:
        self._dtype, self.size, rooms = table.dtype, table.size, dict[np.dtype[Any], npt.NDArray[Any]]()
        self._arrays = {name: _narrow(table[name], rooms) for name in table.dtype.names or ()}
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
        for name in self._dtype.names or ():
            table[name] = self[name]
        return table


class RunRecord(NamedTuple):
    """One replication."""

    replication: int
    monthly: npt.NDArray[np.float64]
    """(burn-in + reported months, len(MONTHLY))"""
    case_columns: Columns
    """The fields of CASE, sorted by code, then solution"""
    solutions: npt.NDArray[np.void]
    """dtype SOLUTION, in the order in which they came"""

    @property
    def nbytes(self) -> int:
        """What the replication takes of the memory."""
        return self.monthly.nbytes + self.case_columns.nbytes + self.solutions.nbytes

    @property
    def cases(self) -> npt.NDArray[np.void]:
        """The cases row by row (dtype CASE): a copy."""
        return self.case_columns.table()


_GONE_NEXT_MONTH = [MONTHLY.index(name) for name in (*FLOWS, "dkk_prizes")]
"""Columns of what happens within a month."""


class Block(NamedTuple):
    """Some replications, one after the other, in as few arrays as possible."""

    replications: Wholes
    months: int
    cases: npt.NDArray[np.void]
    """dtype CASE; of each replication sorted by code, then solution"""
    solutions: npt.NDArray[np.void]
    """dtype SOLUTION"""
    rows: npt.NDArray[np.float64]
    """(row, len(MONTHLY)): of months in which something happened; in others stocks stay and flows are 0."""
    row_months: Wholes
    ends: Wholes
    """(replication, 3): where its cases, solutions and rows end"""
    memory: Any = None
    """What the arrays are parts of; the engine takes it back."""

    def stocks(self, *names: str) -> npt.NDArray[np.float64]:
        """Return the sum of some stocks at the end of each month: (replications, months)."""
        total = self.rows[:, [MONTHLY.index(name) for name in names]].sum(axis=1)
        return np.repeat(total, self._months_of_rows()).reshape(len(self.replications), self.months)

    def records(self) -> Iterator[RunRecord]:
        """Yield the record of each replication, copied, so that the block's memory serves the next."""
        case = solution = row = 0
        lasting = self._months_of_rows()
        for replication, (last_case, last_solution, last_row) in zip(self.replications, self.ends, strict=True):
            yield RunRecord(
                int(replication),
                self._monthly(row, last_row, lasting),
                Columns(self.cases[case:last_case]),
                self.solutions[solution:last_solution].copy(),
            )
            case, solution, row = last_case, last_solution, last_row

    def _months_of_rows(self) -> Wholes:
        """Return for how many months each row stands."""
        until = np.append(self.row_months[1:], self.months)
        until[self.ends[:, 2] - 1] = self.months
        return until - self.row_months

    def _monthly(self, first: int, last: int, lasting: Wholes) -> npt.NDArray[np.float64]:
        if last - first == self.months:
            return self.rows[first:last].copy()
        table = np.repeat(self.rows[first:last], lasting[first:last], axis=0)
        quiet = np.ones(self.months, dtype=bool)
        quiet[self.row_months[first:last]] = False
        table[np.flatnonzero(quiet)[:, np.newaxis], _GONE_NEXT_MONTH] = 0.0
        return table
