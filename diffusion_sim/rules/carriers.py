"""R22-R25 p. 16-21: who carries innovation in a municipality: leaders' attention, councils' backing, enthusiasts.

carrying = own level * (1 + sum of share * (level - 1)) over the three, each a process of its own with its own draws.
With all three shares 0 carrying is as given. How they add up is an assumption.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diffusion_sim.compiled import long_rule, rule
from diffusion_sim.draws import normal, resistance, uniform
from diffusion_sim.draws.address import Key
from diffusion_sim.draws.streams import COUNCIL, ENTHUSIAST_SPELL, FOCUS, FOCUS_SPELL
from diffusion_sim.rules.attention import attention, share_of_time
from diffusion_sim.rules.backing import backing_after_blame, backing_carried_over, drawn_backing, felt_backing
from diffusion_sim.rules.enthusiasm import months_of_stay
from diffusion_sim.rules.settings import Enthusiasts, Leadership, Politics
from diffusion_sim.rules.spell import Spell, next_spell

LOWEST, HIGHEST = 0.05, 10.0
"""Range of the carrying index: a hazard is divided by it."""


class Carriers(NamedTuple):
    """Who carries innovation in one municipality; numbers all, so that an array can hold them."""

    on_agenda: float
    agenda_time: float
    agendas: float
    load_share: float
    """Share of capacity that was busy at the start of the year."""
    backing: float
    present: float
    """1 where there are enthusiasts."""
    presence_time: float
    presences: float
    left: float
    """1 in the month in which enthusiasts leave."""


class Circumstances(NamedTuple):
    """What a month brings."""

    key: Key
    code: int
    year: int
    new_council: int
    """1 in the month in which a new council first sits."""
    budget: int
    """1 in the month in which the budget year begins."""
    load_share: float
    failures: int
    """Projects that failed in the last month."""


@long_rule
def first_carriers(leadership: Leadership, politics: Politics, key: Key, code: int) -> Carriers:
    """Return who carries innovation when a run begins."""
    share = share_of_time(leadership.attention_span_months, leadership.distraction_months)
    on_agenda = 1.0 if uniform(key, np.uint64(0), code, FOCUS, 0) < share else 0.0
    backing = drawn_backing(politics, normal(key, np.uint64(0), code, COUNCIL, 0))
    return Carriers(on_agenda, 0.0, 0.0, 0.0, backing, 1.0, 0.0, 0.0, 0.0)


@long_rule
def next_carriers(
    before: Carriers, leadership: Leadership, politics: Politics, enthusiasts: Enthusiasts, now: Circumstances
) -> Carriers:
    """Return who carries innovation a month later."""
    wait = resistance(now.key, np.uint64(0), now.code, FOCUS_SPELL, int(before.agendas))
    agenda = Spell(before.on_agenda, before.agenda_time, before.agendas)
    agenda = next_spell(agenda, leadership.attention_span_months, leadership.distraction_months, wait)
    wait = resistance(now.key, np.uint64(0), now.code, ENTHUSIAST_SPELL, int(before.presences))
    presence = Spell(before.present, before.presence_time, before.presences)
    presence = next_spell(presence, months_of_stay(enthusiasts), enthusiasts.vacancy_months, wait)
    load = now.load_share if now.budget == 1 else before.load_share
    left = 1.0 if presence.on < before.present else 0.0
    return Carriers(
        agenda.on, agenda.time, agenda.number, load, _next_backing(before.backing, politics, now),
        presence.on, presence.time, presence.number, left,
    )  # fmt: skip


@rule
def _next_backing(before: float, politics: Politics, now: Circumstances) -> float:
    backing = backing_after_blame(politics, before, now.failures)
    if now.new_council == 1:
        drawn = drawn_backing(politics, normal(now.key, np.uint64(0), now.code, COUNCIL, now.year))
        backing = backing_carried_over(politics, backing, drawn)
    return backing


@rule
def carrying(
    own: float, carriers: Carriers, leadership: Leadership, politics: Politics, enthusiasts: Enthusiasts
) -> float:
    """Return the carrying index, kept inside its range."""
    attended = attention(carriers.on_agenda, leadership.crowding_share, carriers.load_share)
    factor = 1.0 + leadership.carrying_share * (attended - 1.0)
    factor += politics.carrying_share * (felt_backing(politics, carriers.backing) - 1.0)
    factor += enthusiasts.carrying_share * (carriers.present - 1.0)
    return min(max(own * factor, LOWEST), HIGHEST)
