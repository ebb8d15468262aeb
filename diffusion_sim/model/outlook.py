"""The outlook of each way of working, whatever the solution: how long it takes, whether its money lasts, what it costs and may win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.copycat_prize import chance_of_winning, worth_of_winning
from diffusion_sim.mechanisms.foresight import Outlook
from diffusion_sim.mechanisms.funding_cliff import cliff_hazard
from diffusion_sim.mechanisms.ideas import liking_of_best, quality_factor
from diffusion_sim.mechanisms.not_invented_here import ownership
from diffusion_sim.model.ledger import ELIGIBLE_LAST_YEAR, PERIOD
from diffusion_sim.model.purse import (
    develop_dkk,
    implement_dkk,
    months_to_develop,
    months_to_implement,
    opens_year,
    own_share,
    price,
    seeking,
)
from diffusion_sim.model.records import COPY, OWN
from diffusion_sim.model.setting_rows import (
    appraisal_of,
    cliff_of,
    funding_of,
    ideas_of,
    implementation_of,
    prize_of,
    traits_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


OUTLOOK_WIDTH = len(Outlook._fields)


@kernel
def look_ahead(run: State) -> None:
    """Work out the outlook of each mode in each municipality, where somebody weighs them."""
    if run.facts.adopts_when_aware == 1:
        return
    for m in range(run.places.shape[0]):
        look_ahead_of(run, m)


@kernel
def look_ahead_of(run: State, m: int) -> None:
    """Work out the outlook of each mode in one municipality, and what many ideas do for own work (R19)."""
    changed, worth = 0, price(run, m)
    for mode in range(COPY, OWN + 1):
        outlook = _outlook(run, m, mode, worth)
        for at in range(OUTLOOK_WIDTH):
            changed |= run.outlooks[m, mode, at] != outlook[at]
            run.outlooks[m, mode, at] = outlook[at]
    run.agents[m]["version"] += 1 if changed else 0
    ideas = ideas_of(run.settings[run.counts[PERIOD], m])
    run.agents[m]["idea_liking"], run.agents[m]["idea_quality"] = liking_of_best(ideas), quality_factor(ideas)


@kernel
def begin_year(run: State, m: int) -> None:
    """Begin a municipality's budget year if it has not yet: what money is worth begins anew."""
    if opens_year(run, m):
        look_ahead_of(run, m)


@kernel
def outlook_of(run: State, m: int, mode: int) -> Outlook:
    """Return one outlook as rules take it."""
    row = run.outlooks[m, mode]
    return Outlook(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9])


@kernel
def _outlook(run: State, m: int, mode: int, worth: float) -> Outlook:
    row = run.settings[run.counts[PERIOD], m]
    f, a, edge, traits = funding_of(row), appraisal_of(row), cliff_of(row), traits_of(row)
    owned = ownership(mode, a.ownership_adapt)
    permanence, carrying = traits.permanence, traits.carrying
    eligible, sought = (run.facts.eligible_modes >> mode) & 1, seeking(run, m, mode, worth)
    return Outlook(
        months_to_develop(run, m, mode),
        months_to_implement(run, m),
        f.grant_months + 0.5 * f.taper_months + f.tail_months,
        sought,
        cliff_hazard(
            edge.unfinished_per_month, permanence, implementation_of(row).ownership_relief, owned, carrying, 1.0
        ),
        a.foresight,
        worth_of_prize(run, m) if eligible == 1 else 0.0,
        develop_dkk(run, m, mode),
        implement_dkk(run, m),
        worth * own_share(run, sought),
    )


@kernel
def worth_of_prize(run: State, m: int) -> float:
    """Return what the hope of a prize is worth to a municipality."""
    winners = prize_of(run.settings[run.counts[PERIOD], 0]).winners_per_year
    return worth_of_winning(prize_of(run.settings[run.counts[PERIOD], m]), float(winners)) * chance_of_prize(run, m)


@kernel
def chance_of_prize(run: State, m: int) -> float:
    """Return a municipality's odds as it sees them."""
    if run.places[m]["in_prize_scope"] == 0:
        return 0.0
    winners = prize_of(run.settings[run.counts[PERIOD], 0]).winners_per_year
    return chance_of_winning(winners, run.counts[ELIGIBLE_LAST_YEAR])
