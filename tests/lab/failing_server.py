"""The lab with an engine that fails when 13 prizes are asked for: what a page must survive."""

from __future__ import annotations

import sys
from typing import Any

from diffusion_sim.setup import Setup
from diffusion_sim.simulation import together

UNLUCKY = 13
simulate_records = together.simulate_records


def failing(setup: Setup, *told: Any) -> Any:
    if setup.scenario.prize.winners_per_year == UNLUCKY:
        raise MemoryError("no memory left")
    return simulate_records(setup, *told)


if __name__ == "__main__":
    together.simulate_records = failing
    from diffusion_sim.cli import main

    sys.argv[0] = "diffusion-sim"
    main()
