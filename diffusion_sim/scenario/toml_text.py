"""Writing TOML: only the few kinds of value that a scenario has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LINE_LENGTH = 100


def toml_value(value: object) -> str:
    """Return a text, a number or a list of these as TOML; a long list gets one line for each item."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        parts = [toml_value(part) for part in value]
        line = "[" + ", ".join(parts) + "]"
        return line if len(line) <= LINE_LENGTH else "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
    return repr(value)


def toml_lines(table: Mapping[str, object]) -> Iterable[str]:
    """Yield ``key = value`` for each entry of a flat table."""
    return (f"{key} = {toml_value(value)}" for key, value in table.items())


def toml_document(table: Mapping[str, object]) -> str:
    """Return a whole scenario: entries first, then sections, then arrays of tables."""
    lines = list(toml_lines({key: value for key, value in table.items() if not _is_nested(value)}))
    for key, value in table.items():
        if isinstance(value, dict):
            lines += ["", f"[{key}]", *toml_lines(value)]
    for key, value in table.items():
        if isinstance(value, list | tuple) and _is_nested(value):
            lines += toml_tables(key, value)
    return "\n".join(lines) + "\n"


def toml_tables(key: str, tables: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the lines of an array of tables, ``[[interventions]]``."""
    return [line for table in tables for line in ("", f"[[{key}]]", *toml_lines(table))]


def _is_nested(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list | tuple) and any(map(_is_nested, value)))
