"""The plain C kernel: nothing but the task, with the engine's draws."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import plain_kernel
import task

from diffusion_sim.setup import innovation_identity

if TYPE_CHECKING:
    import numpy as np
    from plain_kernel import PlainKernel

NAME, PACKAGE, KEEPS = "plain C, gcc -O3", "ctypes", "curve and sources"
INNOVATION = int(innovation_identity("Rumour"))
PARAMETERS = {"si": 0.005012541823544286, "cascade": task.CASCADE_CHANCE, "threshold": task.THRESHOLD}
"""For SI the hazard -ln(1 - 0.005) of one neighbour."""


@cache
def kernel(form: str) -> PlainKernel:
    """Return the kernel for one kind of contagion on the small world."""
    graph = task.graph()
    neighbours = [sorted(graph[node]) for node in range(task.NODES)]
    return plain_kernel.PlainKernel(form, PARAMETERS[form], INNOVATION, neighbours, task.STEPS)


def _run(form: str, replications: int) -> np.ndarray:
    return kernel(form).run(1, replications).curves[:, -1]


TASKS = {form: lambda replications, form=form: _run(form, replications) for form in PARAMETERS}
if not plain_kernel.has_compiler():
    PACKAGE = None
