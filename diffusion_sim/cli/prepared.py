"""The scenario that a command is about: the file, then what the command line changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diffusion_sim.cli.output import note
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.scenario import Scenario


def prepared_scenario(file: Path, months: int | None = None, settings: Sequence[str] | None = None) -> Scenario:
    """Load a scenario, apply ``--set`` and ``--months``, and refuse what does not hold in its country.

    Only the country tells, for instance, that a municipality does not exist.
    """
    from diffusion_sim.scenario import load_scenario
    from diffusion_sim.world import build_world

    scenario = load_scenario(file)
    if settings:
        scenario = scenario.with_settings(settings)
    if months is not None:
        scenario = scenario.with_changes({"time.months": months}, where="--months")
    try:
        build_world(scenario)
    except InputError as error:
        raise InputError(f"{file.as_posix()}: {error.where}", error.found, error.valid) from None
    for one in scenario.never_in_force:
        note(f"{file.as_posix()}: intervention {one.name!r} changes nothing: its months are not among those simulated.")
    return scenario
