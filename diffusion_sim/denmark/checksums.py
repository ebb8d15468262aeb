"""The data files are those that were published with the package, byte for byte, or they are not used."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from diffusion_sim.errors import DataError

DATA_FOLDER = Path(__file__).parent / "data"
DATA_FILES = (
    "collaborations.csv",
    "columns.csv",
    "elections.csv",
    "municipalities.csv",
    "neighbours.csv",
    "tilegrid.csv",
)
CHECKSUM_FILE = "checksums.txt"

_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+)")
_REMEDY = "install the package again, or, if you changed the data on purpose, write the file anew with sha256sum"


def verified_checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each data file after checking it against ``checksums.txt``."""
    listed = _listed_checksums(folder / CHECKSUM_FILE)
    for name in DATA_FILES:
        _verify(folder / name, listed[name])
    return listed


def _listed_checksums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DataError(str(path), "the list of checksums is missing or cannot be read", _REMEDY) from None
    matches = [_LINE.fullmatch(line) for line in lines]
    listed = {match[2]: match[1] for match in matches if match is not None}
    if None in matches or len(listed) != len(lines) or sorted(listed) != sorted(DATA_FILES):
        raise DataError(
            CHECKSUM_FILE, "does not list each data file once", "valid: one line for each of " + ", ".join(DATA_FILES)
        )
    return dict(sorted(listed.items()))


def _verify(path: Path, expected: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise DataError(str(path), "is missing or cannot be read", "install the package again") from None
    if found != expected:
        raise DataError(
            str(path),
            f"has been changed: its SHA-256 is {found[:12]}..., not {expected[:12]}... as in {CHECKSUM_FILE}",
            _REMEDY,
        )
