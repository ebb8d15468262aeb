"""R10 p. 15, foreseen: the chance of finishing and the months to use, as a municipality sees them when it chooses.

chance = 1 - foresight * P(seeks grant) * (1 - exp(-cliff hazard * months of work beyond the money)).
The form is an assumption; foresight 0 is neutral.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.development_money import UNIT_DKK, project_cost

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Foresight", "The risk of not finishing, and the wait, as they are seen when choosing."),
    da=Words("Fremsyn", "Risikoen for ikke at blive færdig og ventetiden, som man ser dem ved valget."),
    supports=(10,),
)


class Foresight(Parameters, section="appraisal"):
    """What is foreseen, and how much what comes later counts (R10 p. 15)."""

    # fmt: off
    foresight: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0,
        en=("Foresight of the cliff", "Share of the risk of losing the work at a grant's end that is foreseen."),
        da=("Fremsyn", "Den del af risikoen for at miste arbejdet, når bevillingen udløber, som man forudser."),
        source="assumption; R10 p. 15",
    )
    # fmt: on


DISCOUNT_PER_MONTH = 0.004
"""How much less a benefit counts that comes a month later: about 5 % a year. Assumption."""


@rule
def months_to_use(development_months: float, complexity: float, implementation_months: float) -> float:
    """Return the expected months from start to use."""
    return development_months * complexity + implementation_months


@rule
def chance_of_finishing(foresight: float, seeking: float, cliff_per_month: float, months_beyond_money: float) -> float:
    """Return S in (0, 1]."""
    return 1.0 - foresight * seeking * (1.0 - exp(-cliff_per_month * max(0.0, months_beyond_money)))


@rule
def patience(months: float) -> float:
    """Return how much a benefit that many months ahead counts."""
    return exp(-DISCOUNT_PER_MONTH * months)


class Outlook(NamedTuple):
    """What one mode holds in store for one municipality, whatever the solution."""

    development_months: float
    """For complexity 1."""
    implementation_months: float
    money_months: float
    """Months that a grant would pay: in full, half of the taper, and the tail."""
    seeking: float
    """Chance that the project would hang on a grant."""
    cliff_per_month: float
    foresight: float
    prize: float
    """Utility that a prize promises to one who is sure to finish."""
    develop_dkk: float = 0.0
    """Expected cost for complexity 1; likewise the next."""
    implement_dkk: float = 0.0
    price: float = 0.0
    """Utility of 100,000 DKK of the cost, as far as the municipality pays it."""


class Plan(NamedTuple):
    """How one option would go."""

    chance: float
    patience: float
    prize: float
    taste: float
    money: float = 0.0
    """Utility of the kroner that it costs."""


@rule
def foresee(outlook: Outlook, complexity: float, waiting_months: float, taste: float) -> Plan:
    """Return how an option would go as the municipality foresees it, with its wait for partners (R16)."""
    months = months_to_use(outlook.development_months, complexity, outlook.implementation_months) + waiting_months
    beyond = months - outlook.money_months
    chance = chance_of_finishing(outlook.foresight, outlook.seeking, outlook.cliff_per_month, beyond)
    money = outlook.price * project_cost(outlook.develop_dkk, outlook.implement_dkk, complexity) / UNIT_DKK
    return Plan(chance, patience(months), outlook.prize * chance, taste, money)
