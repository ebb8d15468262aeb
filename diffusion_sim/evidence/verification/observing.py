"""What the checks look at: who used the innovations, and from when on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.engine import simulate_records
from diffusion_sim.rules.codes import Heard
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.evidence.verification.check import Setup
    from diffusion_sim.scenario import Scenario

    Cases = NDArray[np.void]


def cases_of(scenario: Scenario, setup: Setup, replications: int) -> list[Cases]:
    """Run a scenario, with the planted error if there is one; return the cases of each replication."""
    world = build_world(scenario.with_changes(dict(setup.planted)))
    records = simulate_records(world, setup.seed, range(replications), 1)
    return [record.cases for record in sorted(records, key=lambda record: record.replication)]


def starts(cases: Cases) -> dict[int, int]:
    """Return the step from which each user of the only innovation uses it; 0 for first adopters."""
    used = cases[cases["operating"] >= 0]
    return {int(case["code"]): int(case["operating"]) + (case["heard_via"] != Heard.SEED) for case in used}


def users_by_step(cases: Cases) -> list[int]:
    """Return the number of users at the start and after each step until the last that added one."""
    steps = np.array(list(starts(cases).values()), dtype=int)
    return [int(users) for users in np.cumsum(np.bincount(steps, minlength=1))]


def users_after(runs: Sequence[Cases], months: int) -> NDArray[np.int64]:
    """Return the number of users after 0, 1, ... months of each run: (runs, months + 1)."""
    steps = [np.array(list(starts(cases).values()), dtype=int) for cases in runs]
    return np.array([np.cumsum(np.bincount(step, minlength=months + 1))[: months + 1] for step in steps])
