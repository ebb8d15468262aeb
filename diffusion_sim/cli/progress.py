"""Progress on stderr: a bar on a terminal, plain lines otherwise, nothing when asked."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from diffusion_sim.cli.compiling import told_of_compiling

Progress = Callable[[int, int], None]
"""Called with replications done and replications asked for."""

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown_progress(what: str, *, quiet: bool, of: str = "replications") -> Iterator[Progress]:
    """Show how a run gets on while the block lasts; ``of`` names what is counted."""
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _bar(what) as report, told_of_compiling():
            yield report
    else:
        with told_of_compiling():
            yield _lines(what, of)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    text, pace = TextColumn("{task.description}"), TextColumn("{task.fields[pace]}")
    bars = Bars(text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), pace, console=Console(stderr=True))
    with bars:
        task, told = bars.add_task(escape(what), total=None, pace=""), _Pace()
        yield lambda done, total: bars.update(task, completed=done, total=total, pace=told.after(done, total))


def _lines(what: str, of: str) -> Progress:
    """Say a line at the start and the end, and in between one every few seconds, with rate and time left."""
    typer.echo(f"{what}: starting", err=True)
    last, told = time.monotonic(), _Pace()

    def report(done: int, total: int) -> None:
        nonlocal last
        pace, now = told.after(done, total), time.monotonic()
        if done == total or now - last >= SECONDS_BETWEEN_LINES:
            typer.echo(f"{what}: {done} of {total} {of}{f' ({pace})' if pace else ''}", err=True)
            last = now

    return report


class _Pace:
    """Rate and time left since the first report: neither compiling nor what an earlier run finished counts."""

    def __init__(self) -> None:
        self._first: tuple[int, float] | None = None

    def after(self, done: int, total: int) -> str:
        """Return them in words, or nothing where they cannot be told."""
        now = time.monotonic()
        if self._first is None:
            self._first = (done, now)
        more, seconds, left = done - self._first[0], now - self._first[1], total - done
        if more < 1 or left < 1 or seconds <= 0:
            return ""
        return f"{more / seconds:.2g} a second, {_shown_time(left * seconds / more)} left"


def _shown_time(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 - where people begin to count in minutes
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"  # noqa: PLR2004 - and in hours
