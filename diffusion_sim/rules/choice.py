"""R2 p. 25: choosing among copy, adapt, inspired and own, and saying afterwards what decided it.

The option of highest utility is chosen (random utility, McFadden 1974).

The table has a row for each option (row 0: leave it) and a column for each term.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diffusion_sim.compiled import long_rule, rule
from diffusion_sim.rules.codes import Mode

Table = npt.NDArray[np.float64]
COPY, INSPIRED = int(Mode.COPY), int(Mode.INSPIRED)


@long_rule
def best_option(table: Table, options: int, without: int) -> int:
    """Return the row of highest utility, the first of equals; ``without`` is a column left out (-1: none)."""
    best, highest = 0, 0.0
    for row in range(options):
        total = 0.0
        for column in range(table.shape[1]):
            if column != without:
                total += table[row, column]
        if row == 0 or total > highest:
            best, highest = row, total
    return best


@rule
def flip_set(table: Table, options: int, chosen: int) -> int:
    """Return a bit for each single term without which another option would have been chosen; 0 is an answer too."""
    bits = 0
    for column in range(table.shape[1]):
        if best_option(table, options, column) != chosen:
            bits |= 1 << column
    return bits


@long_rule
def shortfall(table: Table, chosen: int, row: int) -> float:
    """Return by how much utility the option in ``row`` fell short of the chosen one; 0 when it is the chosen."""
    gap = 0.0
    for column in range(table.shape[1]):
        gap += table[chosen, column] - table[row, column]
    return max(0.0, gap) if row != chosen else 0.0
