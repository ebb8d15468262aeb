"""The kroner ledger, apart from utility: rate in DKK per month * summed complexity of the work under way.

All rates are assumptions at 2014 prices. A grant moves costs from a municipality to the pool; it is no cost of its own.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import kroner_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="commit",
    en=Words("Capacity and kroner", "How much work a field can carry at once, and what it costs."),
    da=Words("Kapacitet og kroner", "Hvor meget arbejde et fagområde kan bære ad gangen, og hvad det koster."),
    draws=(
        Draw(
            streams.START_PRIORITY,
            "order of commitments",
            entity="the problem",
            code="municipality",
            ordinal="calendar year",
        ),
    ),
)


class Capacity(Parameters, section="capacity", da="Kapacitet"):
    """How many projects a field of a municipality can have at once: one node hides many workplaces."""

    # fmt: off
    projects_per_field: int = number(
        3, unit="projects", between=(0, 10_000),
        en=("Projects at once per field", "Projects at once in one policy field of one municipality."),
        da=("Projekter ad gangen", "Antal samtidige projekter i ét fagområde i én kommune."),
        source="assumption",
    )
    # fmt: on


class Costs(Parameters, section="costs", da="Udgifter"):
    """Kroner at 2014 prices, for a project of complexity 1; apart from utility."""

    # fmt: off
    development_dkk_per_month: float = number(
        90_000.0, unit="DKK per month", between=(0, 100_000_000.0), reach="national",
        en=("Cost of development", "Own or inspired development."),
        da=("Udvikling", "Egenudvikling eller inspireret udvikling."),
        source="assumption",
    )
    copying_dkk_per_month: float = number(
        50_000.0, unit="DKK per month", between=(0, 100_000_000.0), reach="national",
        en=("Cost of copying", "Copying another's solution."),
        da=("Kopiering", "Kopiering af en andens løsning."),
        source="assumption",
    )
    implementation_dkk_per_month: float = number(
        80_000.0, unit="DKK per month", between=(0, 100_000_000.0), reach="national",
        en=("Cost of implementation", "Implementing a solution."),
        da=("Implementering", "At tage en løsning i brug."),
        source="assumption",
    )
    running_dkk_per_month: float = number(
        15_000.0, unit="DKK per month", between=(0, 100_000_000.0), reach="national",
        en=("Cost of running", "Running a solution in use."),
        da=("Drift", "Drift af en løsning i brug."),
        source="assumption",
    )
    grant_share: float = number(
        0.75, unit="share", between=(0, 1), reach="national",
        en=("Share that the grant pays", "Share of a funded project's cost that the grant pays."),
        da=("Bevillingens andel", "Andelen af et støttet projekts udgifter, som bevillingen dækker."),
        source="assumption",
    )
    discount_per_year: float = number(
        0.0, unit="per year", between=(0, 1), neutral=0.0, grade="definition", reach="fixed",
        en=("Discount rate", "Rate at which later kroner are discounted in totals."),
        da=("Diskontering", "Renten, hvormed senere kroner tilbagediskonteres i totaler."),
        source="0: undiscounted, by choice",
    )
    # fmt: on


DEVELOPMENT, ADAPTATION, COPYING, IMPLEMENTATION, RUNNING = range(5)
"""Kinds of work that cost money, in the order of their columns."""


@rule
def rate_of(costs: Costs, kind: int) -> float:
    """Return what one kind of work costs in DKK per month; adapting lies halfway between copying and developing (assumption)."""
    if kind == DEVELOPMENT:
        return costs.development_dkk_per_month
    if kind == ADAPTATION:
        return 0.5 * (costs.development_dkk_per_month + costs.copying_dkk_per_month)
    if kind == COPYING:
        return costs.copying_dkk_per_month
    return costs.implementation_dkk_per_month if kind == IMPLEMENTATION else costs.running_dkk_per_month


@rule
def month_cost(rate_dkk_per_month: float, complexity_total: float) -> float:
    """Return DKK in one month."""
    return kroner_grid(rate_dkk_per_month * complexity_total)


@rule
def paid_by_grant(grant_share: float, rate_dkk_per_month: float, complexity: float, gone: float) -> float:
    """Return the DKK of one project's month that its grant pays."""
    return kroner_grid(grant_share * rate_dkk_per_month * complexity * (1.0 - gone))
