"""Engines that come to no end: stopped from the keyboard, or failing, after some replications."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from diffusion_sim.simulation import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diffusion_sim.results.record import RunRecord

ENGINE = "diffusion_sim.simulation.together.simulate_records"
_real = together.simulate_records


def ending_with(
    error: BaseException, *, after: int = 0, scenario: str = "", first: int = 0
) -> Callable[..., Iterator[RunRecord]]:
    """Return an engine that fails after some records, of one scenario if it is named, in calls from replication ``first`` on."""

    def records(setup: Any, seed: int, replications: Any, *how: Any) -> Iterator[RunRecord]:
        fails = scenario in {"", setup.scenario.name} and replications[0] >= first
        yield from islice(_real(setup, seed, replications, *how), after if fails else None)
        if fails:
            raise error

    return records
