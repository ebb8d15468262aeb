"""One answer to one problem in one era."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diffusion_sim.exact import exp
from diffusion_sim.results.record import NEVER

if TYPE_CHECKING:
    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.rules.nature import Nature


@dataclass(eq=False, slots=True)
class Solution:
    """A solution, compared by identity: the same answer is the same object."""

    index: int
    identity: Entity
    origin: Municipality | None
    """None for a solution from outside the municipalities."""
    source: int
    """Index into EXTERNAL_SOURCES; -1 for a municipality's."""
    problem: int
    era: int
    ordinal: int
    parent: Solution | None
    born: int
    nature: Nature
    innovation: int = -1
    live: bool = True
    """False once its problem has changed."""
    first_use: int = NEVER
    push_until: int = NEVER
    """Month in which its source stops pushing it."""
    visible_until: int = NEVER
    """Month in which a prize stops making it visible."""
    evaluated: bool = False
    """Its effects in use have been documented somewhere (R26)."""

    @property
    def benefit(self) -> float:
        """Gross benefit per month in a perfectly fitting place."""
        return exp(self.nature.log_benefit)
