"""Results folders: their names, and never writing over anything else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from diffusion_sim.errors import InputError

Kind = Literal["run", "comparison", "robustness"]

MANIFEST = "manifest.json"
PARTS: dict[Kind, re.Pattern[str]] = {
    "run": re.compile(
        r"(monthly|municipalities|solutions|cases)\.parquet|summary\.csv|run\.json|figures|report\.html|.*\.part"
    ),
    "comparison": re.compile(r"effects\w*\.csv|\d+_\w+|figures|report\.html|.*\.part"),
    "robustness": re.compile(r"(countries|robustness)\.csv|failed\.txt|.*\.part"),
}
"""What an unfinished results folder, one without a manifest, may hold."""
WORDS: dict[Kind, str] = {
    "run": "results of a run",
    "comparison": "results of a comparison",
    "robustness": "results of a comparison in many countries",
}
LONGEST_NAME = 60
RESULTS = Path("results")


def default_folder(name: str, identity: str) -> Path:
    """Return ``results/NAME-ID``."""
    return RESULTS / f"{plain_name(name)}-{identity}"


def plain_name(name: str) -> str:
    """Return a name that every file system takes."""
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:LONGEST_NAME] or "scenario"


def refuse_unusable(out: Path | None, kind: Kind) -> None:
    """Refuse, before anything runs, a results folder that could not be written afterwards.

    Without ``--out`` the folder's own name is known only after the run; then the folder around it is checked.
    """
    try:
        if out is not None:
            refuse_occupied(out, kind)
        refuse_unwritable(out or RESULTS)
    except OSError as error:  # a name that is too long, for one
        found = f"cannot be used ({error.strerror})"
        raise InputError(f"{(out or RESULTS).as_posix():.60}", found, "name a folder with --out") from None


def refuse_occupied(folder: Path, kind: Kind) -> None:
    """Refuse a folder that holds anything but results of this kind."""
    if folder.is_dir() and any(folder.iterdir()) and not _holds(folder, kind):
        found = f"exists and holds something other than the {WORDS[kind]}"
        raise InputError(folder.as_posix(), found, "name a new or empty folder with --out")


def refuse_unwritable(folder: Path) -> None:
    """Refuse a folder that cannot be made or written."""
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not existing.is_dir():
        raise InputError(existing.as_posix(), "is a file", "name a folder with --out")
    try:
        TemporaryFile(dir=existing).close()
    except OSError as error:
        found = f"cannot be written in {existing.as_posix()} ({error.strerror})"
        raise InputError(folder.as_posix(), found, "name another folder with --out") from None


def _holds(folder: Path, kind: Kind) -> bool:
    manifest = folder / MANIFEST
    if manifest.is_file():
        return _kind_told(manifest) == kind
    return all(PARTS[kind].fullmatch(entry.name) for entry in folder.iterdir())


def _kind_told(manifest: Path) -> str:
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return "neither"
    if not isinstance(told, dict):
        return "neither"
    return str(told.get("kind", "run" if "run_id" in told else "neither"))
