"""Which single terms decided an appraisal: as the rule says, but told from rounded sums wherever they are far enough apart.

The rule adds up each row once for each term left out. Here each row is added up once and a term subtracted; the result
differs from the rule's by less than a millionth of a millionth of the largest sum, so it can be trusted where the best
option leads by more than that, and the rule itself is asked where it does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.kernel import kernel
from diffusion_sim.rules.choice import best_option
from diffusion_sim.rules.terms import Terms

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Reals

DOUBT = 1.0e-12
LOWEST = -1.0e300
TERMS = len(Terms._fields)


@kernel
def flips(table: Reals, sums: Reals, options: int, chosen: int) -> int:
    """Return the rule's flip set; ``sums`` is room for a number for each option and each term."""
    largest = 0.0
    for row in range(options):
        total, size = 0.0, 0.0
        for column in range(table.shape[1]):
            total += table[row, column]
            size += abs(table[row, column])
        sums[row] = total
        largest = max(largest, size)
    bits, best_without = 0, sums[options:]
    for column in range(TERMS):
        best_without[column] = LOWEST
    for row in range(options):
        if row != chosen:
            for column in range(TERMS):
                best_without[column] = max(best_without[column], sums[row] - table[row, column])
    for column in range(TERMS):
        mine, best = sums[chosen] - table[chosen, column], best_without[column]
        in_doubt = abs(mine - best) <= DOUBT * largest
        if best_option(table, options, column) != chosen if in_doubt else best > mine:
            bits |= 1 << column
    return bits
