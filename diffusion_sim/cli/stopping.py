"""How a command ends before its end: stopped by Ctrl-C, SIGTERM or SIGHUP, or by a failure; and how to go on."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISCHR
from traceback import format_exception
from types import FrameType
from typing import Any, NamedTuple, TextIO, TypeVar

import typer

from diffusion_sim.cli.output import Progress, note, shown_progress
from diffusion_sim.errors import RunError

FAILED = 1
"""Exit status of what was asked for rightly and did not work."""
T = TypeVar("T")
STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
SECONDS_OF_ONE_STOP = 2.0
"""A terminal that closes, and many service managers, send several signals for one stop."""
Handler = Callable[[int, FrameType | None], Any] | int | None
STOPPING = "Stopping: what has finished is written; this takes some seconds."
TRACEBACK = "DIFFUSION_SIM_TRACEBACK"
"""Environment variable that shows where an unexpected failure happened."""
_typed: list[str] = []


@dataclass
class _Heard:
    """What has been heard since the command began."""

    number: int = signal.SIGINT
    at: float = -SECONDS_OF_ONE_STOP
    writing: bool = False
    waiting: bool = False
    """A stop came while results were written."""


_heard = _Heard()


def stopped_status() -> int:
    """Return the exit status of a command that was stopped: 128 and the number of the signal."""
    return 128 + _heard.number


@contextmanager
def stops_heard() -> Iterator[None]:
    """Take every stop as Ctrl-C while a command runs; what is ignored, as under ``nohup``, stays ignored."""
    _heard.__dict__.update(_Heard().__dict__)
    defaults = (signal.SIG_DFL, signal.default_int_handler)
    before = {one: signal.getsignal(one) for one in STOPS if signal.getsignal(one) in defaults}
    _handle(dict.fromkeys(before, _hear))
    try:
        yield
    finally:
        _handle(before)


def stop_once() -> None:
    """Say that the command stops, and let further stops pass."""
    note(STOPPING)
    _handle({one: signal.SIG_IGN for one in STOPS if signal.getsignal(one) == _hear})


@contextmanager
def stops_held(kept: str) -> Iterator[None]:
    """Write results to their end; a stop meanwhile takes effect afterwards, and ``kept`` says what there is."""
    _heard.writing = True
    try:
        yield
    finally:
        _heard.writing = False
    if _heard.waiting:
        note(f"Stopped; {kept}.")
        raise typer.Exit(stopped_status())


def flush_or_drop(stream: TextIO) -> None:
    """Write what a stream still holds, or drop it when nobody reads: Python would complain of it at the very end."""
    try:
        stream.flush()
    except OSError:
        _silence(stream)


def _hear(number: int, _frame: FrameType | None) -> None:
    now = time.monotonic()
    if now - _heard.at < SECONDS_OF_ONE_STOP:
        return
    _heard.number, _heard.at = number, now
    for stream in (sys.stdout, sys.stderr):
        if _is_closed_terminal(stream):  # each word to it would fail
            _silence(stream)
    if not _heard.writing:
        raise KeyboardInterrupt
    _heard.waiting = True
    with suppress(RuntimeError):  # in the middle of another note
        note(STOPPING)


def _is_closed_terminal(stream: TextIO) -> bool:
    try:
        return S_ISCHR(os.fstat(stream.fileno()).st_mode) and not stream.isatty()
    except (OSError, ValueError, AttributeError):  # no stream, or no file
        return False


def _silence(stream: TextIO) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _handle(handlers: Mapping[int, Handler]) -> None:
    if threading.current_thread() is threading.main_thread():
        for number, handler in handlers.items():
            signal.signal(number, handler)


def told_failure(error: BaseException) -> str:
    """Return kind and message of a failure, and how to see where it happened."""
    line = f"{type(error).__name__}: {error}"
    if os.environ.get(TRACEBACK):
        return f"{line}\n{''.join(format_exception(error))}"
    return f"{line}; {TRACEBACK}=1 shows where"


def remember(arguments: Sequence[str]) -> None:
    """Keep what was typed behind ``diffusion-sim``."""
    _typed[:] = arguments


def typed_command() -> str:
    """Return the whole command, quoted for this system's shell."""
    words = ["diffusion-sim", *_typed]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def typed_for(names: Sequence[str]) -> str:
    """Return what was typed for an option, by any of its names; nothing where it was not."""
    for word, following in zip(_typed, [*_typed[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else following
    return ""


class Kept(NamedTuple):
    """Where finished work is kept, and what to call it."""

    journal: Path
    counted: str = "points"
    """What progress counts."""
    finished: str = "finished points"
    """What the journal has a line of."""

    def told(self) -> str:
        """Say what there is."""
        from diffusion_sim.sweeps.work_folder import count_lines

        count, folder = count_lines(self.journal), self.journal.parent.as_posix()
        return f"{count} {self.finished} are kept in {folder}" if count else "nothing had finished, so nothing is kept"


def run_kept(run: Callable[[Progress], T], name: str, kept: Kept, *, quiet: bool) -> T:
    """Run with progress; when stopped or short of disk, say what is kept and how to continue."""
    try:
        with shown_progress(name, quiet=quiet, of=kept.counted, surely_starts=False) as progress:
            return run(progress)
    except KeyboardInterrupt:
        note(f"Stopped; {kept.told()}. To continue: {typed_command()}")
        raise typer.Exit(stopped_status()) from None
    except (OSError, RunError) as error:
        told = error if isinstance(error, RunError) else f"a figure cannot be written ({error.strerror or error})"
        again = f" To continue: {typed_command()}" if error.__cause__ or isinstance(error, OSError) else ""
        note(f"Error: {told}; {kept.told()}.{again}")
        raise typer.Exit(FAILED) from error
