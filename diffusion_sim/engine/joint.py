"""Joint work: what it takes, and how long the pilot itself still takes (R15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import BEGUN, MONTH, STRETCH
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import partnership_of
from diffusion_sim.rules.codes import Heard, Mode, Stage
from diffusion_sim.rules.partnership import joint_cost_left

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

PARTNER, ADAPT = int(Heard.PARTNER), int(Mode.ADAPT)
DEVELOPING, IMPLEMENTING = int(Stage.DEVELOPING), int(Stage.IMPLEMENTING)


@kernel
def is_joint(run: State, c: int) -> int:
    """Tell (1 or 0) whether work is joint; before it begins, whether it would be if it began now."""
    case = run.cases[c]
    if case["started"] >= 0:
        return whole(case["joint"])
    return 1 if case["via"] == PARTNER and pilot_of(run, c) >= 0 else 0


@kernel
def pilot_of(run: State, c: int) -> int:
    """Return the dossier in which the origin of a solution still works on it, or NONE."""
    s = run.cases[c]["solution"]
    d = run.solutions[s]["origin"] * run.fields.shape[0] + run.solutions[s]["problem"]
    under_way = run.dossiers[d]["under_way"]
    if under_way < 0 or run.cases[under_way]["solution"] != s:
        return NONE
    stage = run.cases[under_way]["stage"]
    return d if stage in (DEVELOPING, IMPLEMENTING) else NONE


@kernel
def cost_left_of(run: State, c: int) -> float:
    """Return the share of effort and of months of development that a case takes."""
    row = run.settings[run.counts[STRETCH], run.cases[c]["row"]]
    return joint_cost_left(partnership_of(row), is_joint(run, c))


@kernel
def months_of_pilot(run: State, c: int) -> int:
    """Return the months for which the origin of joint work still develops it; 0 where it does not."""
    if is_joint(run, c) == 0:
        return 0
    return max(0, run.dossiers[pilot_of(run, c)]["development_ends"] - run.counts[MONTH])


@kernel
def note_pilot(run: State, c: int) -> None:
    """Note that a municipality with partners has begun work of its own."""
    case = run.cases[c]
    place = run.places[case["row"]]
    if place["last_partner"] > place["first_partner"] and run.solutions[case["solution"]]["origin"] == case["row"]:
        run.begun[run.counts[BEGUN]] = c
        run.counts[BEGUN] += 1
