"""What is left when a run is stopped from the keyboard, or when some of its replications fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result


class Interrupted(KeyboardInterrupt):
    """A run was stopped; ``result`` holds the replications that had finished, or is None when none had."""

    def __init__(self, result: Result | None) -> None:
        self.result = result
        super().__init__("stopped before all replications had finished")


class Failure(NamedTuple):
    """A replication that came to no end."""

    replication: int | None
    """None when it is not known which one"""
    error: Exception

    def __str__(self) -> str:
        """Name the replication and what went wrong."""
        which = "a replication" if self.replication is None else f"replication {self.replication}"
        return f"{which} ({type(self.error).__name__}: {self.error})"


class ReplicationError(RunError):
    """Some replications failed; ``result`` holds the others, or is None when there are none.

    Of a comparison it is a :class:`Comparison` of the replications that finished under every policy.
    """

    def __init__(self, failures: Sequence[Failure], result: Result | Comparison | None) -> None:
        self.failures, self.result = tuple(failures), result
        more = f" and {len(failures) - 1} more" if len(failures) > 1 else ""
        kept = "none finished" if result is None else "those that finished are in the error's `result`"
        super().__init__(f"failed: {failures[0]}{more}; {kept}")
