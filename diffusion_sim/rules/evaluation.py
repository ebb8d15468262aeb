"""R26 p. 22-23: document effects, early and during the project; none of Copenhagen's five bottom lines may be negative.

What is evaluated in use is known better elsewhere: evidence worth ``evidence_gain`` visits travels with it. Early
evaluation ends weak projects whoever is afraid of errors: chance + early share * (1 - chance). The no-minus gate stops
work before implementation if any bottom line would be below 0. Evaluating takes time. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Evaluation


@rule
def visits_worth(evaluation: Evaluation, evaluated: int) -> float:
    """Return the visits that an evaluation (1: there is one) is worth to others."""
    return evaluation.evidence_gain if evaluated == 1 else 0.0


@rule
def chance_of_ending(evaluation: Evaluation, tolerated: float) -> float:
    """Return the chance that a weak project ends at its check; ``tolerated``: where nothing is evaluated (R17)."""
    return tolerated + evaluation.early_share * (1.0 - tolerated)


@rule
def is_stopped(evaluation: Evaluation, lowest_line: float, draw: float) -> bool:
    """Tell whether the no-minus gate stops a project, by its lowest bottom line; ``draw`` is uniform."""
    return lowest_line < 0.0 and draw < evaluation.gate_share


@rule
def lengthened(evaluation: Evaluation) -> float:
    """Return the factor on months of development that evaluating takes."""
    return 1.0 + evaluation.work_share * max(evaluation.evaluated_share, evaluation.early_share)
