"""R22 p. 16-18: top management orders an innovation for delivery: something is begun, and few feel that it is theirs.

In an ordered appraisal leaving it is no option, and what is begun has ``ordered_ownership_share`` of the usual
ownership. How often, and how little, is an assumption.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from diffusion_sim.compiled import long_rule, rule
from diffusion_sim.rules.choice import best_option
from diffusion_sim.rules.constraint import OUT_OF_BOUNDS

Table = npt.NDArray[np.float64]


@long_rule
def best_action(table: Table, options: int) -> int:
    """Return the row of highest utility when row 0, leaving it, is no option; 0 when all else is out of bounds."""
    row = 1 + best_option(table[1:], options - 1, -1)
    total = 0.0
    for column in range(table.shape[1]):
        total += table[row, column]
    return row if total > 0.5 * OUT_OF_BOUNDS else 0


@rule
def felt_ownership(usual_share: float, ordered: int, ordered_ownership_share: float) -> float:
    """Return the share of ownership felt for work that was ordered (1) or chosen (0)."""
    return usual_share * ordered_ownership_share if ordered == 1 else usual_share
