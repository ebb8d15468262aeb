"""R2 p. 25: choosing among copy, adapt, inspired and own, and saying afterwards what decided it.

The option of highest utility is chosen (random utility, McFadden 1974). Two other rules show what depends on this: the first
option that is better than leaving things as they are, known solutions before own work (satisficing, Simon 1955), and choosing
by the success of tied users (imitation, after Schlag 1998; `evidence.py`). The order and the forms are assumptions.

The table has a row for each option (row 0: leave it, row 1: own work, then reuse, the most promising solution first) and a
column for each term.

Random utility (McFadden 1974): what the model does not know about a choice, part lasting and part of the year.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import Mode
from diffusion_sim.draws import gumbel, streams
from diffusion_sim.draws.address import Word
from diffusion_sim.jit import long_rule, rule, unchecked_rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, choice, number

MECHANISM = Mechanism(
    phase="decide",
    en=Words(
        "The choice", "Copy, adapt, take inspiration, develop one's own, or leave it: the option of highest utility."
    ),
    da=Words(
        "Valget", "Kopiér, tilpas, lad dig inspirere, udvikl selv eller lad være: den mulighed, der har størst nytte."
    ),
    claims=(
        Claim(
            number=2,
            page="8, 25",
            en="copy, adapt, or be inspired",
            da="kopiér, tilpas eller lad dig inspirere",
            neutral={"appraisal.consideration_size": 0},
            scenario="baseline",
            measure="implemented_per_year",
            uses=(
                "appraisal.constant_copy",
                "appraisal.constant_adapt",
                "appraisal.constant_inspired",
                "appraisal.constant_own",
            ),
        ),
    ),
    draws=(
        Draw(
            streams.TASTE_LASTING,
            "lasting tastes (block of four)",
            entity="the solution",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.TASTE_YEARLY,
            "this year's tastes (block of four)",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
    ),
)


class Appraisal(Parameters, section="appraisal", da="Beslutningen"):
    """Random utility (McFadden 1974); every term is in units of the taste scale."""

    # fmt: off
    rule: Literal["utility", "satisficing", "imitation", "adopt_when_aware"] = choice(
        "utility",
        en=("Rule of decision",
            "utility: the option of highest utility; satisficing: the first that is better than leaving things as they are; imitation: a solution is judged by its tied users' success; adopt_when_aware: awareness is adoption, as in models of contagion."),
        da=("Beslutningsregel",
            "utility: nyttemaksimering; satisficing: den første mulighed, der er bedre end at lade være; imitation: en løsning bedømmes efter, hvad forbundne kommuner får ud af den; adopt_when_aware: man tager i brug, hvad man hører om, som i smittemodeller."),
        source="McFadden 1974; Simon 1955; Schlag 1998",
    )
    consideration_size: int = number(
        3, unit="solutions", between=(0, 50), neutral=0, reach="fixed",
        en=("Solutions looked at closely",
            "Known solutions that are looked at closely, the most promising first; with 0 nothing is reused."),
        da=("Løsninger, der vurderes",
            "Antal kendte løsninger, der vurderes nærmere, de mest lovende først; med 0 genbruges intet."),
        source="assumption",
    )
    benefit_weight: float = number(
        3.0, unit="utility per benefit", between=(0, 50),
        en=("Weight of benefit", "Utility of one unit of expected benefit."),
        da=("Nyttens vægt", "Hvad én enhed forventet nytte vejer i beslutningen."),
        source="assumption; scale of the random part",
    )
    effort_weight: float = number(
        1.0, unit="factor", between=(0, 20), neutral=0.0,
        en=("Weight of effort", "Factor on what work costs in utility: 0.4 for copying, 0.7 for adapting and 1.2 for inspired development, each for a unit of complexity, and 1.6 for own development."),
        da=("Indsatsens vægt", "Faktor på det, arbejdet koster i beslutningen: 0,4 ved kopiering, 0,7 ved tilpasning og 1,2 ved inspireret udvikling, hver pr. enhed kompleksitet, og 1,6 ved egenudvikling."),
        source="assumption; R7 p. 27: reuse takes less work",
    )
    constant_copy: float = number(
        1.35, unit="utility (Gumbel scale 1)", between=(-20, 20), neutral=0.0, grade="calibrated",
        en=("Unexplained: copying", "What the other terms do not explain about copying."),
        da=("Uforklaret: kopiering", "Det ved at kopiere, som de øvrige led ikke forklarer."),
        source="fitted to the barometer's mix, wave 4",
    )
    constant_adapt: float = number(
        1.65, unit="utility (Gumbel scale 1)", between=(-20, 20), neutral=0.0, grade="calibrated",
        en=("Unexplained: adapting", "What the other terms do not explain about adapting."),
        da=("Uforklaret: tilpasning", "Det ved at tilpasse, som de øvrige led ikke forklarer."),
        source="fitted to the barometer's mix, wave 4",
    )
    constant_inspired: float = number(
        0.2, unit="utility (Gumbel scale 1)", between=(-20, 20), neutral=0.0, grade="calibrated",
        en=("Unexplained: inspiration", "What the other terms do not explain about inspiration."),
        da=("Uforklaret: inspiration", "Det ved inspiration, som de øvrige led ikke forklarer."),
        source="fitted to the barometer's mix, wave 4",
    )
    constant_own: float = number(
        1.6, unit="utility (Gumbel scale 1)", between=(-20, 20), neutral=0.0, grade="calibrated",
        en=("Unexplained: own development", "What the other terms do not explain about own development."),
        da=("Uforklaret: egenudvikling", "Det ved egenudvikling, som de øvrige led ikke forklarer."),
        source="fitted to the barometer's mix, wave 4",
    )
    social_proof: float = number(
        0.0, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0,
        en=("Social proof", "Utility when all contacts use the solution."),
        da=("Andres eksempel", "Nytten, når alle kontakter bruger løsningen."),
        source="0 by choice: peers already act through hearing",
    )
    taste_correlation: float = number(
        0.6, unit="share", between=(0, 1), reach="fixed",
        en=("Lasting tastes", "Share of the variance of tastes that stays from year to year."),
        da=("Varige præferencer", "Andelen af præferencernes varians, der er den samme fra år til år."),
        source="assumption",
    )
    # fmt: on


Table = npt.NDArray[np.float64]
Sums = npt.NDArray[np.float64]
COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)
SWITCHING_COST = 1.0
"""Utility lost by replacing what is in use (Gumbel scale 1): assumption."""
EFFORT_COPY, EFFORT_ADAPT, EFFORT_INSPIRED, EFFORT_OWN = 0.4, 0.7, 1.2, 1.6
"""Effort of each mode in units of utility (Gumbel scale 1), for complexity 1. Assumption; R7 p. 27: reuse takes less work."""


FIRST_REUSE = 2
"""Row of the first option of reuse; leaving it and own work come before."""


@rule
def effort_of(weight: float, mode: int) -> float:
    """Return what the work of a mode costs in utility, for complexity 1."""
    if mode == COPY:
        return weight * EFFORT_COPY
    if mode == ADAPT:
        return weight * EFFORT_ADAPT
    return weight * (EFFORT_INSPIRED if mode == INSPIRED else EFFORT_OWN)


@rule
def total(table: Table, row: int, without: int) -> float:
    """Return the sum of a row's terms from left to right; ``without`` is a column left out (-1: none)."""
    added = 0.0
    for column in range(table.shape[1]):
        if column != without:
            added += table[row, column]
    return added


