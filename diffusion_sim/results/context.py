"""What a result knows besides its numbers: scenario, seed, version, the names behind the codes, and how it was run."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.country.selectors import find_place

if TYPE_CHECKING:
    from diffusion_sim.country.places import Place
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.scenario.scenario import Scenario


class ProblemName(NamedTuple):
    """One problem as people read it."""

    name: str
    field: str


@dataclass(frozen=True)
class Context:
    """Everything that is the same in all replications of a run, and enough to repeat it.

    Parameters
    ----------
    replications
        How many were asked for; a result with fewer records is partial.
    problems
        Name and field of each problem, in the order of the records' ``problem``.
    innovations
        Names of the scenario's own innovations, in the order of the records' ``innovation``.
    data_checksums
        Pairs of data file and SHA-256.
    posterior
        Where each replication takes some of its parameters from; None when all have those of the scenario.
    municipality
        Full name of the user's own class of agents; empty for the model's own.
    """

    scenario: Scenario
    seed: int
    replications: int
    version: str
    places: tuple[Place, ...]
    layer_names: tuple[str, ...]
    problems: tuple[ProblemName, ...]
    innovations: tuple[str, ...] = ()
    data_checksums: tuple[tuple[str, str], ...] = ()
    posterior: Posterior | None = None
    municipality: str = ""

    @property
    def first_month(self) -> str:
        """First reported month, as YYYY-MM."""
        return self.scenario.time.first_month

    @property
    def burn_in_months(self) -> int:
        """Months in the records before the first reported one."""
        return self.scenario.time.burn_in_months

    def scenario_in(self, replication: int) -> Scenario:
        """Return the scenario with the parameters that one replication drew."""
        if self.posterior is None:
            return self.scenario
        return self.scenario.with_changes(self.posterior.drawn_for(self.scenario, self.seed, replication))

    @property
    def title(self) -> str:
        """The scenario's name, and whose agents decide where it is not the model's own."""
        name = self.scenario.name
        return f"{name}, decided by {self.municipality.rpartition('.')[2]}" if self.municipality else name

    @cached_property
    def scenario_hash(self) -> str:
        """SHA-256 of the whole scenario, as hexadecimal digits."""
        return self.scenario.identity()

    @cached_property
    def run_id(self) -> str:
        """Twelve digits that stand for scenario, seed, replications, version and, if there are such, posterior and own agents."""
        inputs = f"{self.scenario_hash}|{self.seed}|{self.replications}|{self.version}"
        if self.posterior is not None:
            inputs += f"|{self.posterior.digest}"
        if self.municipality:
            inputs += f"|{self.municipality}"
        return hashlib.sha256(inputs.encode()).hexdigest()[:12]

    @cached_property
    def place_by_code(self) -> dict[int, Place]:
        """Places by their official code."""
        return {place.code: place for place in self.places}

    @property
    def own_ids(self) -> tuple[str, ...]:
        """The user's own id of each place; empty where places have none but their codes."""
        ids = tuple(place.own_id for place in self.places)
        return ids if any(ids) else ()

    @cached_property
    def _codes(self) -> npt.NDArray[np.int64]:
        return np.array([place.code for place in self.places], dtype=np.int64)

    def place_rows(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the number of each code's place in ``places``; -1 for a code without one."""
        sorter = np.argsort(self._codes)
        found = sorter[np.minimum(np.searchsorted(self._codes, codes, sorter=sorter), self._codes.size - 1)]
        return np.where(self._codes[found] == codes, found, -1)

    def place(self, name_or_code: str | int) -> Place:
        """Return the place with this name (upper or lower case) or code.

        Raises
        ------
        InputError
            If there is none; names the nearest.
        """
        return find_place(self.places, name_or_code)


class RunLog(NamedTuple):
    """What differs between two runs of the same scenario and seed."""

    adopted: str
    """ISO 8601, with offset."""
    duration_seconds: float
    engine: str
    workers: int


def describe_log(log: RunLog | None) -> dict[str, Any]:
    """Return the log and the machine as plain data."""
    machine = {
        "system": platform.platform(),
        "processor": platform.machine(),
        "logical_cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    return (log._asdict() if log else {}) | {"machine": machine}
