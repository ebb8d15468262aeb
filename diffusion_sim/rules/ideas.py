"""R19 p. 12-13: use employees' ideas (the idea clinic of Region Nordjylland): more to choose from, and better ones.

The best liked of n ideas is liked by ln n more than one is (the greatest of n Gumbel tastes); own work comes out
n ** quality gain as good. With one idea for a problem nothing changes. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp, log
from diffusion_sim.rules.settings import Ideas


@rule
def liking_of_best(ideas: Ideas) -> float:
    """Return by how much more the best liked of all ideas is liked than a single one, in taste units."""
    return log(ideas.per_problem)


@rule
def quality_factor(ideas: Ideas) -> float:
    """Return the factor on the benefit of own work."""
    return exp(ideas.quality_gain * log(ideas.per_problem))
