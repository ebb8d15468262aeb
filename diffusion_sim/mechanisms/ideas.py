"""R19 p. 12-13: use employees' ideas (the idea clinic of Region Nordjylland): more to choose from, better ones, and what to stop.

The best liked of n ideas is liked by ln n more than one is (the greatest of n Gumbel tastes); own work comes out
n ** 0.1 times as good (``QUALITY_GAIN``). The clinic also finds what to stop doing: nobody used the data on ID bracelets, "a
relic of the past", and dropping them saves 1.5 million DKK a year (p. 13). A solution in use is not worth running if

50,000 DKK * net benefit per month <= cost of running per month (``POINT_DKK``).

Such a solution is found, and stopped at once, with hazard 0.3 * ln n a year (``FOUND_PER_YEAR``). It ends as *stopped on
purpose*: its value is lost and its running cost is saved. What counts is what it is worth, not its age: when a problem changes,
the old answer loses value, but it runs on as long as it pays. Employees hand in problems, too: the problem that the
stopped solution answered comes up for review in the month after. With one idea for a problem none of this changes
anything. Form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp, hazard_grid, log
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Employees' ideas", "An idea clinic gives more and better ideas, and finds what to stop doing."),
    da=Words("Medarbejdernes idéer", "En idéklinik giver flere og bedre idéer og finder det, man kan holde op med."),
    claims=(
        Claim(
            number=19,
            page="12-13",
            en="use employees' ideas (idea clinic)",
            da="brug medarbejdernes idéer (idéklinik)",
            neutral={"ideas.per_problem": 1.0},
            scenario="idea_clinic",
            measure="running_million_dkk",
        ),
    ),
    draws=(
        Draw(
            streams.FOUND_TO_STOP, "threshold of being found and stopped",
            entity="the solution", code="municipality", ordinal="0",
        ),
    ),
)  # fmt: skip


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

POINT_DKK = 50_000.0
"""What an index point of net benefit is worth in a month, in DKK, as ``budget.savings_dkk_per_point``. Assumption; R19 p. 13."""

FOUND_PER_YEAR = 0.3
"""Hazard per year, for each unit of ln n, of finding and stopping what is not worth running. Assumption; R19 p. 13."""

MONTHS_PER_YEAR = 12.0


@rule
def liking_of_best(ideas: Ideas) -> float:
    """Return by how much more the best liked of all ideas is liked than a single one, in units of utility."""
    return log(ideas.per_problem)


@rule
def quality_factor(ideas: Ideas) -> float:
    """Return the factor on the benefit of own work."""
    return exp(QUALITY_GAIN * log(ideas.per_problem))


@rule
def is_worth_running(net_benefit: float, running_dkk: float) -> bool:
    """Tell whether what is in use is worth more in a month than it costs to run."""
    return POINT_DKK * net_benefit > running_dkk


@rule
def finding_hazard(ideas: Ideas) -> float:
    """Return the hazard per month that employees find what is not worth running, and it is stopped."""
    return hazard_grid(FOUND_PER_YEAR * log(ideas.per_problem) / MONTHS_PER_YEAR)
