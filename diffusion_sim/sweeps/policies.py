"""What is compared in many countries: a baseline and the policies, as a caller gives them."""

from __future__ import annotations

from collections.abc import Iterable

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario

VALID = "valid: a list, the baseline and then one or more policies"


def baseline_and_policies(scenarios: object) -> tuple[Scenario, ...]:
    """Return the scenarios, the baseline first.

    Raises
    ------
    InputError
        If they are no list of scenarios, or there is no policy among them.
    """
    if isinstance(scenarios, Scenario):
        raise InputError("scenarios", "is a single scenario", VALID)
    if isinstance(scenarios, str) or not isinstance(scenarios, Iterable):
        raise InputError("scenarios", f"found {scenarios!r}", VALID)
    compared = tuple(scenarios)
    for scenario in compared:
        if not isinstance(scenario, Scenario):
            raise InputError("scenarios", f"holds {scenario!r}, which is no scenario", "load it with ds.load_scenario")
    if len(compared) < 2:  # noqa: PLR2004 - a baseline and a policy
        raise InputError("scenarios", "has only a baseline" if compared else "is empty", VALID)
    return compared
