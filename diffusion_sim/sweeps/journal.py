"""The journal: a line for each finished point, on the disk before the next one counts.

A line that was cut off (a kill, a full disk) or damaged is not a line: its point is run again. When all is done the
lines are put in order, so that the file does not depend on who finished first.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from diffusion_sim.sweeps.point import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "points.jsonl"


def read_journal(path: Path) -> Iterator[Outcome]:
    """Yield what had finished; a point that was written twice comes twice."""
    if not path.is_file():
        return
    with path.open("rb") as lines:
        for line in lines:
            outcome = _read(line)
            if outcome is not None:
                yield outcome


def _read(line: bytes) -> Outcome | None:
    """Return the outcome on a line, or None when the line is not whole."""
    if not line.endswith(b"\n"):
        return None
    try:
        return Outcome(**json.loads(line))
    except (ValueError, TypeError):
        return None


def written(outcome: Outcome) -> str:
    """Return the line of an outcome; equal outcomes have equal lines."""
    return json.dumps(outcome._asdict(), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


class Journal:
    """Appends outcomes to a journal that may hold earlier ones."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _cut_off_rest(path)

    def append(self, outcome: Outcome) -> None:
        """Write one line, to the disk."""
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(written(outcome))
            file.flush()
            os.fsync(file.fileno())


def _cut_off_rest(path: Path) -> None:
    """Remove a last line without its end, so that the next one does not continue it."""
    if not path.is_file():
        return
    whole = 0
    with path.open("rb") as lines:
        for line in lines:
            whole += len(line) if line.endswith(b"\n") else 0
    if whole < path.stat().st_size:
        os.truncate(path, whole)


def put_in_order(path: Path) -> None:
    """Sort the journal by point; of one that was run twice the last line counts.

    Only places in the file are held in memory, not the lines.
    """
    part = path.with_name(path.name + ".part")
    with path.open("rb") as lines, part.open("wb") as ordered:
        for start in _starts(path):
            lines.seek(start)
            ordered.write(lines.readline())
    part.replace(path)


def _starts(path: Path) -> list[int]:
    places, start = {}, 0
    with path.open("rb") as lines:
        for line in lines:
            outcome = _read(line)
            if outcome is not None:
                places[outcome.number] = start
            start += len(line)
    return [places[number] for number in sorted(places)]
