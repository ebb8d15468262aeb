"""The folder of a calibration: what it was asked, what has been simulated, and at last what was found."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.results.storage import as_json, csv_text, replace_text
from diffusion_sim.scenario.posterior import CALIBRATED_AT

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from diffusion_sim.evidence.calibration.plan import Plan

MANIFEST, KIND = "manifest.json", "calibration"
POSTERIOR = "posterior.csv"
DEPENDENCIES = ("pyabc", "numpy", "scipy", "pandas")
_NEW_FOLDER = "continue with the plan and version it was begun with, or name a new folder with --out"


def describe_plan(plan: Plan, checksums: dict[str, str]) -> dict[str, Any]:
    """Return all that the draws depend on, equal on every machine."""
    asked = json.loads(plan.model_dump_json(exclude={"scenario", "description"}))
    return {
        "format": 1,
        "kind": KIND,
        "version": version("diffusion-sim"),
        "dependencies": {name: version(name) for name in DEPENDENCIES},
        **asked,
        "scenario_hash": plan.scenario.identity(),
        "scenario": plan.scenario.to_portable_dict(),
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
        _refuse_other(manifest, json.loads(as_json(asked)))
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        found = "exists and holds something other than a calibration"
        raise InputError(folder.as_posix(), found, "name a new folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    replace_text(manifest, as_json({**asked, "state": "partial"}))


def _refuse_other(manifest: Path, asked: dict[str, Any]) -> None:
    try:
        begun: Any = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(manifest.as_posix(), "is damaged", "name a new folder with --out") from None
    if not isinstance(begun, dict) or begun.get("kind") != KIND:
        found = "exists and holds something other than a calibration"
        raise InputError(manifest.parent.as_posix(), found, "name a new folder with --out")
    for key, now in asked.items():
        if begun.get(key) != now:
            found = f"was begun with {key} = {_short(begun.get(key))}, now it is {_short(now)}"
            raise InputError(manifest.parent.as_posix(), found, _NEW_FOLDER)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - letters in a sentence


def write_tables(folder: Path, tables: dict[str, str]) -> dict[str, Any]:
    """Write texts, each whole or not there; return their hashes."""
    for name, text in tables.items():
        replace_text(folder / name, text)
    return {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in tables.items()}


def finish(folder: Path, asked: dict[str, Any], found: dict[str, Any]) -> None:
    """Say that the folder is whole, and what came out."""
    replace_text(folder / MANIFEST, as_json({**asked, "state": "complete", **found}))


def posterior_text(plan: Plan, posterior: pd.DataFrame, tolerance: float) -> str:
    """Return the posterior file: where it comes from, then the draws."""
    keys = [key for key in posterior if key not in {"draw", "weight"}]
    values = {key: _value(plan, str(key)) for key in keys}
    head = (
        f"# Posterior draws of {plan.name}, from diffusion-sim {version('diffusion-sim')} calibrate, seed {plan.seed}",
        f"# scenario {plan.scenario.name} {plan.scenario.identity()}; tolerance {tolerance:g}; {len(posterior)} draws",
        "# Used by diffusion-sim run SCENARIO --posterior FILE. A statement under the model, not a forecast.",
        CALIBRATED_AT + json.dumps(values),
    )
    return "\n".join(head) + "\n" + csv_text(posterior)


def _value(plan: Plan, key: str) -> Any:  # noqa: ANN401 - a parameter may be of any type
    section, name = key.split(".")
    return getattr(getattr(plan.scenario, section), name)
