"""Starsim: an infection without recovery on a static network; its time step is one step of the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import task

if TYPE_CHECKING:
    from collections.abc import Callable

NAME, PACKAGE, KEEPS = "Starsim", "starsim", "curve"


def _looking_up(first: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return what Starsim asks for the chance of each agent to be a first adopter."""

    def chance(uids: np.ndarray) -> np.ndarray:
        return first[uids]

    return chance


def _run(replications: int) -> np.ndarray:
    import starsim as ss  # noqa: PLC0415

    finals = []
    for number, seeds in enumerate(task.first_adopters(replications)):
        first = np.zeros(task.NODES)
        first[seeds] = 1.0
        spread = ss.SIS(
            beta=ss.perstep(task.SI_CHANCE) if hasattr(ss, "perstep") else task.SI_CHANCE,
            init_prev=ss.bernoulli(p=_looking_up(first)),
            dur_inf=ss.constant(ss.days(10**6)),
            waning=ss.perday(0.0),
            imm_boost=0.0,
        )
        simulation = ss.Sim(
            n_agents=task.NODES, networks=ss.StaticNet(graph=task.graph()), diseases=spread, start=0, dur=task.STEPS,
            dt=1, rand_seed=number, verbose=0,
        )  # fmt: skip
        simulation.run()
        finals.append(int(simulation.results.sis.n_infected[-1]))
    return np.array(finals)


TASKS = {"si": _run}
