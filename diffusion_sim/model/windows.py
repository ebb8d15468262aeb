"""When a problem is weighed: on a first hearing, on the agenda (R22, R25), in a budget year, after an election."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import resistance
from diffusion_sim.draws.streams import AGENDA
from diffusion_sim.rules.agenda import agenda_hazard
from diffusion_sim.rules.codes import Window

if TYPE_CHECKING:
    from diffusion_sim.model.case import Dossier
    from diffusion_sim.model.municipality import Municipality


def window(m: Municipality, dossier: Dossier) -> Window | None:
    """Return what opens a problem for appraisal this month, if anything does."""
    if dossier.under_way is not None:
        return None
    on_agenda = _comes_on_agenda(m, dossier)
    if dossier.in_use is None and dossier.heard_now:
        return Window.HEARING
    if on_agenda:
        return Window.AGENDA
    if dossier.postponed and m.model.is_budget_month:
        return Window.BUDGET
    if m.model.is_after_election and dossier.known and dossier.in_use is None:
        return Window.ELECTION
    return Window.FREED_CAPACITY if dossier.postponed and dossier.field in m.freed_fields else None


def _comes_on_agenda(m: Municipality, dossier: Dossier) -> bool:
    s = m.settings
    salience = m.model.salience_of(dossier.problem)
    hazard = agenda_hazard(s.agenda.reviews_per_year, salience, s.traits.carrying, s.traits.skill)
    if hazard == 0.0:
        return False
    dossier.agenda += hazard
    if dossier.agenda < _agenda_resistance(m, dossier):
        return False
    dossier.agenda, dossier.agenda_resistance = 0.0, 0.0
    dossier.reviews += 1
    return True


def _agenda_resistance(m: Municipality, dossier: Dossier) -> float:
    if dossier.agenda_resistance == 0.0:
        entity = np.uint64((dossier.problem << 32) + m.model.era_of(dossier.problem))
        dossier.agenda_resistance = resistance(m.model.key, entity, m.code, AGENDA, dossier.reviews)
    return dossier.agenda_resistance
