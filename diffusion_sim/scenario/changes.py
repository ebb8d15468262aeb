"""What differs: laying changes over a scenario, KEY=VALUE as it is typed, names of files found from the file that names them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import DataError, InputError
from diffusion_sim.files import as_on_disk, read_bytes, refuse_unreadable
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTS = ("innovations", "organisations", "partnerships", "interventions")

Table = dict[str, Any]


def extended(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    """Lay a file's own entries over those that it extends.

    Sections keep what is not named again. Interventions and innovations are added to the inherited ones; one with
    the name of an inherited one takes its place.
    """
    lists = {key: _appended(base.get(key, ()), own.get(key, ())) for key in LISTS}
    return {**_sections_merged(base, own), **lists}


def replaced(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Table:
    """Lay changes over a whole scenario: as :func:`extended`, but a list given is the whole list."""
    lists = {key: changes.get(key, base.get(key, ())) for key in LISTS}
    return {**_sections_merged(base, changes), **lists}


def nested(changes: Mapping[str, Any], where: str) -> Table:
    """Turn dotted keys (``"prize.winners_per_year"``) into sections; whole sections may be given as well."""
    table: Table = {}
    for key, value in changes.items():
        if not isinstance(key, str):
            raise InputError(where, f"found {key!r} as a key", 'valid: texts, as "prize.winners_per_year"')
        section, dot, name = key.partition(".")
        addition = {name: value} if dot else value
        table[section] = _entry_merged(table.get(section), addition)
    return table


def _sections_merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    merged = {key: value for key, value in base.items() if key not in LISTS}
    for key, value in own.items():
        if key not in LISTS:
            merged[key] = _entry_merged(base.get(key), value)
    return merged


def _entry_merged(inherited: object, own: object) -> object:
    """Lay a section over a section; anything else takes the place of what was there."""
    return {**inherited, **own} if isinstance(inherited, Mapping) and isinstance(own, Mapping) else own


def _appended(inherited: tuple[Table, ...], own: tuple[Table, ...]) -> tuple[Table, ...]:
    by_name = {table["name"]: table for table in inherited}
    return tuple((by_name | {table["name"]: table for table in own}).values())


PLAIN_TEXTS = ("name", "description")
TEXT_KINDS = ("text", "month", "file")


def parse_settings(settings: Iterable[str], where: str) -> dict[str, Any]:
    """Return keys and values; a later setting of a key replaces an earlier one."""
    return dict(_parse_setting(setting, where) for setting in settings)


def _parse_setting(setting: str, where: str) -> tuple[str, Any]:
    key, equals, text = setting.partition("=")
    if not equals or not key.strip():
        raise InputError(where, f'found "{setting}"', "valid: KEY=VALUE, as appraisal.nih_bias=0.5")
    return key.strip(), _parse_value(key.strip(), text.strip())


def _parse_value(key: str, text: str) -> Any:  # noqa: ANN401 - what TOML gives
    """Read a value as TOML; where a text is wanted, quotes may be left out, since shells eat them."""
    value = _as_toml(text)
    declaration = declarations().get(key)
    kind = declaration.kind if declaration else ""
    if kind in TEXT_KINDS or key in PLAIN_TEXTS:
        return value if isinstance(value, str) else text
    if kind == "texts" and not isinstance(value, list):
        names = (value if isinstance(value, str) else text).split(",")
        return [name.strip() for name in names if name.strip()]
    return text if value is None else value


def _as_toml(text: str) -> Any:  # noqa: ANN401 - as above
    try:
        table = tomllib.loads(f"value = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):  # the latter of what is nested too deeply
        return None
    return table["value"] if len(table) == 1 else None


def resolve_files(table: Mapping[str, Any], folder: Path, where: str) -> dict[str, Any]:
    """Return the table with relative paths read from ``folder``; refuse a file that is not there."""
    resolved = dict(table)
    for section, name in file_keys():
        value = resolved.get(section, {}).get(name, "")
        if value:
            path = as_on_disk(folder / value)
            refuse_unreadable(path, f"{where}: {section}.{name}", value)
            resolved[section] = {**resolved[section], name: path.resolve().as_posix()}
    return resolved


def without_folders(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with file names only, equal on every machine."""
    return _with_files(table, lambda path: path.name)


def with_contents(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table with the checksum of each file in place of its path (its name where it cannot be read)."""
    return _with_files(table, _checksum)


def _checksum(path: Path) -> str:
    try:
        return "sha256:" + sha256(read_bytes(path)).hexdigest()
    except DataError:
        return path.name


def _with_files(table: Mapping[str, Any], change: Any) -> dict[str, Any]:  # noqa: ANN401 - a function of a path
    changed = dict(table)
    for section, name in file_keys():
        if changed[section][name]:
            changed[section] = {**changed[section], name: change(Path(changed[section][name]))}
    return changed


def file_keys() -> list[tuple[str, str]]:
    """Return section and name of each parameter that names a file."""
    return [(each.section, each.name) for each in declarations().values() if each.kind == "file"]
