"""R17 p. 12, 16: a zero-error culture hinders; make errors cheap and early: weak projects end during development.

Where net benefit in use would be below ``WEAK_BELOW``, the project ends at a check after ``CHECK_SHARE`` of its
development with chance ending_share * error tolerance: ending it is admitting an error. Early evaluation (R26) ends
more of them. Form and sizes: assumption.
"""

from __future__ import annotations

import math

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.evaluation import Evaluation, chance_of_ending

MECHANISM = Mechanism(
    phase="work",
    en=Words(
        "Tolerance of errors",
        "Errors are made early and cheaply where they are tolerated: weak projects end before the dear part.",
    ),
    da=Words(
        "Plads til fejl",
        "Hvor der er plads til fejl, begås de tidligt og billigt: svage projekter stopper før den dyre del.",
    ),
    claims=(
        Claim(
            number=17,
            page="12, 16",
            en="tolerate errors; make them cheap and early",
            da="giv plads til fejl; begå dem billigt og tidligt",
            neutral={"trials.ending_share": 0.0},
            scenario="tolerant_culture",
            measure="own_net_benefit",
            uses=("traits.error_tolerance",),
        ),
    ),
    draws=(
        Draw(streams.EARLY_CHECK, "ended at the early check", entity="the solution", code="municipality", ordinal="0"),
    ),
)


class ErrorTolerance(Parameters, section="traits"):
    """A culture that tolerates errors (R17 p. 12, 16)."""

    # fmt: off
    error_tolerance: float = number(
        0.3, unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
        en=("Tolerance of errors", "Share of the aversion to uncertain benefit that a tolerant culture removes."),
        da=("Plads til fejl", "Den del af modviljen mod usikker nytte, som en kultur med plads til fejl fjerner."),
        source="assumption; R17 p. 12, 16",
    )
    # fmt: on


class Risk(Parameters, section="appraisal"):
    """What uncertain benefit costs before tolerance (R17 p. 12, 16)."""

    # fmt: off
    risk_aversion: float = number(
        0.5, unit="per sd", between=(0, 5), neutral=0.0,
        en=("Aversion to uncertainty", "Utility lost for each sd of expected benefit, before tolerance."),
        da=("Modvilje mod usikkerhed",
            "Hvad hver standardafvigelse i forventet nytte koster i beslutningen, før der tages hensyn til plads til fejl."),
        source="assumption; R17 p. 12, 16",
    )
    # fmt: on


class Trials(Parameters, section="trials", da="Tidlig afprøvning"):
    """Errors made early and cheaply: weak projects end before the dear part (R17 p. 12, 16)."""

    # fmt: off
    ending_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weak projects ended early",
            "Share of weak projects that are ended at an early check where errors are fully tolerated."),
        da=("Stoppes tidligt",
            "Andelen af svage projekter, der stoppes ved en tidlig status, hvor der fuldt ud er plads til fejl."),
        source="assumption; R17 p. 12, 16",
    )
    # fmt: on


CHECK_SHARE = 0.5
"""Share of development after which the check is made. Assumption; R17 p. 12, 16: early."""

WEAK_BELOW = 0.3
"""Net benefit, in index points per month, below which a project is weak. Assumption; the mean gross benefit is 1."""


@rule
def months_to_check(development_months: int) -> int:
    """Return after how many months of development the check is made."""
    return math.ceil(CHECK_SHARE * development_months)


@rule
def is_checked(trials: Trials, evaluation: Evaluation) -> bool:
    """Tell whether there is a check at all."""
    return trials.ending_share > 0.0 or evaluation.early_share > 0.0


@rule
def ends_early(trials: Trials, evaluation: Evaluation, error_tolerance: float, net_benefit: float, draw: float) -> bool:
    """Tell whether a project is ended at the check; ``draw`` is uniform."""
    chance = chance_of_ending(evaluation, trials.ending_share * error_tolerance)
    return net_benefit < WEAK_BELOW and draw < chance
