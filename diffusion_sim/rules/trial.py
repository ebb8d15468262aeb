"""R17 p. 12, 16: a zero-error culture hinders; make errors cheap and early: weak projects end during development.

Where net benefit in use would be below ``weak_below``, the project ends at a check after ``check_share`` of its
development with chance ending_share * error tolerance: ending it is admitting an error. Early evaluation (R26) ends
more of them. Form and sizes: assumption.
"""

from __future__ import annotations

import math

from diffusion_sim.compiled import rule
from diffusion_sim.rules.evaluation import chance_of_ending
from diffusion_sim.rules.settings import Evaluation, Trials


@rule
def months_to_check(trials: Trials, development_months: int) -> int:
    """Return after how many months of development the check is made."""
    return math.ceil(trials.check_share * development_months)


@rule
def is_checked(trials: Trials, evaluation: Evaluation) -> bool:
    """Tell whether there is a check at all."""
    return trials.ending_share > 0.0 or evaluation.early_share > 0.0


@rule
def ends_early(trials: Trials, evaluation: Evaluation, error_tolerance: float, net_benefit: float, draw: float) -> bool:
    """Tell whether a project is ended at the check; ``draw`` is uniform."""
    chance = chance_of_ending(evaluation, trials.ending_share * error_tolerance)
    return net_benefit < trials.weak_below and draw < chance
