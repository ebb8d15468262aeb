"""The first workspace does for every scenario of the repository: one that is outgrown costs the same replication again."""

from __future__ import annotations

from pathlib import Path

import numba
import pytest

from diffusion_sim.model.driver import Crew
from diffusion_sim.model.workspace import first_room
from diffusion_sim.scenario import load_scenario
from diffusion_sim.setup import build_setup

CONFIGS = Path(__file__).parents[2] / "configs"
SCENARIOS = [CONFIGS / "baseline.toml", *sorted((CONFIGS / "scenarios").glob("*.toml"))]
BUSIEST = {"baseline", "all_mechanisms"}
EACH = [
    pytest.param(one, marks=[] if one.stem in BUSIEST else [pytest.mark.slow, pytest.mark.rare]) for one in SCENARIOS
]
BUSY_PORTAL = 0.5
"""Times a month that a municipality hears of each solution through the portal."""

pytestmark = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="whole replications take too long in Python")


def outgrows(scenario: Path, **changes: float) -> list[str]:
    crew = Crew(build_setup(load_scenario(scenario).with_changes(changes)), 1)
    first = first_room(crew.ground)
    crew.record(0)
    return [pool for pool in first._fields if getattr(crew.room, pool) != getattr(first, pool)]


@pytest.mark.parametrize("scenario", EACH, ids=lambda scenario: scenario.stem)
def test_every_scenario_fits_the_first_workspace(scenario: Path) -> None:
    assert outgrows(scenario) == []


def test_so_does_a_portal_that_everybody_uses_all_the_time() -> None:
    changes = {"portal.hearing_per_month": BUSY_PORTAL}
    assert outgrows(CONFIGS / "scenarios" / "copycat_prize.toml", **changes) == []
