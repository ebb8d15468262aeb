"""R12 p. 15, 12: implementation is the hardest phase; its opponents are met only then; ownership and users help.

Putting into use comes at a constant hazard 1 / mean months, giving up at a competing one:
failure * (1 - relief * ownership) * what users who took part leave (co_creation). Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.co_creation import CoCreation, opposition_left
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words("Implementation", "The hardest phase: its opponents are met only then; ownership and users help."),
    da=Words("Implementering", "Den sværeste fase: først her møder man modstanderne; ejerskab og brugere hjælper."),
    claims=(
        Claim(
            number=12,
            page="15, 12",
            en="implementation is the hardest phase",
            da="implementering er den sværeste fase",
            neutral={
                "implementation.failure_per_month": 0.0,
                "implementation.user_involvement": 0.0,
                "implementation.staff_involvement": 0.0,
                "implementation.firm_involvement": 0.0,
                "funding.tail_months": 0,
            },
            scenario="implementation_tail",
            measure="implementation_failure_percent",
        ),
    ),
    draws=(
        Draw(
            streams.IMPLEMENTATION_DONE,
            "threshold of use",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.IMPLEMENTATION_FAILURE,
            "threshold of giving up",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Implementation(Parameters, section="implementation", da="Implementering"):
    """From developed to used: the hardest phase, where the opponents are met (R12 p. 15, 12)."""

    # fmt: off
    mean_months: float = number(
        12.0, unit="months", between=(0, 240),
        en=("Months of implementation", "Mean months to put a solution into use; 0 is at once."),
        da=("Måneder til implementering", "Gennemsnitligt antal måneder om at tage en løsning i brug; 0 er straks."),
        source="assumption",
    )
    failure_per_month: float = number(
        0.025, unit="per month", between=(0, 5), neutral=0.0,
        en=("Giving up", "Hazard of giving up, before ownership and involvement."),
        da=("Opgives", "Risikoen for at opgive, før der tages hensyn til ejerskab og inddragelse."),
        source="assumption; implementation is the barrier named most (72 municipalities, 2020)",
    )
    ownership_relief: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0,
        en=("Relief by ownership", "Share of the hazards of giving up, and of losing work when its money ends, that full ownership removes."),
        da=("Ejerskabets betydning", "Den del af risikoen for at opgive og for at miste arbejde, når pengene slipper op, som fuldt ejerskab fjerner."),
        source="assumption; R6 p. 26, R12 p. 15",
    )
    # fmt: on


class Implementing(Implementation, CoCreation):
    """All numbers of section `implementation` that are read where it may be given up."""


AT_ONCE = 1024.0
"""A hazard that no threshold outlasts for a month."""


@rule
def completion_hazard(mean_months: float) -> float:
    """Return the hazard per month of being put into use; mean 0 is at once."""
    return hazard_grid(1.0 / mean_months) if mean_months > 0.0 else AT_ONCE


@rule
def failure_hazard(implementation: Implementing, owned_share: float) -> float:
    """Return the hazard per month of giving up."""
    relief = 1.0 - implementation.ownership_relief * owned_share
    return hazard_grid(implementation.failure_per_month * relief * opposition_left(implementation))
