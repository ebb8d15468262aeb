"""Opening cases and keeping the list of those that are known and may still be taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import CASES, KNOWN, MONTH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.pairs import put_slot
from diffusion_sim.engine.records import KNOWN_ALREADY, NONE
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
    case["shortfall"], case["flips"] = 0.0, 0
    case["next"], case["previous"], case["inspired"], case["ordered"] = NONE, NONE, 0, 0
    case["is_near"] = is_near(run, m, run.solutions[s]["origin"])
    put_slot(run, s, m, KNOWN_ALREADY)
    return c


@kernel
def is_near(run: State, m: int, other: int) -> int:
    """Tell (1 or 0) whether another municipality is a land neighbour."""
    place = run.places[m]
    for at in range(place["first_near"], place["last_near"]):
        if run.near[at] == other:
            return 1
    return 0


@kernel
def known_here(run: State, c: int) -> None:
    """Put a case on the list of what may be taken up."""
    case = run.cases[c]
    dossier = run.dossiers[case["row"] * run.fields.shape[0] + case["problem"]]
    head = dossier["known"]
    case["next"], case["previous"] = head, NONE
    if head >= 0:
        run.cases[head]["previous"] = c
    dossier["known"] = c
    run.now[KNOWN] += 1.0


@kernel
def no_longer_known(run: State, c: int) -> None:
    """Take a case off that list."""
    case = run.cases[c]
    after, before = case["next"], case["previous"]
    if before >= 0:
        run.cases[before]["next"] = after
    else:
        run.dossiers[case["row"] * run.fields.shape[0] + case["problem"]]["known"] = after
    if after >= 0:
        run.cases[after]["previous"] = before
    run.now[KNOWN] -= 1.0
