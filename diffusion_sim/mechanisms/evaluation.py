"""R26 p. 22-23: document effects, early and during the project; none of Copenhagen's five bottom lines may be negative.

What is evaluated in use is known better elsewhere: evidence worth two visits travels with it (``EVIDENCE_GAIN``). Early
evaluation ends weak projects whoever is afraid of errors: chance + early share * (1 - chance). The no-minus gate stops
work before implementation if any bottom line would be below 0. Evaluating takes time (``WORK_SHARE``).

Top management puts money only into what has a documented value for the core business (p. 22): with a say s it counts
(1 - s) of what is seen of a solution that nobody has evaluated, and weighs the bottom lines its own way: gross benefit and
drawback of a known solution, and what is in use, are summed with weights 1 + s * (w - 1), w = ``MANAGEMENT_WEIGHTS`` with
mean 1. What an unknown solution will be like is not known, so own work is weighed as before. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

Lines = tuple[float, float, float, float, float]

MECHANISM = Mechanism(
    phase="work",
    en=Words(
        "Evaluation", "Effects are documented, early and in use; nothing that is negative on a bottom line goes on."
    ),
    da=Words(
        "Evaluering", "Virkningen dokumenteres tidligt og i brug; intet, der er negativt på en bundlinje, går videre."
    ),
    claims=(
        Claim(
            number=26,
            page="22-23",
            en="document effects early; no bottom line may go negative",
            da="dokumentér virkningen tidligt; ingen bundlinje må gå i minus",
            neutral={
                "evaluation.evaluated_share": 0.0,
                "evaluation.early_share": 0.0,
                "evaluation.gate_share": 0.0,
                "evaluation.management_share": 0.0,
            },
            scenario="evaluation",
            measure="value_per_month",
            others=("no_minus_gate",),
        ),
    ),
    draws=(
        Draw(streams.EVALUATED, "evaluated in use", entity="the solution", code="municipality", ordinal="0"),
        Draw(
            streams.NO_MINUS_GATE,
            "stopped at the no-minus gate",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Evaluation(Parameters, section="evaluation", da="Evaluering"):
    """Effects documented on five bottom lines, early and in use, and the no-minus gate (R26 p. 22-23)."""

    # fmt: off
    evaluated_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Share evaluated",
            "Share of what is implemented whose effects are evaluated, so that others know better what it is worth."),
        da=("Evalueres",
            "Andelen af det, der tages i brug, hvis virkning evalueres, så andre bedre ved, hvad det er værd."),
        source="assumption; R26 p. 22",
    )
    early_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weak projects ended by early evaluation",
            "Share of weak projects that early evaluation ends, at a check half-way through development."),
        da=("Tidlig evaluering",
            "Andelen af svage projekter, som tidlig evaluering stopper, ved en status halvvejs i udviklingen."),
        source="assumption; R26 p. 22: early and during the project",
    )
    gate_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("No-minus gate", "Share of projects with a negative bottom line that are stopped before implementation."),
        da=("Ingen minus på bundlinjen",
            "Andelen af projekter med en negativ bundlinje, der stoppes før implementering."),
        source="assumption; R26 p. 23: none of Copenhagen's five may go negative",
    )
    management_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Say of top management",
            "Say of top management over what is adopted: it goes by documented value and weighs bottom lines its own way."),
        da=("Topledelsens vægt",
            "Topledelsens vægt i beslutningen: den går efter dokumenteret værdi og vægter bundlinjerne på sin egen måde."),
        source="lever; R26 p. 22: top management gives priority only to documented value",
    )
    # fmt: on


EVIDENCE_GAIN = 2.0
"""Visits that an evaluation is worth to others. Assumption; R26 p. 22."""

WORK_SHARE = 0.05
"""Share of the months of development that evaluating everything adds. Assumption; R26 p. 22: documenting effects is hard."""


MANAGEMENT_WEIGHTS = (2.0, 0.75, 1.25, 0.5, 0.5)
"""Weights of productivity, service, political alignment, legal certainty and well-being where top management decides, with
mean 1. Assumption; p. 22: value for the core business."""


@rule
def visits_counted(evaluation: Evaluation, visits: float, evaluated: int) -> float:
    """Return the visits that count where top management has a say: all where a solution is evaluated (1)."""
    return visits if evaluated == 1 else visits * (1.0 - evaluation.management_share)


@rule
def as_weighed(evaluation: Evaluation, lines: Lines) -> float:
    """Return the sum of five bottom lines with the weights of those who decide."""
    a, b, c, d, e = lines
    v, w, x, y, z = MANAGEMENT_WEIGHTS
    plain, managed = a + b + c + d + e, a * v + b * w + c * x + d * y + e * z
    return plain + evaluation.management_share * (managed - plain)


@rule
def visits_worth(evaluated: int) -> float:
    """Return the visits that an evaluation (1: there is one) is worth to others."""
    return EVIDENCE_GAIN if evaluated == 1 else 0.0


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
    return 1.0 + WORK_SHARE * max(evaluation.evaluated_share, evaluation.early_share)
