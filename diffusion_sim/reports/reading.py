"""A results folder as a report needs it, checked against its manifest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from diffusion_sim.errors import DataError
from diffusion_sim.results.stored_result import load_result

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]
MANIFEST = "manifest.json"
VALID = "name a results folder that `run` or `compare` has written"
TABLE = {"run": "summary.csv", "comparison": "effects.csv"}
_RUN_ENTRIES = ("run_id", "seed", "replications", "finished", "version", "scenario_hash", "scenario", "tables")


class SavedResults(NamedTuple):
    """What one folder holds."""

    folder: Path
    kind: Literal["run", "comparison"]
    runs: tuple[dict[str, Any], ...]
    """The manifest of each run; of a comparison the baseline's first."""
    rows: tuple[Row, ...]
    """Rows of the summary, or of the paired differences."""
    sensitivity: tuple[tuple[str, tuple[Row, ...]], ...]
    """Tables of a sensitivity analysis kept in the folder, by name of file."""
    figures: tuple[Path, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names, the baseline's first."""
        if self.kind == "run":
            return (str(self.runs[0]["scenario"]["name"]),)
        others = dict.fromkeys(row["scenario"] for row in self.rows)
        return (str(self.runs[0]["scenario"]["name"]), *others)


def read_results(folder: Path) -> SavedResults:
    """Read and check a folder.

    Raises
    ------
    DataError
        If it is missing, unfinished or damaged.
    """
    if not folder.is_dir():
        raise DataError(folder.as_posix(), "is not a folder", VALID)
    manifest = _manifest(folder)
    if manifest.get("kind") == "comparison":
        return _comparison(folder, manifest)
    if manifest.get("kind") == "robustness":
        found = "holds a comparison in many countries (--uncertainty), of which there is no report"
        raise DataError(folder.as_posix(), found, "name a folder that `run`, or `compare` without it, has written")
    if manifest.get("kind") or "run_id" not in manifest:
        raise DataError((folder / MANIFEST).as_posix(), "is of neither a run nor a comparison", VALID)
    load_result(folder)
    return _results(folder, "run", (manifest,), manifest["tables"])


def _comparison(folder: Path, manifest: dict[str, Any]) -> SavedResults:
    runs = manifest.get("results")
    if not isinstance(runs, dict) or not runs:
        raise DataError((folder / MANIFEST).as_posix(), "names no results", VALID)
    for name in runs:
        load_result(folder / name)
    return _results(folder, "comparison", tuple(_manifest(folder / name) for name in runs), manifest.get("tables", {}))


def _results(
    folder: Path, kind: Literal["run", "comparison"], runs: tuple[dict[str, Any], ...], tables: dict[str, Any]
) -> SavedResults:
    for run in runs:
        missing = [entry for entry in _RUN_ENTRIES if entry not in run]
        if missing:
            raise DataError((folder / MANIFEST).as_posix(), f"has no entry `{missing[0]}`", VALID)
    table = TABLE[kind]
    rows = _rows(folder / table, tables.get(table, {}).get("content_sha256"))
    sensitivity = tuple((path.name, _rows(path, None)) for path in sorted(folder.glob("sensitivity*.csv")))
    return SavedResults(folder, kind, runs, rows, sensitivity, tuple(sorted((folder / "figures").glob("*.svg"))))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise DataError(folder.as_posix(), f"holds no {MANIFEST}, so it is unfinished or no results folder", VALID)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(path.as_posix(), f"is not valid JSON ({error})", VALID) from error
    if not isinstance(manifest, dict):
        raise DataError(path.as_posix(), "is not a manifest", VALID)
    return manifest


def _rows(path: Path, expected_hash: str | None) -> tuple[Row, ...]:
    if not path.is_file():
        raise DataError(path.as_posix(), "is missing", "the manifest lists it")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path.as_posix(), "is not text in UTF-8", "it was changed after it was written") from error
    if expected_hash is not None and hashlib.sha256(text.encode()).hexdigest() != expected_hash:
        raise DataError(path.as_posix(), "is not what the manifest says", "it was changed after it was written")
    return tuple(csv.DictReader(io.StringIO(text)))
