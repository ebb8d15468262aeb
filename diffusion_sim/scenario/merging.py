"""Laying differences over what they differ from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diffusion_sim.errors import InputError

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
