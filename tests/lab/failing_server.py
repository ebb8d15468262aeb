"""The lab with an engine that fails when 13 prizes are asked for: what a page must survive."""

from __future__ import annotations

import sys
from typing import Any

from diffusion_sim import simulation
from diffusion_sim.lab import answer
from diffusion_sim.scenario import Scenario

UNLUCKY = 13


def simulate(scenario: Scenario, *told: Any, **options: Any) -> Any:
    if scenario.prize.winners_per_year == UNLUCKY:
        raise MemoryError("no memory left")
    return simulation.simulate(scenario, *told, **options)


if __name__ == "__main__":
    answer.simulate = simulate
    from diffusion_sim.cli import main

    sys.argv[0] = "diffusion-sim"
    main()
