"""Carrying out a choice: a solution of one's own is made, and work begins or goes to the pool (R2, R11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import solution_identity, uniform
from diffusion_sim.draws.streams import FUNDING_ROUTE
from diffusion_sim.model import making, working
from diffusion_sim.model.case import Case
from diffusion_sim.rules import planning
from diffusion_sim.rules.codes import Heard, Mode, Stage, Verdict

if TYPE_CHECKING:
    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.case import Appraisal, Dossier
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.model.solution import Solution


def take_up(m: Municipality, dossier: Dossier, appraisal: Appraisal) -> None:
    """Start work on permanent money, or apply for a grant (R11)."""
    option = appraisal.decision
    case = _case_for(m, dossier, option.mode, option.case)
    case.mode, case.decided, case.taste = option.mode, m.model.month, option.terms.taste
    case.ordered = appraisal.ordered
    case.reinvented = option.mode is Mode.OWN and m.model.is_answered_elsewhere(dossier.problem, m)
    m.model.tally["reinvented"] += case.reinvented
    dossier.under_way = case
    if case in dossier.known:
        dossier.known.remove(case)
    if seeks_grant(m, case):
        case.stage, case.verdict = Stage.APPLYING, Verdict.APPLIED
        m.model.grants.apply(m, case)
    else:
        working.begin(m, case, granted=False)


def _case_for(m: Municipality, dossier: Dossier, mode: Mode, known: Case | None) -> Case:
    """Return the known case to work on, or open one for a new solution of one's own."""
    if known is not None and mode is not Mode.INSPIRED:
        return known
    parent = known.solution if known else None
    identity = own_identity(m, dossier, parent)
    dossier.attempts[parent.index if parent else -1] = _attempts(dossier, parent) + 1
    solution = making.create(m, dossier.problem, identity, parent)
    case = Case(solution, m.model.month, Heard.OWN, fit=1.0)
    m.cases[solution] = case
    return case


def own_identity(m: Municipality, dossier: Dossier, parent: Solution | None) -> Entity:
    """Return the identity that the next own solution to a problem would have."""
    era, ordinal = m.model.era_of(dossier.problem), _attempts(dossier, parent)
    of_parent = parent.identity if parent else np.uint64(0)
    return np.uint64(solution_identity(m.code, dossier.problem, era, ordinal, of_parent))


def _attempts(dossier: Dossier, parent: Solution | None) -> int:
    return dossier.attempts.get(parent.index if parent else -1, 0)


def seeks_grant(m: Municipality, case: Case) -> bool:
    """Tell whether a project has no permanent money and goes to the pool."""
    f, permanence = m.settings.funding, m.settings.traits.permanence
    chance = planning.grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, int(case.mode), permanence)
    return uniform(m.model.key, case.solution.identity, m.code, FUNDING_ROUTE, 0) < chance
