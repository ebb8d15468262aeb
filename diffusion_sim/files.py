"""Files: read only when regular, of bounded size and UTF-8, else one sentence; written whole or not at all.

Tables are written as CSV that a spreadsheet can open: text stays text, and no cell runs as a formula.
"""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import DataError, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

LARGEST_BYTES = 200 * 2**20
"""Of one file; what is read whole takes several times as much memory."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def nfc(text: str) -> str:
    """Return a text with composed letters (å as one character), the form in which all names are compared."""
    return unicodedata.normalize("NFC", text)


def as_on_disk(path: Path) -> Path:
    """Return the path in the form that exists: macOS writes names with decomposed letters, people type composed ones."""
    forms = [path, *(Path(unicodedata.normalize(form, str(path))) for form in ("NFC", "NFD"))]
    return next((form for form in forms if _exists(form)), path)


def is_file(path: Path) -> bool:
    """Tell whether there is a regular file, in whatever form its name is written; never raises."""
    return not why_unreadable(path)


def why_unreadable(path: Path) -> str:
    """Return in words why a path is no file that can be read, as ``is a named pipe``; empty where it may be one."""
    try:
        mode = as_on_disk(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "there is no such file"
    except (OSError, ValueError) as error:
        return f"cannot be read ({getattr(error, 'strerror', None) or error})"
    if stat.S_ISREG(mode):
        return ""
    return f"is {next((name for holds, name in _KINDS if holds(mode)), 'no regular file')}"


def refuse_unreadable(path: Path, where: str, given: str) -> None:
    """Refuse a file that another file names, ``given`` as it stands there, if it cannot be read.

    Raises
    ------
    DataError
        There is no such file, or it is no regular one.
    """
    if reason := why_unreadable(path):
        link = "and" if reason.startswith("there") else "which"
        raise DataError(where, f'found "{given:.60}", {link} {reason}', f"valid: a path from {path.parent.as_posix()}")


def read_bytes(path: str | os.PathLike[str], largest: int = LARGEST_BYTES) -> bytes:
    """Return the content of a regular file.

    Raises
    ------
    DataError
        There is none (the sentence names the nearest file beside it), it is no regular file, cannot be read, or has
        more than ``largest`` bytes.
    """
    file = as_on_disk(Path(path))
    where = file.as_posix()
    if reason := why_unreadable(file):
        raise DataError(where, reason, _remedy(file, reason))
    try:
        with file.open("rb") as opened:
            content = opened.read(largest + 1)
    except OSError as error:
        raise DataError(where, f"cannot be read ({error.strerror or error})") from None
    if len(content) > largest:
        raise DataError(where, f"is larger than {largest / 2**20:g} MB", "valid: a smaller file")
    return content


def read_text(path: str | os.PathLike[str], largest: int = LARGEST_BYTES) -> str:
    """Return the content of a file as text: UTF-8, with or without a mark at its start; letters composed (NFC).

    Raises
    ------
    DataError
        As :func:`read_bytes`, or where it is not UTF-8; the sentence names the line.
    """
    content = read_bytes(path, largest)
    where = Path(path).as_posix()
    if content.startswith(_UTF16):
        raise DataError(where, "is UTF-16 text", "save the file as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"is not UTF-8 (byte {content[error.start]:#04x})"
        raise DataError(f"{where}, line {line}", found, "save the file as UTF-8") from None
    if "\0" in text:
        raise DataError(f"{where}, line {text.count(chr(10), 0, text.index(chr(0))) + 1}", "holds a zero byte: no text")
    return nfc(text)


def read_json(path: str | os.PathLike[str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the content of a JSON file.

    Raises
    ------
    DataError
        As :func:`read_text`, or where it is not JSON.
    """
    text = read_text(path)
    try:
        return json.loads(text)
    except RecursionError:
        raise DataError(Path(path).as_posix(), "is not valid JSON (nested too deeply)") from None
    except ValueError as error:
        raise DataError(Path(path).as_posix(), f"is not valid JSON ({error})") from None


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name to write under; afterwards the file is at ``path``, or nothing of it is left when writing failed."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def replace_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    with whole(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def as_json(content: dict[str, Any]) -> str:
    """Return readable JSON that is the same for the same content."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _remedy(file: Path, reason: str) -> str:
    """Return what would be right instead."""
    if reason == "there is no such file":
        return _nearest(file)
    if reason == "is a folder":
        names = _names(file, "")
        return f"name a file in it: {listed(names)}" if names else "valid: a file"
    return "valid: a regular file" if reason.startswith("is ") else ""


def _nearest(file: Path) -> str:
    """Hint at files of the same kind beside the one that is not there."""
    names = [name for name in _names(file.parent, file.suffix) if name not in {file.name, "pyproject.toml"}]
    return did_you_mean(file.name, names) if names else ""


def _names(folder: Path, suffix: str) -> list[str]:
    """Return the names of the regular files in a folder, none where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(one.name for one in entries if one.name.endswith(suffix) and one.is_file())
    except (OSError, ValueError):
        return []


_FORMULA = re.compile(r"'*[=+\-@\t\n]")
"""How a cell begins that a spreadsheet would run, or that was quoted for that reason."""
_QUOTED = re.compile(r"'(?='*[=+\-@\t\n])")


def spreadsheet_cell(value: object) -> object:
    r"""Return text that a spreadsheet would take for a formula with a quotation mark before it; all else as it is.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell(-1.0), spreadsheet_cell("a-b")
    ("'=1+1", -1.0, 'a-b')
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")  # a bare return would end the row for some readers
    return f"'{text}" if _FORMULA.match(text) else text


def from_spreadsheet(cell: str) -> str:
    """Return what :func:`spreadsheet_cell` was given."""
    return _QUOTED.sub("", cell, count=1) if cell.startswith("'") else cell


def csv_text(frame: pd.DataFrame, separator: str = ",", decimal: str = ".") -> str:
    """Return a table as CSV with ten digits: the last ones of a sum may depend on the machine."""
    told = frame.rename(columns=spreadsheet_cell)
    for number, kind in enumerate(told.dtypes):
        if kind.kind not in "biuf":
            told.isetitem(number, told.iloc[:, number].map(spreadsheet_cell).array)
    return told.to_csv(index=False, lineterminator="\n", float_format="%.10g", sep=separator, decimal=decimal)
