"""R22, R23, R25 p. 16-21: who carries innovation in a municipality: leaders' attention, councils' political support, enthusiasts.

carrying = own level * (1 + sum of share * (level - 1) over attention and support + share * present for enthusiasts), each a
process of its own with its own draws. Leaders and councils carry as a rule, and more or less at times; enthusiasts are a gain
while they are there. With all three shares 0 carrying is as given. How they add up is an assumption.

Spells that begin and end at a constant rate: what is on goes off, what is off comes back. The form is an assumption.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diffusion_sim.draws import normal, threshold, uniform
from diffusion_sim.draws.address import Key
from diffusion_sim.draws.streams import COUNCIL, ENTHUSIAST_SPELL, FOCUS, FOCUS_SPELL
from diffusion_sim.exact import hazard_grid
from diffusion_sim.jit import long_rule, rule
from diffusion_sim.mechanisms.declaring import Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.enthusiasts import VACANCY_MONTHS, Enthusiasts, months_of_stay
from diffusion_sim.mechanisms.leaders import CROWDING, DISTRACTION_MONTHS, Leadership, attention, share_of_time
from diffusion_sim.mechanisms.politics import (
    Politics,
    drawn_support,
    felt_support,
    support_after_blame,
    support_carried_over,
)

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "Who carries innovation",
        "Leaders' attention, political support and enthusiasts together set the pace of what is adopted and kept.",
    ),
    da=Words(
        "Hvem der bærer innovation",
        "Ledelsens opmærksomhed, politisk opbakning og ildsjæle afgør tilsammen, hvor meget der tages op og fastholdes.",
    ),
    supports=(22, 23, 25),
)


class Carrying(Parameters, section="traits"):
    """How well innovation is carried; see above for what moves it."""

    # fmt: off
    carrying: float = number(
        1.0, unit="factor", between=(0.05, 10), neutral=1.0, varies="traits.spread",
        en=("Carrying index", "How well innovation is led and supported: attention, political support and enthusiasts taken together."),
        da=("Bæreevne", "Ledelsens opmærksomhed, politisk opbakning og ildsjæle under ét."),
        source="assumption; R22-R25 p. 16-21",
    )
    # fmt: on


LOWEST, HIGHEST = 0.05, 10.0
"""Range of the carrying index: a hazard is divided by it."""


class Spell(NamedTuple):
    """What is on (1.0) or off (0.0)."""

    on: float
    time: float
    """Hazard accumulated in this spell."""
    number: float
    """Spells that have ended."""


@rule
def spell_hazard(mean_months: float) -> float:
    """Return the hazard per month of a spell's end: 1 / mean months; never for mean 0."""
    return hazard_grid(1.0 / mean_months) if mean_months > 0.0 else 0.0


@rule
def next_spell(spell: Spell, mean_on_months: float, mean_off_months: float, threshold: float) -> Spell:
    """Return the spell a month later."""
    hazard = spell_hazard(mean_on_months if spell.on == 1.0 else mean_off_months)
    time = spell.time + hazard
    if hazard > 0.0 and time >= threshold:
        return Spell(1.0 - spell.on, 0.0, spell.number + 1.0)
    return Spell(spell.on, time, spell.number)


class InnovationLeaders(NamedTuple):
    """Who carries innovation in one municipality; numbers all, so that an array can hold them."""

    on_agenda: float
    agenda_time: float
    agendas: float
    load_share: float
    """Share of capacity that was busy at the start of the year."""
    support: float
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
def first_innovation_leaders(leadership: Leadership, key: Key, code: int) -> InnovationLeaders:
    """Return who carries innovation when a run begins."""
    share = share_of_time(leadership.attention_span_months, DISTRACTION_MONTHS)
    on_agenda = 1.0 if uniform(key, np.uint64(0), code, FOCUS, 0) < share else 0.0
    support = drawn_support(normal(key, np.uint64(0), code, COUNCIL, 0))
    return InnovationLeaders(on_agenda, 0.0, 0.0, 0.0, support, 1.0, 0.0, 0.0, 0.0)


@long_rule
def next_innovation_leaders(
    before: InnovationLeaders, leadership: Leadership, politics: Politics, enthusiasts: Enthusiasts, now: Circumstances
) -> InnovationLeaders:
    """Return who carries innovation a month later."""
    wait = threshold(now.key, np.uint64(0), now.code, FOCUS_SPELL, int(before.agendas))
    agenda = Spell(before.on_agenda, before.agenda_time, before.agendas)
    agenda = next_spell(agenda, leadership.attention_span_months, DISTRACTION_MONTHS, wait)
    wait = threshold(now.key, np.uint64(0), now.code, ENTHUSIAST_SPELL, int(before.presences))
    presence = Spell(before.present, before.presence_time, before.presences)
    presence = next_spell(presence, months_of_stay(enthusiasts), VACANCY_MONTHS, wait)
    load = now.load_share if now.budget == 1 else before.load_share
    left = 1.0 if presence.on < before.present else 0.0
    return InnovationLeaders(
        agenda.on, agenda.time, agenda.number, load, _next_support(before.support, politics, now),
        presence.on, presence.time, presence.number, left,
    )  # fmt: skip


@rule
def _next_support(before: float, politics: Politics, now: Circumstances) -> float:
    support = support_after_blame(politics, before, now.failures)
    if now.new_council == 1:
        drawn = drawn_support(normal(now.key, np.uint64(0), now.code, COUNCIL, now.year))
        support = support_carried_over(politics, support, drawn)
    return support


@rule
def carrying(
    own: float,
    innovation_leaders: InnovationLeaders,
    leadership: Leadership,
    politics: Politics,
    enthusiasts: Enthusiasts,
) -> float:
    """Return the carrying index, kept inside its range."""
    attended = attention(innovation_leaders.on_agenda, CROWDING, innovation_leaders.load_share)
    factor = 1.0 + leadership.carrying_share * (attended - 1.0)
    factor += politics.carrying_share * (felt_support(politics, innovation_leaders.support) - 1.0)
    factor += enthusiasts.carrying_share * innovation_leaders.present
    return min(max(own * factor, LOWEST), HIGHEST)
