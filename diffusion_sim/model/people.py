"""People who carry innovation, month by month (R22-R25): they change a municipality's carrying during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import PERSON_LEFT
from diffusion_sim.rules import carriers as rules
from diffusion_sim.rules.codes import End, Stage

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.rules.settings import Settings

UNFINISHED = (Stage.DEVELOPING, Stage.IMPLEMENTING)


def move_people(model: DiffusionModel) -> None:
    """Let attention, backing and enthusiasts change; nothing moves where they make no difference."""
    if model.carriers_move:
        for m in model.municipalities:
            policy = model.policy_of(m)
            now = m.carriers = _carriers(m, policy)
            m.failures = 0
            _carry(m, policy, now)
            if now.left == 1.0:
                _lose_what_hung_on_them(m)


def _carriers(m: Municipality, policy: Settings) -> rules.Carriers:
    model, calendar = m.model, m.model.calendar
    if m.carriers is None:
        return rules.first_carriers(policy.leadership, policy.politics, model.key, m.code)
    budget = model.is_budget_month
    now = rules.Circumstances(
        key=model.key,
        code=m.code,
        year=model.year,
        new_council=int(model.month in calendar.council_months),
        budget=int(budget),
        load_share=m.load_share() if budget else 0.0,
        failures=m.failures,
    )
    return rules.next_carriers(m.carriers, policy.leadership, policy.politics, policy.enthusiasts, now)


def _carry(m: Municipality, policy: Settings, now: rules.Carriers) -> None:
    """Set carrying to what people now give it, and look ahead where that has changed."""
    carrying = rules.carrying(policy.traits.carrying, now, policy.leadership, policy.politics, policy.enthusiasts)
    if carrying != m.settings.traits.carrying:
        m.settings = policy._replace(traits=policy.traits._replace(carrying=carrying))
        m.look_ahead()


def _lose_what_hung_on_them(m: Municipality) -> None:
    """End unfinished work without a grant that hung on those who have left (R23)."""
    for dossier in m.dossiers:
        case = dossier.under_way
        if case is not None and case.stage in UNFINISHED and not case.granted and _hung_on_them(m, case):
            m.close(case, Stage.ABANDONED, End.PERSON_LEFT)


def _hung_on_them(m: Municipality, case: Case) -> bool:
    draw = uniform(m.model.key, np.uint64(case.solution.identity), m.code, PERSON_LEFT, 0)
    return draw < m.settings.enthusiasts.dependence_share
