"""What an engine hands over of many replications at once, and each of them as a record of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.results.columns import Columns
from diffusion_sim.results.record import FLOWS, MONTHLY, RunRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Wholes = npt.NDArray[np.int64]

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
