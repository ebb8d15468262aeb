"""Diffusion Sim: the scenarios in ``benchmarks/scenarios``, run by the compiled engine as it runs any scenario.

Kept are the curve and, of each adopter, the month and the source, as arrays (with all else that the engine records).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import task

from diffusion_sim.engine import Crew
from diffusion_sim.scenario import load_scenario
from diffusion_sim.world import build_world

NAME, PACKAGE, KEEPS = "diffusion-sim, one thread", "diffusion_sim", "curve and sources"
FORMS = ("si", "cascade", "threshold")


@cache
def crew(form: str) -> Crew:
    """Return what simulates one of the scenarios; like the peers' graph, it is prepared once."""
    return Crew(build_world(load_scenario(task.SCENARIOS / f"{form}.toml")), 1)


def curves_and_sources(form: str, replications: int, workers: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the users after each step, (replications, steps), and whom each adopter has it from, one after the other."""
    blocks = list(crew(form).blocks(range(replications), workers))
    curves = np.concatenate([block.stocks("operating_copy") for block in blocks])
    return curves, np.concatenate([block.cases["heard_from"] for block in blocks])


TASKS = {form: lambda replications, form=form: curves_and_sources(form, replications, 1)[0][:, -1] for form in FORMS}
ON_TWO_THREADS = {
    form: lambda replications, form=form: curves_and_sources(form, replications, 2)[0][:, -1] for form in FORMS
}
