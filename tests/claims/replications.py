"""Small Danish replications in which much happens soon, under changed parameters; each is run once."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from small_setups import PLAIN

from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.record import RunRecord

QUICK = PLAIN | {
    "problems.fields": ["Eldercare"], "problems.per_field": 3, "time.burn_in_months": 24, "time.months": 48,
    "work.months_own": 6.0, "work.months_copy": 2.0,
    "implementation.mean_months": 3.0, "agenda.reviews_per_year": 2.0, "awareness.contact_per_month": 0.3,
}  # fmt: skip
REPLICATIONS = range(4)


class Runs(NamedTuple):
    """The same four replications under one policy."""

    setup: Setup
    records: tuple[RunRecord, ...]

    @property
    def cases(self) -> npt.NDArray[np.void]:
        return np.concatenate([record.cases for record in self.records])

    @property
    def monthly(self) -> npt.NDArray[np.float64]:
        """(replication, month, column)."""
        return np.stack([record.monthly for record in self.records])


def runs(changes: dict[str, Any]) -> Runs:
    return _runs(json.dumps(changes, sort_keys=True))


@cache
def _runs(changes: str) -> Runs:
    setup = build_setup(Scenario().with_changes(QUICK | json.loads(changes)))
    return Runs(setup, tuple(simulate_records(setup, 1, REPLICATIONS, 1)))
