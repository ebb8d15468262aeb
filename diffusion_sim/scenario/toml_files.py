"""Reading and writing TOML; what is wrong with a file is said by line and column, with what to write instead."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import DataError, InputError
from diffusion_sim.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LARGEST_BYTES = 4 * 2**20
"""The package's own baseline with all its comments has 34 kB."""
DEEPEST = 16
"""Levels of tables and lists in one another; a scenario needs four."""
_POSITION = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_DEEP_KEY = re.compile(rf"(?:[\w\"'-]+[ \t]*\.[ \t]*){{{DEEPEST}}}")
_DEEP = f"is nested too deeply; valid: at most {DEEPEST} levels"
_HINTS = (
    (re.compile(r"=\s*[+-]?\d+,\d+\s*(#.*)?$"), "write a decimal point, as 0.6"),
    (re.compile(r'"[^"]*\\'), "in \"...\" a backslash begins a sign; write a path with / or in '...'"),
    (re.compile(r"[“”„’«»]"), 'write straight quotes: "..."'),
    (re.compile(r"=\s*\d{4}-\d{2}\s*(#.*)?$"), 'write a month in quotes, as "2015-01"'),
    (re.compile(r"=\s*(True|False|TRUE|FALSE)\b"), "write true or false in small letters"),
    (re.compile(r"=\s*[^\W\d_][^\"'\[\]{}=]*$"), 'write a text in quotes, as "Silkeborg"'),
    (re.compile(r"^\s*[\w.]+\s*:"), "write key = value"),
)
"""How a line looks that people write elsewhere, and what TOML wants."""


def read_toml(path: Path, where: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises
    ------
    DataError
        There is no such file, or it cannot be read.
    InputError
        It is not TOML; the sentence says where, and what to write where this can be guessed.
    """
    text = read_text(path, LARGEST_BYTES)
    deep = _DEEP_KEY.search(text)
    try:
        table = {} if deep else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(where, *_sentence(str(error), text)) from None
    except ValueError:
        raise InputError(where, "holds a number with thousands of digits", "valid: shorter numbers") from None
    except RecursionError:
        raise InputError(where, _DEEP) from None
    if deep or _is_deep(table):
        raise DataError(where, _DEEP)
    return table


def _is_deep(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _ in range(DEEPEST):
        parts = (one.values() if isinstance(one, dict) else one for one in level)
        level = [part for inside in parts for part in inside if isinstance(part, dict | list)]
    return bool(level)


def _sentence(message: str, text: str) -> tuple[str, str]:
    match = _POSITION.fullmatch(message)
    if match is None:
        return "is not valid TOML", message
    if not match["line"]:
        return "is not valid TOML at the end of the file", match["what"]
    line = text.split("\n")[int(match["line"]) - 1].rstrip("\r")
    hint = next((hint for looks, hint in _HINTS if looks.search(line[:LONGEST_LINE])), "")
    place = f"line {match['line']}, column {match['column']}"
    return f"is not valid TOML at {place}", f"{match['what']}; {hint}" if hint else match["what"]


LONGEST_LINE = 2000


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
