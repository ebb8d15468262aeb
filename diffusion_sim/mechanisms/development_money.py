"""R2 p. 26-27, R10 p. 10, 15: money is a resource: what the year's money does not cover is not begun, and saving is a motive.

A municipality's development money of a year: DKK per inhabitant * inhabitants + share * what solutions in use saved.
All fields draw on the same money; what a field can take on is limited by its capacity (assumption). The expected cost of a
project, less the grant's share, is set aside when it begins; the year runs from budget month to budget month. Cost of a project of complexity c: c * (rate of its mode * c * months of development + rate of implementing *
months of implementing). Kroner weigh in each choice by a shadow price that rises as the year's money is used up:

price = value / (1 - min(used share, 0.9)) for each 100,000 DKK of the municipality's own.

Form and sizes are assumptions; the report says that copying saves time and money (p. 26-27).
"""

from __future__ import annotations

from diffusion_sim.exact import exp, kroner_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Mechanism, Memory, Parameters, Words, number

MECHANISM = Mechanism(
    phase="commit",
    en=Words("Money for development", "What a municipality can spend on development, and what a krone is worth to it."),
    da=Words("Udviklingsmidler", "Hvad en kommune kan bruge på udvikling, og hvad en krone er værd for den."),
    supports=(2, 10),
    memories=(
        Memory("municipality", "spent", "DKK", "Development money set aside in this budget year."),
        Memory("municipality", "budget_year", "year", "Budget year that this is of."),
        Memory("municipality", "saved", "DKK per month", "What solutions in use save, less what they cost to run."),
    ),
)


class Budget(Parameters, section="budget", da="Udviklingsmidler"):
    """The municipality's own money for development (0 kroner per inhabitant: no limit)."""

    # fmt: off
    dkk_per_inhabitant: float = number(
        400.0, unit="DKK per inhabitant and year", between=(0, 100_000), neutral=0.0,
        en=("Development money", "A municipality's own money for development work each year; 0 is no limit."),
        da=("Udviklingsmidler", "Kommunens egne midler til udviklingsarbejde hvert år; 0 betyder ingen grænse."),
        source="assumption",
    )
    value_per_100k: float = number(
        0.035, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0,
        en=("Worth of 100,000 kroner", "Utility of 100,000 kroner saved while the year's money is untouched; it rises as the money is used."),
        da=("100.000 kr.s nytte", "Nytten af at spare 100.000 kr., når årets midler er urørte; den stiger, efterhånden som midlerne bruges."),
        source="assumption; R7 p. 26-27: the copyist saves time and money",
    )
    savings_dkk_per_point: float = number(
        50_000.0, unit="DKK per month", between=(0, 10_000_000), neutral=0.0,
        en=("Savings", "Kroner a month that each index point of productivity of a solution in use saves."),
        da=("Besparelser", "Kroner om måneden, som hvert point produktivitet af en løsning i drift sparer."),
        source="assumption",
    )
    # fmt: on


RETURNED_SHARE = 0.1
"""Share of what solutions in use save that comes back as development money: assumption."""
TYPICAL_INHABITANTS = 57_400.0
"""Mean of the 98 municipalities in 2014 (Statistics Denmark); where population is unknown."""
FULLEST, UNIT_DKK, MONTHS = 0.9, 100_000.0, 12.0
"""The price rises no further beyond this share; what a price is for; months of a year."""


@rule
def money_of_year(budget: Budget, log_population: float, saved: float) -> float:
    """Return the development money of a year in DKK; ``log_population`` is 0 where it is unknown."""
    inhabitants = exp(log_population) if log_population > 0.0 else TYPICAL_INHABITANTS
    own = budget.dkk_per_inhabitant * inhabitants + RETURNED_SHARE * MONTHS * saved
    return kroner_grid(max(0.0, own))


@rule
def price_of_money(value_per_100k: float, used_share: float) -> float:
    """Return the utility of 100,000 DKK when so much of the year's money is used."""
    return value_per_100k / (1.0 - min(max(used_share, 0.0), FULLEST))


@rule
def project_cost(develop_dkk: float, implement_dkk: float, complexity: float) -> float:
    """Return the expected cost of a project in DKK; the parts are those of complexity 1."""
    return kroner_grid(complexity * (develop_dkk * complexity + implement_dkk))


@rule
def savings(budget: Budget, productivity: float, running_dkk: float) -> float:
    """Return what a solution in use saves in a month, less what it costs to run, in DKK."""
    return kroner_grid(budget.savings_dkk_per_point * productivity - running_dkk)
