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
    return {
        "format": FORMAT,
        "run_id": context.run_id,
        "state": result.state,
        "seed": context.seed,
        "replications": context.replications,
        "finished": [record.replication for record in result.records],
        "version": context.version,
        "dependencies": {name: _installed(name) for name in DEPENDENCIES},
        "scenario_hash": context.scenario_hash,
        "scenario": context.scenario.to_portable_dict(),
        "data_checksums": dict(sorted(context.data_checksums)),
    }


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
