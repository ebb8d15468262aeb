"""Reading one TOML file; what is wrong with it is said by line and column."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

_POSITION = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)


def read_toml(path: Path, where: str) -> dict[str, Any]:
    """Return the content of a TOML file, or refuse it in a sentence."""
    try:
        return tomllib.loads(_read_text(path, where))
    except tomllib.TOMLDecodeError as error:
        raise InputError(where, *_sentence(str(error))) from None


def _read_text(path: Path, where: str) -> str:
    if path.is_dir():
        raise InputError(where, "is a folder", _scenarios_in(path))
    if not path.is_file():
        raise InputError(where, "there is no such file", _nearest_file(path))
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8 text"
        raise InputError(where, found, "valid: a TOML file saved as UTF-8") from None
    except OSError as error:
        raise InputError(where, f"cannot be read ({error.strerror})") from None


def _scenarios_in(folder: Path) -> str:
    names = sorted(file.name for file in folder.glob("*.toml"))
    return "name a scenario file in it: " + ", ".join(names[:12]) if names else "valid: a scenario file (*.toml)"


def _nearest_file(path: Path) -> str:
    names = [file.name for file in path.parent.glob("*.toml") if file.name != "pyproject.toml"]
    return did_you_mean(path.name, names) if names else "valid: the path of a scenario file (*.toml)"


def _sentence(message: str) -> tuple[str, str]:
    match = _POSITION.fullmatch(message)
    if match is None:
        return "is not valid TOML", message
    place = f"line {match['line']}, column {match['column']}" if match["line"] else "the end of the file"
    return f"is not valid TOML at {place}", match["what"]
