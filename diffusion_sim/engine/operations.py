"""How much work a replication is, in countable steps: the same on every machine, so that growth can be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.engine.columns import (
    ALARMS,
    APPRAISED,
    CASES,
    CLOCKS,
    EXPOSURES,
    HEARD,
    OPTIONS,
    PROBES,
    SOLUTIONS,
)  # fmt: skip
from diffusion_sim.engine.simulate import Crew

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Wholes
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.world import World


class Operations(NamedTuple):
    """Steps of one replication."""

    solutions: int
    cases: int
    hearings: int
    appraisals: int
    options_weighed: int
    """Known solutions whose promise was worked out in appraisals."""
    exposure_updates: int
    """Somebody's start or end of use told to one listener."""
    clocks: int
    """Waiting times towards hearing that were begun."""
    alarms: int
    """Months in which a clock was to be looked at."""
    extra_probes: int
    """Steps in the table of pairs beyond the first look."""


def count_operations(world: World, seed: int, replication: int) -> Operations:
    """Simulate one replication and return how many steps it took."""
    crew = Crew(world, seed)
    return operations_of(crew.record(replication), crew.idle[-1].counts)


def operations_of(record: RunRecord, counts: Wholes) -> Operations:
    """Return the steps of the replication that has just ended, from its record and its workspace's counters."""
    heard, appraised = (int(record.monthly[:, column].sum()) for column in (HEARD, APPRAISED))
    solutions, cases, options, exposures, clocks, alarms, probes = (
        int(counts[at]) for at in (SOLUTIONS, CASES, OPTIONS, EXPOSURES, CLOCKS, ALARMS, PROBES)
    )
    return Operations(solutions, cases, heard, appraised, options, exposures, clocks, alarms, probes)
