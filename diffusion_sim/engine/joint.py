"""Joint work: what it takes, and how long the pilot itself still takes (R15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import BEGUN, MONTH, STRETCH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.settings import partnership_of
from diffusion_sim.rules.codes import Heard, Mode, Stage
from diffusion_sim.rules.partnership import joint_cost_left

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

PARTNER, ADAPT, DEVELOPING = int(Heard.PARTNER), int(Mode.ADAPT), int(Stage.DEVELOPING)


@kernel
def is_joint(run: State, c: int) -> int:
    """Tell (1 or 0) whether a solution was heard of as a partner's pilot."""
    return 1 if run.cases[c]["via"] == PARTNER else 0


@kernel
def cost_left_of(run: State, c: int) -> float:
    """Return the share of effort and of months of development that a case takes."""
    row = run.settings[run.counts[STRETCH], run.cases[c]["row"]]
    return joint_cost_left(partnership_of(row), is_joint(run, c))


@kernel
def months_of_pilot(run: State, c: int) -> int:
    """Return the months for which the origin of joint work still develops it; 0 where it does not."""
    solution = run.solutions[run.cases[c]["solution"]]
    if is_joint(run, c) == 0:
        return 0
    d = solution["origin"] * run.fields.shape[0] + solution["problem"]
    under_way = run.dossiers[d]["under_way"]
    if under_way < 0 or run.cases[under_way]["solution"] != run.cases[c]["solution"]:
        return 0
    if run.cases[under_way]["stage"] != DEVELOPING:
        return 0
    return max(0, run.dossiers[d]["development_ends"] - run.counts[MONTH])


@kernel
def note_pilot(run: State, c: int) -> None:
    """Note that a municipality with partners has begun work of its own."""
    case = run.cases[c]
    place = run.places[case["row"]]
    if place["last_partner"] > place["first_partner"] and run.solutions[case["solution"]]["origin"] == case["row"]:
        run.begun[run.counts[BEGUN]] = c
        run.counts[BEGUN] += 1
