"""R20 p. 14: many constraints are mental, not real: some options are thought to be forbidden and are not weighed.

A solution, and own work on a problem, is out of bounds with chance ``perceived_constraint`` for as long as it lasts.
A free-municipality programme is an intervention that lowers it. The size is an assumption.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule

OUT_OF_BOUNDS = -1.0e9
"""Utility of what is thought to be forbidden: nothing outweighs it."""


@rule
def is_out_of_bounds(perceived_constraint: float, draw: float) -> bool:
    """Tell whether an option is thought to be forbidden; ``draw`` is uniform."""
    return draw < perceived_constraint
