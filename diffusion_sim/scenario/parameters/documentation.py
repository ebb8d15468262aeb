"""Parameters of documenting effects, early and in use."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Evaluation(Section):
    """Effects documented on five bottom lines, early and in use, and the no-minus gate (R26 p. 22-23)."""

    evaluated_share: float = number(
        0.0, "Share of what is put to use whose effects are evaluated, so that others know better what it is worth.",
        unit="share", between=(0, 1), neutral=0.0, source="assumption; R26 p. 22")
    evidence_gain: float = number(2.0, "Evidence that an evaluation adds, as a multiple of what one visit gives.",
                                  unit="visits", between=(0, 20), source="assumption; R26 p. 22")
    early_share: float = number(
        0.0, "Share of weak projects that early evaluation ends, at the check of trials.check_share.", unit="share",
        between=(0, 1), neutral=0.0, source="assumption; R26 p. 22: early and during the project")
    gate_share: float = number(
        0.0, "Share of projects with a negative bottom line that are stopped before implementation.", unit="share",
        between=(0, 1), neutral=0.0, source="assumption; R26 p. 23: none of Copenhagen's five may go negative")
    work_share: float = number(0.05, "Development time that evaluating everything adds.", unit="share", between=(0, 1),
                               source="assumption; R26 p. 22: documenting effects is hard")
