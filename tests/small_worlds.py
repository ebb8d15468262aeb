"""Small scenarios that several folders of tests run: they take a tenth of a second, not ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diffusion_sim.model import DiffusionModel
from diffusion_sim.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SMALL = {"problems.fields": ["Eldercare"], "problems.per_field": 2, "time.burn_in_months": 24, "time.months": 24}
"""All 98 municipalities with two problems for four years."""

CONTAGION = {
    "problems.fields": [], "time.burn_in_months": 0, "appraisal.rule": "adopt_when_heard",
    "work.months_copy": 0.0, "implementation.mean_months": 0.0, "implementation.failure_per_month": 0.0,
    "capacity.projects_per_field": 10_000, "funding.grant_seeking_share": 0.0, "operation.stop_per_year": 0.0,
    "agenda.reviews_per_year": 0.0, "external.push_per_month": 0.0,
    "network.places": "synthetic", "network.normalisation": "count",
}  # fmt: skip
"""A plain model of contagion: hearing is adopting at once, nothing else happens, every tie weighs 1."""


def small(**changes: Any) -> Scenario:
    """Return the small scenario with changes; keys are written with two underscores for the dot."""
    return Scenario().with_changes(SMALL | dotted(changes))


def contagion(innovations: Sequence[Mapping[str, Any]], months: int, **changes: Any) -> Scenario:
    """Return a model of contagion with given innovations."""
    given = {"innovations": list(innovations), "time.months": months}
    return Scenario().with_changes(CONTAGION | given | dotted(changes))


def dotted(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("__", "."): value for key, value in changes.items()}


def run(scenario: Scenario, seed: int = 1, **more: Any) -> DiffusionModel:
    return DiffusionModel(scenario, seed, **more).run()


def same_bytes(one: DiffusionModel, other: DiffusionModel) -> bool:
    """Tell whether two runs left the same tables, to the last bit."""
    a, b = one.record(), other.record()
    return all(
        getattr(a, table).tobytes() == getattr(b, table).tobytes() for table in ("monthly", "cases", "solutions")
    )


def write_network(folder: Path, nodes: Iterable[Mapping[str, Any]], edges: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Write a user's network; return the changes that make a scenario use it."""
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
