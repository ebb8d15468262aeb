"""R13 p. 10: from temporary projects to permanent functions: what a grant began goes over to permanent money.

``traits.permanence`` is the share of work on permanent money; it lowers grant seeking and the cliff. Embedding takes a
project in use off the cliff altogether, with chance ``embedding_share``. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule

NEVER_LOST = 1.0e6
"""A resistance that no hazard at the cliff reaches."""


@rule
def resistance_at_cliff(drawn: float, embedding_share: float, draw: float) -> float:
    """Return the resistance against losing what is in use when its grant ends; ``draw`` is uniform."""
    return NEVER_LOST if draw < embedding_share else drawn
