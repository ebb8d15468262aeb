"""R19 p. 12-13: use employees' ideas (the idea clinic of Region Nordjylland): more to choose from, and better ones.

The best liked of n ideas is liked by ln n more than one is (the greatest of n Gumbel tastes); own work comes out
n ** 0.1 as good (``QUALITY_GAIN``). With one idea for a problem nothing changes. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.exact import exp, log
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Employees' ideas", "An idea clinic gives more ideas to choose from, and better ones."),
    da=Words("Medarbejdernes idéer", "En idéklinik giver flere idéer at vælge imellem og bedre idéer."),
    claims=(
        Claim(
            number=19,
            page="12-13",
            en="use employees' ideas (idea clinic)",
            da="brug medarbejdernes idéer (idéklinik)",
            neutral={"ideas.per_problem": 1.0},
            scenario="idea_clinic",
            measure="own_net_benefit",
        ),
    ),
)


class Ideas(Parameters, section="ideas", da="Idéklinik"):
    """Employees' ideas, gathered by an idea clinic (R19 p. 12-13)."""

    # fmt: off
    per_problem: float = number(
        1.0, unit="ideas", between=(1, 100), neutral=1.0,
        en=("Ideas per problem", "Own ideas for a problem among which the best is chosen."),
        da=("Idéer pr. problem", "Antal egne idéer til et problem, blandt hvilke den bedste vælges."),
        source="assumption; R19 p. 12-13",
    )
    # fmt: on


QUALITY_GAIN = 0.1
"""How much better own work is with more ideas to choose from: the exponent of their number. Assumption; R19 p. 12-13."""


@rule
def liking_of_best(ideas: Ideas) -> float:
    """Return by how much more the best liked of all ideas is liked than a single one, in units of utility."""
    return log(ideas.per_problem)


@rule
def quality_factor(ideas: Ideas) -> float:
    """Return the factor on the benefit of own work."""
    return exp(QUALITY_GAIN * log(ideas.per_problem))
