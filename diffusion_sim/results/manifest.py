"""The manifest: all that is needed to repeat a run, the same for the same input wherever and whenever it ran."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result

FORMAT = 1
DEPENDENCIES = ("numpy", "pandas", "pyarrow", "mesa", "networkx")


def describe_run(result: Result) -> dict[str, Any]:
    """Return run id, state, versions, checksums and the whole scenario, as plain data."""
    context = result.context
    told = {
        "format": FORMAT,
        "run_id": context.run_id,
        "state": result.state,
        "seed": context.seed,
        "replications": context.replications,
        "finished": [record.replication for record in result.records],
        "version": context.version,
        "dependencies": dependencies(),
        "scenario_hash": context.scenario_hash,
        "scenario": context.scenario.to_portable_dict(),
        "data_checksums": dict(sorted(context.data_checksums)),
    }
    if context.municipality:
        told["municipality"] = context.municipality
    return told if context.posterior is None else told | {"posterior": describe_posterior(result)}


def describe_posterior(result: Result) -> dict[str, Any]:
    """Return which parameters were drawn from where, and which draw each finished replication took."""
    context, posterior = result.context, result.context.posterior
    if posterior is None:
        return {}
    kept = posterior.kept_by(context.scenario)
    return {
        "name": posterior.name,
        "sha256": posterior.digest,
        "drawn": [key for key in posterior.keys if key not in kept],
        "kept_as_the_scenario_sets_them": list(kept),
        "draw_of_replication": [posterior.row_of(context.seed, r.replication) + 1 for r in result.records],
        "world_low_and_world_high": "2.5 and 97.5 % of worlds, each with a draw of its own: luck and parameters",
        "low_and_high": "95 % interval of the mean over worlds and draws; it narrows with more replications",
    }


def dependencies() -> dict[str, str]:
    """Return the versions of the packages that results depend on."""
    return {name: _installed(name) for name in DEPENDENCIES}


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
