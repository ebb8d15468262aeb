"""What each mode holds in store for a municipality: months, money, risk at the cliff, and the hope of a prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.rules.cliff import cliff_hazard
from diffusion_sim.rules.codes import Mode
from diffusion_sim.rules.evaluation import lengthened
from diffusion_sim.rules.foresight import Outlook
from diffusion_sim.rules.ownership import ownership
from diffusion_sim.rules.planning import grant_seeking
from diffusion_sim.rules.silo import delayed_months
from diffusion_sim.rules.sparring import cost_left
from diffusion_sim.rules.work import months_of_mode

if TYPE_CHECKING:
    from diffusion_sim.model.municipality import Municipality

MODES = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED, Mode.OWN)


def outlooks(m: Municipality) -> dict[Mode, Outlook]:
    """Return the outlook of each mode under the parameters of this month."""
    return {mode: _outlook(m, mode) for mode in MODES}


def _outlook(m: Municipality, mode: Mode) -> Outlook:
    s = m.settings
    f, a = s.funding, s.appraisal
    owned = ownership(int(mode), a.ownership_adapt, a.ownership_inspired)
    eligible = mode.name.lower() in m.model.scenario.prize.eligible_modes
    return Outlook(
        development_months=months_of_mode(s.work, int(mode)) * cost_left(s.sparring) * lengthened(s.evaluation),
        implementation_months=delayed_months(s.implementation.mean_months, s.traits),
        money_months=f.grant_months + 0.5 * f.taper_months + f.tail_months,
        seeking=grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, int(mode), s.traits.permanence),
        cliff_per_month=cliff_hazard(
            s.cliff.unfinished_per_month, s.traits.permanence, s.cliff.ownership_relief, owned, s.traits.carrying, 1.0
        ),
        foresight=a.foresight,
        discount_per_month=a.discount_per_month,
        prize=s.prize.reward * m.model.prize.chance(m) if eligible else 0.0,
    )
