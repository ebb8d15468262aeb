"""One replication seen through the reported window: what every measure and table is computed from; and how far families came."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import Heard, Mode, Stage, Verdict
from diffusion_sim.results.mix import Answers, Mix, answers, barometer_mix, mean_mix
from diffusion_sim.results.record import MONTHLY, NEVER, Columns, RunRecord, is_one_of

if TYPE_CHECKING:
    from diffusion_sim.results.context import Context

_COLUMN = {name: index for index, name in enumerate(MONTHLY)}
FROM_OTHERS = (Heard.CONTACT, Heard.PUSH, Heard.PORTAL, Heard.PRIZE, Heard.PARTNER)
"""Ways of hearing of what somebody else made; own work and the scenario's first adopters are not hearings."""
REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)
_FAR = np.iinfo(np.int32).max


class FamilyUse(NamedTuple):
    """First use of a family in one municipality, one row for each pair of the two; sorted by family, then month, then place."""

    family: npt.NDArray[np.int64]
    """Row of its first solution."""
    place: npt.NDArray[np.int64]
    """Row in ``context.places``."""
    month: npt.NDArray[np.int64]
    since: npt.NDArray[np.int64]
    """Months since the first use anywhere."""


@dataclass(frozen=True)
class ReportedRun:
    """A record, with the months that count: from ``first`` up to but not including ``end``.

    Months in the cases keep counting from the start of the burn-in.
    """

    context: Context
    record: RunRecord

    @property
    def first(self) -> int:
        """First reported month."""
        return self.context.burn_in_months

    @property
    def end(self) -> int:
        """The month after the last."""
        return int(self.record.monthly.shape[0])

    @property
    def years(self) -> float:
        """Length of the reported window."""
        return (self.end - self.first) / 12.0

    @property
    def cases(self) -> Columns:
        """All cases, also those of the burn-in."""
        return self.record.case_columns

    def column(self, name: str) -> npt.NDArray[np.float64]:
        """Return one measure by reported month."""
        return self.record.monthly[self.first :, _COLUMN[name]]

    @cached_property
    def discount_factors(self) -> npt.NDArray[np.float64]:
        """The present value of a krone in each reported month, as of the first, by ``costs.discount_per_year``."""
        rate = float(self.context.scenario.costs.discount_per_year)
        return np.power(1.0 + rate, -np.arange(self.end - self.first) / 12.0)

    def million_dkk(self, column: str) -> float:
        """Return what one column of the kroner ledger sums to over the window, discounted (prices of 2014)."""
        return float(self.column(column) @ self.discount_factors) / 1e6

    @cached_property
    def inhabitant_shares(self) -> npt.NDArray[np.float64]:
        """Return what each place has of all inhabitants; all the same where somebody's are unknown."""
        people = np.array([place.population for place in self.context.places], dtype=np.float64)
        people = people if people.all() else np.ones_like(people)
        return people / people.sum()

    def in_window(self, months: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Mark the months that lie in the reported window (``NEVER`` does not)."""
        return (months >= self.first) & (months < self.end)

    @cached_property
    def implemented(self) -> npt.NDArray[np.bool_]:
        """Mark the cases that were implemented in the window, without first adopters given by the scenario."""
        given: npt.NDArray[np.bool_] = self.cases["heard_via"] == Heard.SEED
        return self.in_window(self.cases["implemented"]) & ~given

    @cached_property
    def in_use_at_end(self) -> npt.NDArray[np.bool_]:
        """Mark the cases in use at the end of the run."""
        return np.asarray(self.cases["stage"] == Stage.IN_USE)

    @cached_property
    def reuse(self) -> npt.NDArray[np.bool_]:
        """Mark the cases in which something of somebody else's is copied, adapted or built on."""
        return is_one_of(self.cases["mode"], REUSE)

    @property
    def duplicated(self) -> npt.NDArray[np.bool_]:
        """Mark the cases of own development decided on in the window though somebody else had a working answer."""
        return self.in_window(self.cases["decided"]) & (self.cases["duplicated"] > 0)

    @cached_property
    def heard_from_others(self) -> npt.NDArray[np.bool_]:
        """Mark the cases that began in the window by hearing of what somebody else made."""
        return self.in_window(self.cases["aware"]) & is_one_of(self.cases["heard_via"], FROM_OTHERS)

    @cached_property
    def lost_as_best_reuse(self) -> npt.NDArray[np.bool_]:
        """Mark what was the best option of reuse at its last appraisal, in the window, and was not chosen."""
        weighed: npt.NDArray[np.bool_] = self.cases["shortfall"] >= 0.0
        weighed &= self.cases["verdict"] == Verdict.DECLINED
        return weighed & self.in_window(self.cases["appraised"])

    @cached_property
    def parent_case(self) -> npt.NDArray[np.int32]:
        """For inspired work the row of the case in which its model became known; -1 for all other cases."""
        parents = np.full(self.cases.size, -1, dtype=np.int32)
        inspired = np.flatnonzero(self.cases["mode"] == Mode.INSPIRED)
        if inspired.size == 0:
            return parents
        parent = self.record.solutions["parent"][self.cases["solution"][inspired]].astype(np.int64)
        keys = self._keys(self.cases["code"], self.cases["solution"].astype(np.int64))
        wanted = self._keys(self.cases["code"][inspired], parent)
        rows = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        parents[inspired] = np.where((keys[rows] == wanted) & (parent >= 0), rows, -1)
        return parents

    @cached_property
    def peak_users(self) -> npt.NDArray[np.int64]:
        """Return for each solution the largest number of users at the end of one of the reported months."""
        peaks = np.zeros(self.record.solutions.size, dtype=np.int64)
        changes = self._changes_of_users()
        if changes.size == 0:
            return peaks
        users, moment = np.cumsum(2 * (changes & 1) - 1), changes >> 1
        solution = moment // (self.end + 1)
        firsts = np.flatnonzero(np.diff(solution, prepend=-1))
        of_those_before = np.append(0, users[firsts[1:] - 1])
        at_end_of_month = np.where(np.diff(moment, append=-1) != 0, users, 0)
        peaks[solution[firsts]] = np.maximum.reduceat(at_end_of_month, firsts) - of_those_before
        return peaks

    def _changes_of_users(self) -> npt.NDArray[np.int64]:
        """Return a number for each change, sorted by solution and month, odd when a user comes and even when one leaves.

        What came before the reported months counts in the first of them.
        """
        cases = self.cases
        comes = (cases["implemented"] != NEVER) & (cases["implemented"] < self.end)
        leaves = comes & (cases["ended"] != NEVER) & (cases["ended"] < self.end)

        def moments(marked: npt.NDArray[np.bool_], month: str) -> npt.NDArray[np.int64]:
            of_solution = cases["solution"][marked].astype(np.int64) * (self.end + 1)
            twice: npt.NDArray[np.int64] = 2 * (of_solution + np.maximum(cases[month][marked], self.first))
            return twice

        return np.sort(np.concatenate((moments(comes, "implemented") + 1, moments(leaves, "ended"))))

    @property
    def first_use(self) -> npt.NDArray[np.int64]:
        """Return the month in which each solution was first implemented; -1 if never."""
        used = self.cases["implemented"] != NEVER
        first = np.full(self.record.solutions.size, np.iinfo(np.int64).max)
        np.minimum.at(first, self.cases["solution"][used], self.cases["implemented"][used].astype(np.int64))
        return np.where(first == np.iinfo(np.int64).max, NEVER, first)

    def users_by_month(self, solutions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return users at the end of each month from the start of the burn-in, for the solutions in these rows.

        Returns
        -------
        numpy.ndarray
            Shape (solutions, months of the record).
        """
        row_of = np.full(self.record.solutions.size, -1, dtype=np.int64)
        row_of[solutions] = np.arange(solutions.size)
        users = np.zeros((solutions.size, self.end + 1), dtype=np.int64)
        row, implemented, ended = row_of[self.cases["solution"]], self.cases["implemented"], self.cases["ended"]
        used = (row >= 0) & (implemented != NEVER)
        left = used & (ended != NEVER)
        np.add.at(users, (row[used], implemented[used]), 1)
        np.add.at(users, (row[left], ended[left]), -1)
        total: npt.NDArray[np.int64] = users.cumsum(axis=1)
        return total[:, : self.end]

    @cached_property
    def answers(self) -> Answers:
        """Return what each municipality could tell the barometer."""
        return answers(self.cases, [problem.field for problem in self.context.problems])

    @cached_property
    def latest_mix(self) -> Mix:
        """Return the barometer's mix at the end of the run."""
        return barometer_mix(self.answers, self.end)

    @property
    def year_ends(self) -> tuple[int, ...]:
        """The months after each whole reported year, or after the last month when there is none."""
        return tuple(range(self.first + 12, self.end + 1, 12)) or (self.end,)

    @cached_property
    def yearly_mixes(self) -> tuple[Mix, ...]:
        """Return the barometer's mix at the end of each whole reported year; a window shorter than a year is counted at its end."""
        return tuple(barometer_mix(self.answers, end) for end in self.year_ends)

    @cached_property
    def mean_mix(self) -> Mix:
        """Return the barometer's mix, the mean of the reported years."""
        return mean_mix(self.yearly_mixes)

    @cached_property
    def families(self) -> npt.NDArray[np.int64]:
        """Return for each solution the row of the first of its family: what inspired it, or what inspired that, and so on."""
        parents = self.record.solutions["parent"]
        first = np.where(parents < 0, np.arange(parents.size), parents).astype(np.int64)
        while not np.array_equal(first, first[first]):
            first = first[first]
        return first

    @cached_property
    def family_uses(self) -> FamilyUse:
        """Return when each municipality first used something of each family, from the start of the burn-in."""
        used = np.flatnonzero((self.cases["implemented"] != NEVER) & (self.cases["implemented"] < self.end))
        family, place = self.families[self.cases["solution"][used]], self.place_rows[used].astype(np.int64)
        month = self.cases["implemented"][used].astype(np.int64)
        by_pair = np.lexsort((month, place, family))
        pair = family[by_pair] * len(self.context.places) + place[by_pair]
        firsts = by_pair[np.flatnonzero(np.diff(pair, prepend=-1))]
        firsts = firsts[np.lexsort((place[firsts], month[firsts], family[firsts]))]
        family, month = family[firsts], month[firsts]
        begun = month[np.searchsorted(family, family)]
        return FamilyUse(family, place[firsts], month, month - begun)

    @cached_property
    def first_adopted(self) -> npt.NDArray[np.int32]:
        """Return for each case the month in which work began on it, or on what it inspired if that was earlier."""
        return self._first_month_of("adopted")

    @cached_property
    def first_implemented(self) -> npt.NDArray[np.int32]:
        """Return likewise the month in which it, or what it inspired, were implemented."""
        return self._first_month_of("implemented")

    @cached_property
    def place_rows(self) -> npt.NDArray[np.int32]:
        """Return for each case the number of its municipality in ``context.places``."""
        return self.context.place_rows(self.cases["code"]).astype(np.int32)

    def _keys(self, codes: npt.NDArray[np.int64], solutions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return codes * (self.record.solutions.size + 1) + solutions

    def forget(self) -> None:
        """Let go of what only measures look at; it is worked out again when asked for."""
        for name in (
            "first_adopted",
            "first_implemented",
            "answers",
            "lost_as_best_reuse",
            "parent_case",
            "family_uses",
        ):
            self.__dict__.pop(name, None)

    def _first_month_of(self, field: str) -> npt.NDArray[np.int32]:
        months = np.where(self.cases[field] == NEVER, _FAR, self.cases[field]).astype(np.int32)
        inspired = np.flatnonzero(self.parent_case >= 0)
        np.minimum.at(months, self.parent_case[inspired], months[inspired])
        return np.where(months == _FAR, NEVER, months).astype(np.int32)


class Followed(NamedTuple):
    """Families, one row each: the row of the first solution, and where its uses begin and end in ``run.family_uses``."""

    family: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


def followed_families(run: ReportedRun, months: int) -> Followed:
    """Return the families that can be followed for so many months.

    Those whose first use was at most as long before the reported months, and at least as long before the end. A scenario's
    own innovations are not among them.
    """
    uses = run.family_uses
    first = np.flatnonzero(np.diff(uses.family, prepend=-1))
    family, end, begun = uses.family[first], np.append(first[1:], uses.family.size), uses.month[first]
    kept = (begun >= run.first - months) & (begun + months <= run.end)
    kept &= run.record.solutions["innovation"][family] < 0
    return Followed(family[kept], first[kept], end[: first.size][kept])


def reach_within(run: ReportedRun, months: int, *, municipal: bool) -> npt.NDArray[np.float64]:
    """Return which share of municipalities used something of each family within some months of its first use, in per cent.

    Parameters
    ----------
    months
        For how long each is followed (:func:`followed_families`).
    municipal
        Families that a municipality began, else those that came from outside.
    """
    family, first, end = followed_families(run, months)
    in_time = np.append(0, np.cumsum(run.family_uses.since < months))
    reached = (in_time[end] - in_time[first])[(run.record.solutions["origin"][family] > 0) == municipal]
    return 100.0 * reached / len(run.context.places)
