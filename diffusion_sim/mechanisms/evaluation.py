"""R26 p. 22-23: document effects, early and during the project; none of Copenhagen's five bottom lines may be negative.

What is evaluated in use is known better elsewhere: evidence worth ``evidence_gain`` visits travels with it. Early
evaluation ends weak projects whoever is afraid of errors: chance + early share * (1 - chance). The no-minus gate stops
work before implementation if any bottom line would be below 0. Evaluating takes time. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

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
            neutral={"evaluation.evaluated_share": 0.0, "evaluation.early_share": 0.0, "evaluation.gate_share": 0.0},
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
    evidence_gain: float = number(
        2.0, unit="visits", between=(0, 20),
        en=("Evidence from an evaluation", "Evidence that an evaluation adds, as a multiple of what one visit gives."),
        da=("Viden fra evaluering", "Den viden, en evaluering giver, målt i antal besøg."),
        source="assumption; R26 p. 22",
    )
    early_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weak projects ended by early evaluation",
            "Share of weak projects that early evaluation ends, at the check of trials.check_share."),
        da=("Tidlig evaluering",
            "Andelen af svage projekter, som tidlig evaluering stopper, ved den status, trials.check_share bestemmer."),
        source="assumption; R26 p. 22: early and during the project",
    )
    gate_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("No-minus gate", "Share of projects with a negative bottom line that are stopped before implementation."),
        da=("Ingen minus på bundlinjen",
            "Andelen af projekter med en negativ bundlinje, der stoppes før implementering."),
        source="assumption; R26 p. 23: none of Copenhagen's five may go negative",
    )
    work_share: float = number(
        0.05, unit="share", between=(0, 1),
        en=("Time taken by evaluating", "Development time that evaluating everything adds."),
        da=("Tid til evaluering", "Ekstra udviklingstid, når alt evalueres."),
        source="assumption; R26 p. 22: documenting effects is hard",
    )
    # fmt: on


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
