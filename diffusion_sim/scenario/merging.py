"""Laying differences over what they differ from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diffusion_sim.errors import InputError

LISTS = ("innovations", "interventions")

Table = dict[str, Any]


def extended(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    """Lay a file's own entries over those that it extends.

    Sections keep what is not named again. Interventions and innovations are added to the inherited ones; one with
    the name of an inherited one takes its place.
    """
    return {**_sections_merged(base, own), **{key: _appended(base.get(key, ()), own.get(key, ())) for key in LISTS}}


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
        inherited = table.get(section)
        both = isinstance(addition, Mapping) and isinstance(inherited, Mapping)
        table[section] = {**inherited, **addition} if both else addition
    return table


def _sections_merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    merged = {key: value for key, value in base.items() if key not in LISTS}
    for key, value in own.items():
        inherited = base.get(key)
        both = isinstance(value, Mapping) and isinstance(inherited, Mapping)
        if key not in LISTS:
            merged[key] = {**inherited, **value} if both else value
    return merged


def _appended(inherited: tuple[Table, ...], own: tuple[Table, ...]) -> tuple[Table, ...]:
    by_name = {table["name"]: table for table in inherited}
    return tuple((by_name | {table["name"]: table for table in own}).values())
