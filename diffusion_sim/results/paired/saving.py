"""A comparison as a folder: the tables of differences, and each result in a folder of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.results.manifest import describe_run
from diffusion_sim.results.storage import MANIFEST, as_json, csv_text, replace_text, save_result

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.paired.comparison import Comparison
    from diffusion_sim.results.result import Result

ComparisonFigures = Callable[["Comparison", Path], object]
EFFECTS, PLACES, HORIZONS = "effects.csv", "effects_by_municipality.csv", "effects_by_horizon.csv"


def save_comparison(
    comparison: Comparison, folder: Path, *, cases: bool = False, figures: ComparisonFigures | None = None
) -> Path:
    """Write the folder; the manifest comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    results = dict(zip(folder_names(comparison), (comparison.baseline, *comparison.others), strict=True))
    for name, result in results.items():
        save_result(result, folder / name, cases=cases)
    tables = {EFFECTS: comparison.summary(), PLACES: comparison.by_municipality(), HORIZONS: comparison.by_horizon()}
    texts = {name: _csv(table, comparison) for name, table in tables.items()}
    for name, text in texts.items():
        replace_text(folder / name, text)
    if figures is not None:
        figures(comparison, folder)
    replace_text(folder / MANIFEST, as_json(_manifest(results, texts)))
    return folder


def folder_names(comparison: Comparison) -> tuple[str, ...]:
    """Return a plain folder name for the baseline and each of the others, numbered in their order."""
    names = (comparison.baseline.context.scenario.name, *comparison.names)
    return tuple(f"{number}_{_plain(name)}" for number, name in enumerate(names))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "scenario"


def _csv(table: pd.DataFrame, comparison: Comparison) -> str:
    """Return CSV text; every row names both scenarios' hashes, seed and version."""
    context = comparison.baseline.context
    hash_of = {
        name: other.context.scenario_hash for name, other in zip(comparison.names, comparison.others, strict=True)
    }
    labelled = table.assign(
        scenario_hash=table["scenario"].map(hash_of), baseline=context.scenario.name,
        baseline_hash=context.scenario_hash, seed=context.seed, version=context.version,
    )  # fmt: skip
    return csv_text(labelled)


def _manifest(results: dict[str, Result], texts: dict[str, str]) -> dict[str, Any]:
    runs = {name: describe_run(result) for name, result in results.items()}
    state = "complete" if all(run["state"] == "complete" for run in runs.values()) else "partial"
    hashes = {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in texts.items()}
    return {"format": 1, "kind": "comparison", "state": state, "results": runs, "tables": hashes}
