"""Spells that begin and end at a constant rate: what is on goes off, what is off comes back. The form is an assumption."""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.compiled import rule
from diffusion_sim.exact import hazard_grid


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
def next_spell(spell: Spell, mean_on_months: float, mean_off_months: float, resistance: float) -> Spell:
    """Return the spell a month later."""
    hazard = spell_hazard(mean_on_months if spell.on == 1.0 else mean_off_months)
    time = spell.time + hazard
    if hazard > 0.0 and time >= resistance:
        return Spell(1.0 - spell.on, 0.0, spell.number + 1.0)
    return Spell(spell.on, time, spell.number)
