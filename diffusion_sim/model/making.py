"""Solutions come into the world: from outside, from the scenario, and from municipalities (R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws import normal, uniform
from diffusion_sim.draws.streams import FIRST_ADOPTERS, SOLUTION
from diffusion_sim.errors import RunError
from diffusion_sim.exact import log, weight_grid
from diffusion_sim.model import working
from diffusion_sim.model.solution import Solution
from diffusion_sim.rules.codes import Heard, Mode
from diffusion_sim.rules.ideas import quality_factor
from diffusion_sim.rules.value import inspired_log_benefit
from diffusion_sim.world import draw_log_benefit, draw_nature, innovation_identity

if TYPE_CHECKING:
    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.rules.nature import Nature
    from diffusion_sim.world.latent import Arrival


def arrive(model: DiffusionModel, a: Arrival) -> None:
    """Bring in an answer from outside."""
    log_benefit = draw_log_benefit(model.scenario, model.key, a.identity, model.scenario.external.benefit_advantage)
    nature = draw_nature(model.scenario, model.key, a.identity, log_benefit)._replace(documented=True)
    solution = _add(model, a.identity, None, a.problem, None, nature)
    solution.source, solution.ordinal = a.source, a.ordinal
    solution.push_until = model.month + model.scenario.external.push_months


def introduce(model: DiffusionModel, index: int) -> None:
    """Bring in one of the scenario's own innovations, with its first adopters."""
    innovation = model.scenario.innovations[index]
    identity = innovation_identity(innovation.name)
    nature = draw_nature(model.scenario, model.key, identity, log(innovation.benefit))
    nature = nature._replace(complexity=weight_grid(innovation.complexity), drawback=(0.0,) * 5, documented=True)
    solution = _add(model, identity, None, model.world.drawn_problems + index, None, nature)
    solution.innovation, solution.source = index, 0
    solution.push_until = model.calendar.total_months
    for m in _first_adopters(model, index, solution):
        m.drop_work(solution.problem)
        case = m.hear(solution, Heard.SEED)
        m.dossiers[solution.problem].known.remove(case)
        case.mode, case.decided = Mode.COPY, model.month
        working.begin(m, case, granted=False)
        working.put_to_use(m, case)


def _first_adopters(model: DiffusionModel, index: int, solution: Solution) -> list[Municipality]:
    innovation = model.scenario.innovations[index]
    luck = [uniform(model.key, solution.identity, m.code, FIRST_ADOPTERS, 0) for m in model.municipalities]
    drawn = sorted(range(len(luck)), key=luck.__getitem__)[: innovation.random_first_adopters]
    return [model.municipalities[row] for row in sorted({*model.world.first_adopters[index], *drawn})]


def create(m: Municipality, problem: int, identity: Entity, parent: Solution | None) -> Solution:
    """Bring a municipality's own solution into the world."""
    model = m.model
    log_benefit = draw_log_benefit(model.scenario, model.key, identity, 0.0)
    if parent is not None:
        log_benefit = _inspired(m.model, parent, identity)
    skill = m.settings.traits.skill * (quality_factor(m.settings.ideas) if parent is None else 1.0)
    nature = draw_nature(model.scenario, model.key, identity, log_benefit + log(skill))
    return _add(m.model, identity, m, problem, parent, nature)


def _inspired(model: DiffusionModel, parent: Solution, identity: Entity) -> float:
    s = model.scenario.solutions
    z = normal(model.key, identity, 0, SOLUTION, 0)
    return inspired_log_benefit(s.benefit_sd, s.parent_share, parent.nature.log_benefit, z)


def _add(
    model: DiffusionModel,
    identity: Entity,
    origin: Municipality | None,
    problem: int,
    parent: Solution | None,
    nature: Nature,
) -> Solution:
    if int(identity) in model.known_identities:
        raise RunError(f"two solutions share the identity {int(identity)}; use another seed")
    model.known_identities.add(int(identity))
    era = model.era_of(problem)
    ordinal = origin.dossiers[problem].attempts.get(parent.index if parent else -1, 1) - 1 if origin else 0
    solution = Solution(len(model.solutions), identity, origin, -1, problem, era, ordinal, parent, model.month, nature)
    model.solutions.append(solution)
    model.live_solutions.append(solution)
    return solution
