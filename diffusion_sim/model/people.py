"""People who carry innovation, and what they learn (R21-R25): they change carrying and skill during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import PERSON_LEFT
from diffusion_sim.rules import carriers as rules
from diffusion_sim.rules import training
from diffusion_sim.rules.codes import End, Stage

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.rules.settings import Settings

UNFINISHED = (Stage.DEVELOPING, Stage.IMPLEMENTING)


def move_people(model: DiffusionModel) -> None:
    """Let attention, backing, enthusiasts and skill change; nothing moves where they make no difference."""
    if not (model.carriers_move or model.skills_move):
        return
    for m in model.municipalities:
        policy = model.policy_of(m)
        if model.carriers_move:
            m.carriers = _carriers(m, policy)
            m.failures = 0
        if model.skills_move and model.is_budget_month:
            m.trained = training.next_trained(m.trained, policy.training, m.load_share())
        _carry(m, policy)
        if m.carriers is not None and m.carriers.left == 1.0:
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


def _carry(m: Municipality, policy: Settings) -> None:
    """Set carrying and skill to what people now give them, and look ahead where that has changed."""
    carrying, skill = policy.traits.carrying, policy.traits.skill
    if m.carriers is not None:
        carrying = rules.carrying(carrying, m.carriers, policy.leadership, policy.politics, policy.enthusiasts)
    if m.model.skills_move:
        carrying, skill = training.carrying_left(carrying, m.trained), training.trained_skill(skill, m.trained)
    traits = policy.traits._replace(carrying=carrying, skill=skill)
    if traits != m.settings.traits:
        m.settings = policy._replace(traits=traits)
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
