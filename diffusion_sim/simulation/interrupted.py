"""What is left when a run is stopped from the keyboard or by a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result


class Interrupted(KeyboardInterrupt):
    """A run was stopped; ``result`` holds the replications that had finished, or is None when none had."""

    def __init__(self, result: Result | None) -> None:
        self.result = result
        super().__init__("stopped before all replications had finished")
