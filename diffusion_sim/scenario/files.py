"""The user's own network files: finding them from the scenario file, and naming them for any machine."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Mapping


def resolve_files(table: Mapping[str, Any], folder: Path, where: str) -> dict[str, Any]:
    """Return the table with relative paths read from ``folder``; refuse a file that is not there."""
    resolved = dict(table)
    for section, name in _file_keys():
        value = resolved.get(section, {}).get(name, "")
        if value:
            path = (folder / value).resolve()
            if not path.is_file():
                raise InputError(f"{where}: {section}.{name}", f'found "{value}", and there is no file {path}')
            resolved[section] = {**resolved[section], name: path.as_posix()}
    return resolved


def without_folders(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with file names only, equal on every machine."""
    return _with_files(table, lambda path: path.name)


def with_contents(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with the checksum of each file in place of its path (its name where it cannot be read)."""
    return _with_files(table, _checksum)


def _checksum(path: Path) -> str:
    return "sha256:" + sha256(path.read_bytes()).hexdigest() if path.is_file() else path.name


def _with_files(table: Mapping[str, Any], change: Any) -> dict[str, Any]:  # noqa: ANN401 - a function of a path
    changed = dict(table)
    for section, name in _file_keys():
        if changed[section][name]:
            changed[section] = {**changed[section], name: change(Path(changed[section][name]))}
    return changed


def _file_keys() -> list[tuple[str, str]]:
    return [(each.section, each.name) for each in declarations().values() if each.kind == "file"]
