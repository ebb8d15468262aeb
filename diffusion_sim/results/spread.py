"""How many municipalities have a solution in operation, over time and at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.record import NEVER

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun


def most_users(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Return for each solution the largest number of users at the end of one of the reported months."""
    peaks = np.zeros(run.record.solutions.size, dtype=np.int64)
    changes = _changes_of_users(run)
    if changes.size == 0:
        return peaks
    users, moment = np.cumsum(2 * (changes & 1) - 1), changes >> 1
    solution = moment // (run.end + 1)
    firsts = np.flatnonzero(np.diff(solution, prepend=-1))
    of_those_before = np.append(0, users[firsts[1:] - 1])
    at_end_of_month = np.where(np.diff(moment, append=-1) != 0, users, 0)
    peaks[solution[firsts]] = np.maximum.reduceat(at_end_of_month, firsts) - of_those_before
    return peaks


def _changes_of_users(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Return a number for each change, sorted by solution and month, odd when a user comes and even when one leaves.

    What came before the reported months counts in the first of them.
    """
    cases = run.cases
    comes = (cases["operating"] != NEVER) & (cases["operating"] < run.end)
    leaves = comes & (cases["ended"] != NEVER) & (cases["ended"] < run.end)

    def moments(marked: npt.NDArray[np.bool_], month: str) -> npt.NDArray[np.int64]:
        of_solution = cases["solution"][marked].astype(np.int64) * (run.end + 1)
        twice: npt.NDArray[np.int64] = 2 * (of_solution + np.maximum(cases[month][marked], run.first))
        return twice

    return np.sort(np.concatenate((moments(comes, "operating") + 1, moments(leaves, "ended"))))


def first_use(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Return the month in which each solution was first put to use; -1 if never."""
    used = run.cases["operating"] != NEVER
    first = np.full(run.record.solutions.size, np.iinfo(np.int64).max)
    np.minimum.at(first, run.cases["solution"][used], run.cases["operating"][used].astype(np.int64))
    return np.where(first == np.iinfo(np.int64).max, NEVER, first)


def users_by_month(run: ReportedRun, solutions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return users at the end of each month from the start of the burn-in, for the solutions in these rows.

    Returns
    -------
    numpy.ndarray
        Shape (solutions, months of the record).
    """
    row_of = np.full(run.record.solutions.size, -1, dtype=np.int64)
    row_of[solutions] = np.arange(solutions.size)
    users = np.zeros((solutions.size, run.end + 1), dtype=np.int64)
    row, operating, ended = row_of[run.cases["solution"]], run.cases["operating"], run.cases["ended"]
    used = (row >= 0) & (operating != NEVER)
    left = used & (ended != NEVER)
    np.add.at(users, (row[used], operating[used]), 1)
    np.add.at(users, (row[left], ended[left]), -1)
    total: npt.NDArray[np.int64] = users.cumsum(axis=1)
    return total[:, : run.end]
