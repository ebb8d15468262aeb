"""What each mode holds in store for a municipality: worked out anew when settings or the odds of a prize change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import ELIGIBLE_LAST_YEAR, STRETCH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.settings import (
    appraisal_of,
    cliff_of,
    evaluation_of,
    funding_of,
    ideas_of,
    implementation_of,
    prize_of,
    sparring_of,
    traits_of,
    work_of,
)
from diffusion_sim.rules.cliff import cliff_hazard
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.evaluation import lengthened
from diffusion_sim.rules.foresight import Outlook
from diffusion_sim.rules.ideas import liking_of_best, quality_factor
from diffusion_sim.rules.ownership import ownership
from diffusion_sim.rules.planning import grant_seeking
from diffusion_sim.rules.prize import chance_of_winning
from diffusion_sim.rules.silo import delayed_months
from diffusion_sim.rules.sparring import cost_left
from diffusion_sim.rules.work import months_of_mode

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

COPY, OWN = int(Mode.COPY), int(Mode.OWN)
WIDTH = len(Outlook._fields)


@kernel
def look_ahead(run: State) -> None:
    """Work out the outlook of each mode in each municipality, where somebody weighs them."""
    if run.facts.adopts_when_heard == 1:
        return
    for m in range(run.places.shape[0]):
        look_ahead_of(run, m)


@kernel
def look_ahead_of(run: State, m: int) -> None:
    """Work out the outlook of each mode in one municipality, and what many ideas do for own work (R19)."""
    changed = 0
    for mode in range(COPY, OWN + 1):
        outlook = _outlook(run, m, mode)
        for at in range(WIDTH):
            changed |= run.outlooks[m, mode, at] != outlook[at]
            run.outlooks[m, mode, at] = outlook[at]
    run.agents[m]["edition"] += 1 if changed else 0
    ideas = ideas_of(run.settings[run.counts[STRETCH], m])
    run.agents[m]["idea_liking"], run.agents[m]["idea_quality"] = liking_of_best(ideas), quality_factor(ideas)


@kernel
def outlook_of(run: State, m: int, mode: int) -> Outlook:
    """Return one outlook as rules take it."""
    row = run.outlooks[m, mode]
    return Outlook(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])


@kernel
def _outlook(run: State, m: int, mode: int) -> Outlook:
    row = run.settings[run.counts[STRETCH], m]
    f, a, edge, traits = funding_of(row), appraisal_of(row), cliff_of(row), traits_of(row)
    owned = ownership(mode, a.ownership_adapt, a.ownership_inspired)
    permanence, carrying = traits.permanence, traits.carrying
    eligible = (run.facts.eligible_modes >> mode) & 1
    return Outlook(
        months_of_mode(work_of(row), mode) * cost_left(sparring_of(row)) * lengthened(evaluation_of(row)),
        delayed_months(implementation_of(row).mean_months, traits),
        f.grant_months + 0.5 * f.taper_months + f.tail_months,
        grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, mode, permanence),
        cliff_hazard(edge.unfinished_per_month, permanence, edge.ownership_relief, owned, carrying, 1.0),
        a.foresight,
        a.discount_per_month,
        prize_of(row).reward * chance_of_prize(run, m) if eligible == 1 else 0.0,
    )


@kernel
def chance_of_prize(run: State, m: int) -> float:
    """Return a municipality's odds as it sees them."""
    if run.places[m]["in_prize_scope"] == 0:
        return 0.0
    winners = prize_of(run.settings[run.counts[STRETCH], 0]).winners_per_year
    return chance_of_winning(winners, run.counts[ELIGIBLE_LAST_YEAR])
