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
def shown_progress(what: str, *, quiet: bool) -> Iterator[Progress]:
    """Show how a run gets on while the block lasts."""
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _bar(what) as report, told_of_compiling():
            yield report
    else:
        with told_of_compiling():
            yield _lines(what)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    text, left = TextColumn("{task.description}"), TimeRemainingColumn()
    bars = Bars(text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), left, console=Console(stderr=True))
    with bars:
        task = bars.add_task(escape(what), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _lines(what: str) -> Progress:
    """Say a line at the start and the end, and in between one every few seconds."""
    typer.echo(f"{what}: starting", err=True)
    last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            typer.echo(f"{what}: {done} of {total} replications", err=True)
            last = time.monotonic()

    return report
