"""The general engine set up as a plain model of contagion, by an ordinary scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diffusion_sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

CONTAGION = {
    "problems.fields": [], "time.burn_in_months": 0, "appraisal.rule": "adopt_when_heard",
    "work.months_copy": 0.0, "implementation.mean_months": 0.0, "implementation.failure_per_month": 0.0,
    "capacity.projects_per_field": 10_000, "funding.grant_seeking_share": 0.0, "operation.stop_per_year": 0.0,
    "agenda.reviews_per_year": 0.0, "external.push_per_month": 0.0,
    "network.places": "synthetic", "network.normalisation": "count",
}  # fmt: skip
"""Hearing is adopting at once, nothing else happens, every tie weighs 1."""


def contagion(innovations: Sequence[Mapping[str, Any]], months: int, **changes: Any) -> Scenario:  # noqa: ANN401
    """Return a model of contagion with given innovations; keys are written with two underscores for the dot."""
    given = {"innovations": list(innovations), "time.months": months}
    return Scenario().with_changes(CONTAGION | given | dotted(changes))


def dotted(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes with a dot for each two underscores."""
    return {key.replace("__", "."): value for key, value in changes.items()}


def network_files(folder: Path, nodes: Iterable[Mapping[str, Any]], edges: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Write a network to two files; return the changes that make a scenario use it."""
    rows = list(nodes)
    header = list(rows[0])
    folder.mkdir(parents=True, exist_ok=True)
    lines = [",".join(header), *(",".join(str(row[column]) for column in header) for row in rows)]
    (folder / "nodes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "edges.csv").write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in edges), encoding="utf-8")
    return {
        "network.kind": "file",
        "network.nodes_file": str(folder / "nodes.csv"),
        "network.edges_file": str(folder / "edges.csv"),
    }
