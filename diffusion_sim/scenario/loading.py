"""Loading a scenario file, and all that it extends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.errors import InputError
from diffusion_sim.files import is_file, read_json, refuse_unreadable
from diffusion_sim.scenario.changes import extended, file_keys, resolve_files
from diffusion_sim.scenario.checking import refuse, scenario_problems
from diffusion_sim.scenario.scenario import Scenario
from diffusion_sim.scenario.toml_files import read_toml
from diffusion_sim.scenario.values import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_CHAIN = 50
"""Files that extend one another."""


class Layer(NamedTuple):
    """One file of a chain of ``extends``."""

    path: Path
    table: dict[str, Any]

    @property
    def where(self) -> str:
        """How messages name the file."""
        return self.path.as_posix()


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    path
        A TOML file, or the ``manifest.json`` of a results folder, which holds the scenario of its run. ``extends = "../baseline.toml"`` (relative to the file that says so) names what it differs
        from, which may extend another file in turn; without it the file differs from the defaults of the package.
        Sections keep what a file does not name. ``[[interventions]]``, ``[[innovations]]``, ``[[organisations]]`` and
        ``[[partnerships]]`` are added to the inherited ones, and one with the name of an inherited one takes its place. Name and description are not
        inherited: the name is the file's own, without ``.toml``, when it gives none.

    Returns
    -------
    Scenario
        Complete and checked. File names in it are absolute.

    Raises
    ------
    InputError
        When anything in any of the files cannot be used; all problems of a file at once, in at most three lines.
    """
    if Path(path).suffix == ".json":
        return _of_manifest(Path(path))
    layers = list(_chain(Path(path)))
    own = layers[0]
    table: dict[str, Any] = {}
    for layer in reversed(layers):
        refuse(scenario_problems(layer.table, layer.where))
        table = extended(table, resolve_files(layer.table, layer.path.parent, layer.where))
    named = {"name": own.table.get("name", own.path.stem), "description": own.table.get("description", "")}
    return Scenario.from_table({**table, **named}, own.where)


def _of_manifest(path: Path) -> Scenario:
    """Return the scenario of a results folder; its own files are looked for here, then beside the manifest."""
    content = read_json(path)
    table = content.get("scenario") if isinstance(content, dict) and content.get("kind") == "run" else None
    if not isinstance(table, dict):
        found = "is no manifest of a run"
        raise InputError(
            path.as_posix(), found, "valid: manifest.json from a folder of `run`, or within one of `compare`"
        )
    folder = Path.cwd() if _has_its_files(table, Path.cwd()) else path.parent
    return Scenario.from_table(resolve_files(table, folder, path.as_posix()), path.as_posix())


def _has_its_files(table: dict[str, Any], folder: Path) -> bool:
    named = [table.get(section, {}).get(name, "") for section, name in file_keys()]
    return all(is_file(folder / name) for name in named if isinstance(name, str) and name)


def _chain(path: Path) -> Iterator[Layer]:
    """Yield the file, then what it extends, to the last."""
    seen: list[Path] = []
    parent: Path | None = path
    while parent is not None:
        current, parent = parent, None
        table = plain(read_toml(current, current.as_posix()))
        _refuse_cycle(seen, current)
        seen.append(current)
        base = table.pop("extends", None)
        yield Layer(current, table)
        if base is not None:
            parent = _extended_path(current, base)


def _extended_path(path: Path, base: object) -> Path:
    where = f"{path.as_posix()}: extends"
    if not isinstance(base, str) or not base:
        raise InputError(where, f"found {shown(base)}", 'valid: the path of one scenario file, as "../baseline.toml"')
    parent = Path(os.path.normpath(path.parent / base))
    refuse_unreadable(parent, where, base)
    return parent


def _refuse_cycle(seen: list[Path], current: Path) -> None:
    if len(seen) >= LONGEST_CHAIN:
        raise InputError(f"{seen[-1].as_posix()}: extends", f"is file {LONGEST_CHAIN + 1} of a chain", "valid: fewer")
    if current.resolve() in [path.resolve() for path in seen]:
        names = " -> ".join(path.name for path in (*seen, current))
        raise InputError(f"{seen[-1].as_posix()}: extends", f"leads back to where it began ({names})", "")
