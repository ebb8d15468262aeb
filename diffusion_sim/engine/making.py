"""New solutions: made by municipalities, arrived from outside, or brought in by the scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import SOLUTION
from diffusion_sim.engine.broadcasting import announce
from diffusion_sim.engine.columns import LINES, MONTH, SOLUTIONS, STRETCH
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import normal
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.settings import ideas_of, traits_of
from diffusion_sim.engine.space import take
from diffusion_sim.exact import exp, log
from diffusion_sim.rules.ideas import quality_factor
from diffusion_sim.rules.nature import drawn_nature, total_drawback
from diffusion_sim.rules.value import drawn_log_benefit, inspired_log_benefit

if TYPE_CHECKING:
    import numpy as np

    from diffusion_sim.engine.state import State


@kernel
def make_solution(run: State, m: int, problem: int, identity: np.uint64, parent: int, ordinal: int) -> int:
    """Bring a municipality's own solution into the world; NONE without space."""
    f = run.facts
    z = normal(run.key, identity, 0, SOLUTION, 0)
    log_benefit = drawn_log_benefit(f.benefit_sd, 0.0, z)
    if parent >= 0:
        log_benefit = inspired_log_benefit(f.benefit_sd, f.parent_share, run.solutions[parent]["log_benefit"], z)
    row = run.settings[run.counts[STRETCH], m]
    skill = traits_of(row).skill * (quality_factor(ideas_of(row)) if parent < 0 else 1.0)
    s = add_solution(run, identity, problem, log_benefit + log(skill))
    if s >= 0:
        solution = run.solutions[s]
        solution["origin"], solution["parent"], solution["ordinal"] = m, parent, ordinal
        announce(run, s)
    return s


@kernel
def add_solution(run: State, identity: np.uint64, problem: int, log_benefit: float) -> int:
    """Enter a new solution with what its identity says of it."""
    s = take(run, SOLUTIONS, run.solutions.shape[0], 1)
    if s < 0:
        return s
    f, solution = run.facts, run.solutions[s]
    documented_share = f.portal_documented_share
    nature = drawn_nature(run.key, identity, log_benefit, f.complexity_spread, f.drawback_mean, documented_share)
    solution["identity"], solution["problem"], solution["era"] = identity, problem, run.present_era[problem]
    solution["origin"], solution["parent"], solution["ordinal"] = NONE, NONE, 0
    solution["source"], solution["innovation"], solution["born"] = NONE, NONE, run.counts[MONTH]
    solution["log_benefit"], solution["benefit"] = nature.log_benefit, exp(nature.log_benefit)
    solution["complexity"], solution["drawback"] = nature.complexity, total_drawback(nature.drawback)
    solution["documented"] = 1 if nature.documented else 0
    solution["live"], solution["loud"], solution["first_clock"], solution["first_block"] = 1, 0, NONE, NONE
    solution["first_use"], solution["push_until"], solution["visible_until"] = NONE, NONE, NONE
    solution["evaluated"] = 0
    solution["next"], run.newest[problem] = run.newest[problem], s
    for line in range(LINES):
        run.shares[s, line], run.drawbacks[s, line] = nature.shares[line], nature.drawback[line]
    return s
