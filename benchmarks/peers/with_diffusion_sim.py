"""Diffusion Sim: the scenarios in ``benchmarks/scenarios``, run by the compiled engine as it runs any scenario.

Kept are the curve and, of each adopter, the month and the source, as arrays (with all else that the engine records).
"""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

import numpy as np
import task

from diffusion_sim.model.driver import Crew
from diffusion_sim.scenario import load_scenario
from diffusion_sim.setup import build_setup

NAME, PACKAGE, KEEPS = "diffusion-sim, one thread", "diffusion_sim", "curve and sources"
FORMS = ("si", "cascade", "threshold")


@cache
def crew(form: str) -> Crew:
    """Return what simulates one of the scenarios; like the peers' graph, it is prepared once."""
    return Crew(build_setup(load_scenario(task.SCENARIOS / f"{form}.toml")), 1)


class Runs(NamedTuple):
    """What is kept of all replications."""

    curves: np.ndarray
    """(replications, steps): users after each step"""
    adopters: np.ndarray
    """Of each replication in turn: municipality, month, and whom it has it from (0: a first adopter)"""


def runs(form: str, replications: int, workers: int) -> Runs:
    """Simulate, and keep curves and sources block by block."""
    curves, adopters = [], []
    for block in crew(form).shared_out(crew(form).block, range(replications), workers):
        curves.append(block.stocks("in_use_copy"))
        adopters.append(np.stack([block.cases[name] for name in ("code", "implemented", "heard_from")]))
        crew(form).take_back(block)
    return Runs(np.concatenate(curves), np.concatenate(adopters, axis=1))


def _final(form: str, workers: int, replications: int) -> np.ndarray:
    return runs(form, replications, workers).curves[:, -1]


TASKS = {form: partial(_final, form, 1) for form in FORMS}
ON_TWO_THREADS = {form: partial(_final, form, 2) for form in FORMS}
