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
    solution, month, change = _changes_of_users(run)
    peaks = np.zeros(run.record.solutions.size, dtype=np.int64)
    if solution.size == 0:
        return peaks
    users = _running_total_within(solution, change)
    last_of_month = np.ones(solution.size, dtype=np.bool_)
    last_of_month[:-1] = (solution[1:] != solution[:-1]) | (month[1:] != month[:-1])
    np.maximum.at(peaks, solution[last_of_month], users[last_of_month])
    return peaks


def _changes_of_users(
    run: ReportedRun,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return solution, month and +1 or -1, sorted by solution and month; what came earlier counts in month one."""
    cases = run.cases
    used = (cases["operating"] != NEVER) & (cases["operating"] < run.end)
    left = used & (cases["ended"] != NEVER) & (cases["ended"] < run.end)
    solution = np.concatenate((cases["solution"][used], cases["solution"][left])).astype(np.int64)
    month = np.concatenate((cases["operating"][used], cases["ended"][left])).astype(np.int64)
    change = np.concatenate((np.ones(used.sum(), np.int64), -np.ones(left.sum(), np.int64)))
    month = np.maximum(month, run.first)
    order = np.lexsort((month, solution))
    return solution[order], month[order], change[order]


def _running_total_within(group: npt.NDArray[np.int64], change: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    total: npt.NDArray[np.int64] = np.cumsum(change)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    before = np.where(starts > 0, total[starts - 1], 0)
    return np.asarray(total - np.repeat(before, np.diff(np.r_[starts, group.size])), dtype=np.int64)


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
