"""What those who are tied to a municipality run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import MONTH
from diffusion_sim.engine.kernel import kernel

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def runs(run: State, m: int, s: int) -> bool:
    """Tell whether a municipality runs a solution for the present form of its problem."""
    return run.answers[m * run.fields.shape[0] + run.solutions[s]["problem"]] == s


@kernel
def share_running(run: State, m: int, s: int) -> float:
    """Return the share of contact that runs one solution."""
    place, total = run.places[m], 0.0
    for at in range(place["first_tie"], place["last_tie"]):
        if run.ties[at]["since"] <= run.counts[MONTH] and runs(run, run.ties[at]["row"], s):
            total += run.ties[at]["weight"]
    whole_contact = run.agents[m]["whole_contact"]
    return total / (whole_contact if whole_contact > 0.0 else 1.0)
