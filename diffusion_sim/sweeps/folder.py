"""The folder of a sweep: what it was asked, what has finished, and at last the tables."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.results.storage import as_json, replace_text
from diffusion_sim.sweeps.journal import NAME as JOURNAL

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.sweeps.plan import Plan

MANIFEST = "manifest.json"
KIND = "sweep"
_NEW_FOLDER = "continue with the plan and version it was begun with, or name a new folder with --out"


def describe_plan(plan: Plan, checksums: dict[str, str]) -> dict[str, Any]:
    """Return all that the outcomes depend on, equal on every machine."""
    asked = json.loads(plan.model_dump_json(exclude={"scenario", "against", "name", "description"}))
    against = plan.against and {"scenario": plan.against.to_portable_dict(), "scenario_hash": plan.against.identity()}
    return {
        "kind": KIND,
        "name": plan.name,
        "version": version("diffusion-sim"),
        **asked,
        "scenario": plan.scenario.to_portable_dict(),
        "scenario_hash": plan.scenario.identity(),
        "against": against,
        "data_checksums": checksums,
    }


def begin(folder: Path, asked: dict[str, Any]) -> None:
    """Make the folder, or check that what is in it was begun with the same plan.

    Raises
    ------
    InputError
        If the folder holds something else, or was begun with another plan, version or data.
    """
    manifest = folder / MANIFEST
    if manifest.is_file():
        _refuse_other(manifest, asked)
    elif folder.is_dir() and any(entry.name != f"{MANIFEST}.part" for entry in folder.iterdir()):
        raise InputError(
            folder.as_posix(), "exists and holds something other than a sweep", "name a new folder with --out"
        )
    else:
        folder.mkdir(parents=True, exist_ok=True)
        unfinish(folder, asked)


def keeps_full_tables(folder: Path) -> bool:
    """Tell whether a sweep was begun here that keeps full tables."""
    manifest = folder / MANIFEST
    return manifest.is_file() and _content(manifest).get("full_tables") is True


def unfinish(folder: Path, asked: dict[str, Any]) -> None:
    """Say that points are missing."""
    replace_text(folder / MANIFEST, as_json({**asked, "state": "partial"}))


def _refuse_other(manifest: Path, asked: dict[str, Any]) -> None:
    begun = _content(manifest)
    if begun.get("kind") != KIND:
        found = "exists and holds something other than a sweep"
        raise InputError(manifest.parent.as_posix(), found, "name a new folder with --out")
    for key, before, now in _differences(begun, json.loads(as_json(asked))):
        raise InputError(manifest.parent.as_posix(), f"was begun with {key} = {before}, now it is {now}", _NEW_FOLDER)


def _content(manifest: Path) -> dict[str, Any]:
    try:
        begun = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(manifest.as_posix(), "is damaged", "name a new folder with --out") from None
    return begun if isinstance(begun, dict) else {}


def _differences(begun: dict[str, Any], asked: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return what differs, the deepest keys that tell it; hashes say nothing to a reader and come last."""
    found = []
    for key in sorted(set(begun) | set(asked), key=lambda key: (key.endswith(("hash", "checksums")), key)):
        before, now = begun.get(key), asked.get(key)
        if key in {"state", "tables", "name"} or before == now:
            continue
        if isinstance(before, dict) and isinstance(now, dict):
            found += [(f"{key}.{inner}", was, is_now) for inner, was, is_now in _differences(before, now)]
        else:
            found.append((key, before, now))
    return found


def finish(folder: Path, asked: dict[str, Any], tables: dict[str, Any]) -> None:
    """Say that the folder is whole."""
    replace_text(folder / MANIFEST, as_json({**asked, "state": "complete", "tables": tables}))


def journal_of(folder: Path) -> Path:
    """Return where finished points are kept."""
    return folder / JOURNAL
