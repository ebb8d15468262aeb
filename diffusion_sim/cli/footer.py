"""What stands under every table of results: where they come from, and what they are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result

SHORT_HASH = 12
NO_FORECAST = "Model output under the assumptions of the scenario, not a forecast."


def footer(results: Iterable[Result]) -> str:
    """Return scenario, hash, seed, replications and version, then that this is no forecast."""
    return "\n".join([*(_provenance(result) for result in results), NO_FORECAST])


def _provenance(result: Result) -> str:
    context = result.context
    finished = len(result.records)
    asked = f" of {context.replications}" if finished != context.replications else ""
    noun = "replication" if context.replications == 1 else "replications"
    return (
        f"{context.title}, scenario {context.scenario_hash[:SHORT_HASH]}, seed {context.seed}, "
        f"{finished}{asked} {noun}, version {context.version}"
    )
