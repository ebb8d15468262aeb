"""The scenario that a command is about: the file, then what the command line changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.scenario import Scenario


def prepared_scenario(file: Path, months: int | None = None, settings: Sequence[str] | None = None) -> Scenario:
    """Load a scenario and apply ``--set`` and ``--months``."""
    from diffusion_sim.scenario import load_scenario

    scenario = load_scenario(file)
    if settings:
        scenario = scenario.with_settings(settings)
    return scenario if months is None else scenario.with_changes({"time.months": months}, where="--months")
