"""The folder that long work is kept in: what was asked, and a journal of what has finished.

The journal has a line of JSON for each finished piece of work, on the disk before the next one counts. A line that was
cut off (a kill, a full disk) or damaged is not a line: its work is done again.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.errors import DataError, InputError, RunError
from diffusion_sim.files import as_json, is_file, read_json, replace_text, whole
from diffusion_sim.results.storage import lock
from diffusion_sim.scenario.values import shown
from diffusion_sim.sweeps.tasks import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


JOURNAL = "points.jsonl"


class Journal:
    """Appends to a file that may hold what an earlier call finished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _cut_off_rest(path)

    def append(self, content: object) -> None:
        """Write one line, to the disk; equal content has equal lines."""
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())


def entries(path: Path) -> Iterator[Any]:
    """Yield the content of every whole line."""
    for line in _lines(path):
        content = _content(line)
        if content is not None:
            yield content


def count_lines(path: Path) -> int:
    """Return how many pieces of work are in a journal; none where it cannot be read."""
    try:
        return sum(line.endswith(b"\n") for line in _lines(path))
    except OSError:
        return 0


def read_journal(path: Path) -> Iterator[Outcome]:
    """Yield the points that had finished; one that was written twice comes twice."""
    for content in entries(path):
        outcome = _outcome(content)
        if outcome is not None:
            yield outcome


def _lines(path: Path) -> Iterator[bytes]:
    if path.is_file():
        with path.open("rb") as lines:
            yield from lines


def _content(line: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a line says, or None when it is not whole."""
    if not line.endswith(b"\n"):
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _outcome(content: Any) -> Outcome | None:  # noqa: ANN401 - as above
    if not isinstance(content, dict) or set(content) != set(Outcome._fields) or not isinstance(content["number"], int):
        return None
    return Outcome(**content)


def _cut_off_rest(path: Path) -> None:
    """Remove a last line without its end, so that the next one does not continue it."""
    whole = sum(len(line) for line in _lines(path) if line.endswith(b"\n"))
    if path.is_file() and whole < path.stat().st_size:
        os.truncate(path, whole)


def put_in_order(path: Path) -> None:
    """Sort points by number, so that the file does not depend on which finished first; of two the last counts.

    Only places in the file are held in memory, not the lines.
    """
    with whole(path) as part, path.open("rb") as lines, part.open("wb") as ordered:
        for start in _starts(path):
            lines.seek(start)
            ordered.write(lines.readline())


def _starts(path: Path) -> list[int]:
    places, start = {}, 0
    for line in _lines(path):
        outcome = _outcome(_content(line))
        if outcome is not None:
            places[outcome.number] = start
        start += len(line)
    return [places[number] for number in sorted(places)]


MANIFEST = "manifest.json"
_NEW_FOLDER = "continue with the plan and version it was begun with, or name a new folder with --out"
_NOT_ASKED = {"state", "tables", "name"}


class WorkFolder(NamedTuple):
    """A folder of one kind of work, whose manifest says what was asked and whether it is whole."""

    path: Path
    kind: str
    journal_name: str = JOURNAL

    @property
    def journal(self) -> Path:
        """Where finished work is kept."""
        return self.path / self.journal_name

    @property
    def manifest(self) -> Path:
        """What was asked."""
        return self.path / MANIFEST

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes out, and say in a sentence what cannot be written.

        Raises
        ------
        InputError
            If another process works here, or nothing can be written at the start.
        RunError
            If something cannot be written later on.
        """
        handle = self._opened()
        try:
            yield
        except OSError as error:
            raise RunError(f"{self.path.as_posix()} cannot be written ({_reason(error)})") from error
        finally:
            os.close(handle)
            with suppress(OSError):
                self.path.rmdir()  # nothing was begun

    def _opened(self) -> int:
        """Make the folder and lock it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=self.path).close()
            return lock(self.path, 0.0)
        except BlockingIOError:
            valid = "wait until it has finished, or name another folder with --out"
            raise InputError(self.path.as_posix(), "is in use by another process", valid) from None
        except (FileExistsError, NotADirectoryError):
            raise InputError(self.path.as_posix(), "is a file, or in one", "name a folder with --out") from None
        except (OSError, ValueError) as error:  # a name with a zero byte, for one
            found = f"cannot be written ({_reason(error)})"
            raise InputError(self.path.as_posix(), found, "name another folder with --out") from None

    def check(self, asked: dict[str, Any]) -> None:
        """Check that what is here, if anything, was begun with the same plan; a folder with nothing done is free.

        Raises
        ------
        InputError
            If the folder holds something else, or was begun with another plan, version or data.
        """
        begun = self.content()
        if not begun and any(entry.name != f"{MANIFEST}.part" for entry in self.path.iterdir()):
            raise self._other_content()
        if begun and begun.get("kind") != self.kind:
            raise self._other_content()
        different = _differences({key: begun.get(key) for key in asked}, json.loads(as_json(asked)))
        if different and count_lines(self.journal):
            key, before, now = different[0]
            found = f"was begun with {key} = {shown(before)}, now it is {shown(now)}"
            raise InputError(self.path.as_posix(), found, _NEW_FOLDER)

    def content(self) -> dict[str, Any]:
        """Return what the manifest says, nothing where there is none."""
        if not is_file(self.manifest):
            return {}
        try:
            begun = read_json(self.manifest)
        except DataError as error:
            raise InputError(error.where, error.found, "name a new folder with --out") from None
        return begun if isinstance(begun, dict) else {}

    def unfinish(self, asked: dict[str, Any]) -> None:
        """Say that work is missing."""
        replace_text(self.manifest, as_json({**asked, "state": "partial"}))

    def finish(self, asked: dict[str, Any], found: dict[str, Any]) -> None:
        """Say that the folder is whole, and what came out."""
        replace_text(self.manifest, as_json({**asked, "state": "complete", **found}))

    def _other_content(self) -> InputError:
        found = f"exists and holds something other than a {self.kind}"
        return InputError(self.path.as_posix(), found, "name a new folder with --out")


def _differences(begun: dict[str, Any], asked: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return what differs, the deepest keys that tell it; hashes say nothing to a reader and come last."""
    found = []
    for key in sorted(set(begun) | set(asked), key=lambda key: (key.endswith(("hash", "checksums")), key)):
        before, now = begun.get(key), asked.get(key)
        if key in _NOT_ASKED or before == now:
            continue
        if isinstance(before, dict) and isinstance(now, dict):
            found += [(f"{key}.{inner}", was, is_now) for inner, was, is_now in _differences(before, now)]
        else:
            found.append((key, before, now))
    return found


def _reason(error: Exception) -> str:
    """Return why a file could not be written; Arrow says it in a message of its own."""
    return getattr(error, "strerror", None) or str(error).partition(". Detail:")[0]
