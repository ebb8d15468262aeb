"""One replication seen through the reported window: what every measure and table is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.columns import is_one_of
from diffusion_sim.results.mix import Answers, Mix, answers, barometer_mix, mean_mix, mix_of_years
from diffusion_sim.results.record import MONTHLY, NEVER
from diffusion_sim.results.spread import most_users
from diffusion_sim.rules.codes import Heard, Mode, Stage, Verdict

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.columns import Columns
    from diffusion_sim.results.context import Context
    from diffusion_sim.results.record import RunRecord

_COLUMN = {name: index for index, name in enumerate(MONTHLY)}
FROM_OTHERS = (Heard.CONTACT, Heard.PUSH, Heard.PORTAL, Heard.PRIZE, Heard.PARTNER)
"""Ways of hearing of what somebody else made; own work and the scenario's first adopters are not hearings."""
REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)
_FAR = np.iinfo(np.int32).max


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

    def in_window(self, months: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Mark the months that lie in the reported window (``NEVER`` does not)."""
        return (months >= self.first) & (months < self.end)

    @cached_property
    def put_to_use(self) -> npt.NDArray[np.bool_]:
        """Mark the cases that came into operation in the window, without first adopters given by the scenario."""
        given: npt.NDArray[np.bool_] = self.cases["heard_via"] == Heard.SEED
        return self.in_window(self.cases["operating"]) & ~given

    @cached_property
    def operating_at_end(self) -> npt.NDArray[np.bool_]:
        """Mark the cases in operation at the end of the run."""
        return np.asarray(self.cases["stage"] == Stage.OPERATING)

    @cached_property
    def reuse(self) -> npt.NDArray[np.bool_]:
        """Mark the cases in which something of somebody else's is copied, adapted or built on."""
        return is_one_of(self.cases["mode"], REUSE)

    @property
    def reinvented(self) -> npt.NDArray[np.bool_]:
        """Mark the cases of own development decided on in the window though somebody else had a working answer."""
        return self.in_window(self.cases["decided"]) & (self.cases["reinvented"] > 0)

    @cached_property
    def heard_from_others(self) -> npt.NDArray[np.bool_]:
        """Mark the cases that began in the window by hearing of what somebody else made."""
        return self.in_window(self.cases["heard"]) & is_one_of(self.cases["heard_via"], FROM_OTHERS)

    @cached_property
    def lost_as_best_reuse(self) -> npt.NDArray[np.bool_]:
        """Mark what was the best option of reuse at its last appraisal, in the window, and was not chosen."""
        weighed: npt.NDArray[np.bool_] = self.cases["shortfall"] >= 0.0
        weighed &= self.cases["verdict"] == Verdict.DECLINED
        return weighed & self.in_window(self.cases["appraised"])

    @cached_property
    def parent_case(self) -> npt.NDArray[np.int32]:
        """For inspired work the row of the case in which its model was heard of; -1 for all other cases."""
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
        """Return for each solution the largest number of municipalities with it in operation, in the window."""
        return most_users(self)

    @cached_property
    def answers(self) -> Answers:
        """Return what each municipality could tell the barometer."""
        return answers(self)

    @cached_property
    def latest_mix(self) -> Mix:
        """Return the barometer's mix at the end of the run."""
        return barometer_mix(self, self.end)

    @cached_property
    def yearly_mixes(self) -> tuple[Mix, ...]:
        """Return the barometer's mix at the end of each reported year."""
        return tuple(mix_of_years(self))

    @cached_property
    def mean_mix(self) -> Mix:
        """Return the barometer's mix, the mean of the reported years."""
        return mean_mix(self)

    @cached_property
    def first_started(self) -> npt.NDArray[np.int32]:
        """Return for each case the month in which work began on it, or on what it inspired if that was earlier."""
        return self._first_month_of("started")

    @cached_property
    def first_operating(self) -> npt.NDArray[np.int32]:
        """Return likewise the month in which it, or what it inspired, came into operation."""
        return self._first_month_of("operating")

    @cached_property
    def place_rows(self) -> npt.NDArray[np.int32]:
        """Return for each case the number of its municipality in ``context.places``."""
        return self.context.place_rows(self.cases["code"]).astype(np.int32)

    def _keys(self, codes: npt.NDArray[np.int64], solutions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return codes * (self.record.solutions.size + 1) + solutions

    def forget(self) -> None:
        """Let go of what only measures look at; it is worked out again when asked for."""
        for name in ("first_started", "first_operating", "answers", "lost_as_best_reuse", "parent_case"):
            self.__dict__.pop(name, None)

    def _first_month_of(self, field: str) -> npt.NDArray[np.int32]:
        months = np.where(self.cases[field] == NEVER, _FAR, self.cases[field]).astype(np.int32)
        inspired = np.flatnonzero(self.parent_case >= 0)
        np.minimum.at(months, self.parent_case[inspired], months[inspired])
        return np.where(months == _FAR, NEVER, months).astype(np.int32)
