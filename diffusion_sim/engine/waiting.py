"""Whether anything waits for this month: asked of many problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.kernel import inlined

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Smalls

AT_ONCE = 32
"""Problems that are asked of at once."""


@inlined
def is_due(months: Smalls, first: int, last: int, month: int) -> bool:
    """Tell whether any of some months in a row has come; there is no jump, so that many are compared at once."""
    due = 0
    for of_one in months[first:last]:
        due |= of_one <= month
    return due != 0
