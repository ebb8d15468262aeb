"""Partners hear at once of work that one of them begins, and may join it (R15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import BEGUN, MONTH
from diffusion_sim.engine.hearing import hear
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.pairs import is_known
from diffusion_sim.engine.records import NONE
from diffusion_sim.rules.codes import Heard

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

PARTNER = int(Heard.PARTNER)


@kernel
def hear_from_partners(run: State) -> None:
    """Let partners hear of the work that was begun last month."""
    for at in range(run.counts[BEGUN]):
        case = run.cases[run.begun[at]]
        s, place = whole(case["solution"]), run.places[case["row"]]
        if run.solutions[s]["live"] == 1:
            for partner_at in range(place["first_partner"], place["last_partner"]):
                partner = run.partners[partner_at]
                meets = partner["since"] <= run.counts[MONTH] and run.counts[MONTH] < partner["until"]
                if meets and not is_known(run, s, partner["row"]):
                    hear(run, s, partner["row"], PARTNER, place["code"], NONE)
    run.counts[BEGUN] = 0
