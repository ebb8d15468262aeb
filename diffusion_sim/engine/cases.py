"""Opening cases: what one municipality has to do with one solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import CASES, MONTH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.space import take
from diffusion_sim.rules.codes import Stage

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

AWARE = int(Stage.AWARE)


@kernel
def open_case(run: State, s: int, m: int, via: int) -> int:
    """Open a case of one municipality and one solution; NONE without space."""
    c = take(run, CASES, run.cases.shape[0], 1)
    if c < 0:
        return c
    case = run.cases[c]
    case["row"], case["solution"], case["problem"] = m, s, run.solutions[s]["problem"]
    case["stage"], case["mode"], case["end"], case["via"] = AWARE, 0, 0, via
    case["heard_from"], case["layer"], case["heard"] = 0, NONE, run.counts[MONTH]
    case["decided"], case["started"], case["developed"] = NONE, NONE, NONE
    case["operating"], case["ended"], case["outdated"] = NONE, NONE, NONE
    case["granted"], case["grant_ends"], case["reinvented"], case["prizes"] = 0, NONE, 0, 0
    case["fit"], case["merit"], case["signal_noise"], case["taste"] = 1.0, 0.0, 0.0, 0.0
    case["appraised"], case["times_appraised"], case["verdict"] = NONE, 0, 0
    case["shortfall"], case["flips"], case["inspired"] = 0.0, 0, 0
    case["ordered"], case["joint"] = 0, 0
    case["is_near"] = is_near(run, m, run.solutions[s]["origin"])
    return c


@kernel
def is_near(run: State, m: int, other: int) -> int:
    """Tell (1 or 0) whether another municipality is a land neighbour."""
    place = run.places[m]
    for at in range(place["first_near"], place["last_near"]):
        if run.near[at] == other:
            return 1
    return 0