@long_rule
def best_option(table: Table, options: int, without: int) -> int:
    """Return the row of highest utility, the first of equals; ``without`` is a column left out (-1: none)."""
    best, highest = 0, 0.0
    for row in range(options):
        worth = total(table, row, without)
        if row == 0 or worth > highest:
            best, highest = row, worth
    return best


@long_rule
def first_good_option(table: Table, options: int, without: int) -> int:
    """Return the first row of reuse with more utility than leaving it, else own work if it has, else 0; ``without`` as above."""
    leaving = total(table, 0, without)
    for row in range(FIRST_REUSE, options):
        if total(table, row, without) > leaving:
            return row
    return 1 if options > 1 and total(table, 1, without) > leaving else 0


DOUBT = 1.0e-12
"""Two sums that differ by less than this share of the largest may do so by rounding: they are added up again, in the terms' order."""
LOWEST = -1.0e300


@long_rule
def flip_set(table: Table, sums: Sums, options: int, chosen: int) -> int:
    """Return a bit for each single term without which another option would have been chosen; 0 is an answer too.

    ``sums`` is room for a number for each option and each term.
    """
    terms, largest = table.shape[1], 0.0
    for row in range(options):
        total, size = 0.0, 0.0
        for column in range(terms):
            total += table[row, column]
            size += abs(table[row, column])
        sums[row] = total
        largest = max(largest, size)
    bits, best_without = 0, sums[options:]
    for column in range(terms):
        best_without[column] = LOWEST
    for row in range(options):
        if row != chosen:
            for column in range(terms):
                best_without[column] = max(best_without[column], sums[row] - table[row, column])
    for column in range(terms):
        mine, best = sums[chosen] - table[chosen, column], best_without[column]
        in_doubt = abs(mine - best) <= DOUBT * largest
        if best_option(table, options, column) != chosen if in_doubt else best > mine:
            bits |= 1 << column
    return bits


@long_rule
def shortfall(table: Table, chosen: int, row: int) -> float:
    """Return by how much utility the option in ``row`` fell short of the chosen one; 0 when it is the chosen."""
    gap = 0.0
    for column in range(table.shape[1]):
        gap += table[chosen, column] - table[row, column]
    return max(0.0, gap) if row != chosen else 0.0


@unchecked_rule
def taste(lasting: Word, yearly: Word, correlation: float) -> float:
    """Return sqrt(rho) G1 + sqrt(1 - rho) G2 with standard Gumbel G1, G2: correlation rho between two years."""
    return math.sqrt(correlation) * gumbel(lasting) + math.sqrt(1.0 - correlation) * gumbel(yearly)
