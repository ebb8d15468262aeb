"""What a command says: tables, texts and JSON on stdout; notes and progress on stderr."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

if TYPE_CHECKING:
    import pandas as pd


WIDTH = 80
WIDEST = 110
GAP = "  "
PIECE = re.compile(r"\S+?(?:(?<=[a-z]\.)(?=[a-z])|\s+|$)")
"""What stays on one line: a word, or a part of a parameter's key. A number is never broken."""
INDENT = "  "
OF_MEAN, OF_REPLICATIONS = (
    ("95 % interval", "low", "high"),
    ("95 % of replications", "replication_low", "replication_high"),
)
"""Head and columns: how well the mean is known; and where replications lie whose parameters were drawn."""
SHORT_HASH = 12
NO_FORECAST = "Model output under the assumptions of the scenario, not a forecast."
Progress = Callable[[int, int], None]
"""Called with replications done and replications asked for."""
SECONDS_BETWEEN_LINES = 5.0
COMPILING = "Compiling the engine, once for this version; it takes about half a minute ..."
SOURCE = "diffusion_sim.jit"
"""Named as text: importing it would load the compiler, which most commands do without."""


class Table(NamedTuple):
    """A table of text; ``>`` begins the head of a column of numbers, and a row of one cell heads the rows below it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def print_table(table: Table) -> None:
    """Print a table, at most as wide as the terminal (80 columns where there is none) where its longest words allow."""
    width = min(get_terminal_size((WIDTH, 0)).columns, WIDEST)
    title, (head, *body) = fill(table.title, width), _blocks(table, width)
    rule = "─" * max(len(line) for block in (head, *body) for line in block)
    if title:
        say(typer.style(title, bold=True) + "\n")
    say("\n".join([*(typer.style(line, bold=True) for line in head), rule]))
    say("\n".join([*(line for block in body for line in block), ""]))


def _blocks(table: Table, width: int) -> Iterator[list[str]]:
    """Yield the lines of the head and of each row."""
    numbers = [head.startswith(">") for head in table.heads]
    heads = [head.removeprefix(">") for head in table.heads]
    widths = _widths([heads, *(row for row in table.rows if len(row) > 1)], numbers, width)
    for row in (heads, *table.rows):
        cells = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=False)] if len(row) > 1 else [[*row]]
        height = max(map(len, cells))
        rest = [[""] * (height - len(cell)) for cell in cells]
        columns = [  # numbers stand at the foot of a head of several lines, and at the top of a row
            _aligned(more + cell if row is heads else cell + more, room, is_number)
            for cell, more, room, is_number in zip(cells, rest, widths, numbers, strict=False)
        ]
        yield [GAP.join(line).rstrip() for line in zip(*columns, strict=True)]


def _aligned(lines: Sequence[str], width: int, is_number: bool) -> list[str]:
    return [line.rjust(width) if is_number else line.ljust(width) for line in lines]


def _widths(rows: Sequence[Sequence[str]], numbers: Sequence[bool], width: int) -> list[int]:
    """Share the room out: first what cannot be broken, then numbers on one line, then the columns that want least."""
    columns = list(zip(*rows, strict=True))
    whole = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    least = [max(map(_longest_piece, column)) for column in columns]
    room = width - len(GAP) * (len(columns) - 1)
    widths = [most if is_number else few for most, few, is_number in zip(whole, least, numbers, strict=True)]
    if sum(widths) > room:
        widths = least
    spare = max(0, room - sum(widths))
    for given, column in enumerate(sorted(range(len(widths)), key=lambda one: whole[one] - widths[one])):
        more = min(whole[column] - widths[column], spare // (len(widths) - given))
        widths[column], spare = widths[column] + more, spare - more
    return widths


def _longest_piece(cell: str) -> int:
    indent = len(cell) - len(cell.lstrip())
    return indent + max((len(piece.rstrip()) for piece in PIECE.findall(cell)), default=0)


def _wrapped(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; where it is indented, all of them are."""
    indent = cell[: len(cell) - len(cell.lstrip())]
    return [indent + line for part in cell.split("\n") for line in _lines(part, width - len(indent))]


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text.strip()):
        if lines[-1] and len((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def say(text: str) -> None:
    """Print results."""
    typer.echo(text)


def say_words(text: str) -> None:
    """Print plain words, on lines that fit 80 columns; a number and its per cent sign stay together."""
    lines = text.replace(" %", "\u00a0%").split("\n")
    told = "\n".join(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines)
    say(told.replace("\u00a0%", " %"))


def note(text: str) -> None:
    """Say something about the run itself, on stderr; whether anyone hears it changes nothing."""
    with suppress(OSError):
        typer.echo(text, err=True)


def interval_of(summary: pd.DataFrame) -> tuple[str, str, str]:
    """Return the head and the columns of what to print: of replications, where their parameters were drawn."""
    return OF_REPLICATIONS if OF_REPLICATIONS[1] in summary else OF_MEAN


def grouped_table(title: str, heads: Sequence[str], cells: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """Return a table with a line for each group above its rows."""
    rows: list[Sequence[str]] = []
    for group, members in groupby(cells, key=lambda one: one[0]):
        rows += [(group,), *((INDENT + label, *others) for _, (label, *others) in members)]
    return Table(title, heads, rows)


def print_json(content: Mapping[str, Any]) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as a list of objects; what is missing is null."""
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=15))
    return records


@contextmanager
def shown_progress(
    what: str, *, quiet: bool, of: str = "replications", surely_starts: bool = True
) -> Iterator[Progress]:
    """Show how a run gets on while the block lasts; ``of`` names what is counted.

    What may still be refused is not said to start before its first report.
    """
    if quiet:
        yield lambda _done, _total: None
    elif sys.stderr.isatty():
        with _progress_bar(what) as report, told_of_compiling():
            yield report
    else:
        with told_of_compiling():
            yield _progress_lines(what, of, told=surely_starts)


@contextmanager
def _progress_bar(what: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    text, pace = TextColumn("{task.description}"), TextColumn("{task.fields[pace]}")
    bars = Bars(text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), pace, console=Console(stderr=True))
    with bars:
        task, told = bars.add_task(escape(what), total=None, pace=""), _Pace()
        yield lambda done, total: bars.update(task, completed=done, total=total, pace=told.after(done, total))


def _progress_lines(what: str, of: str, *, told: bool) -> Progress:
    """Say a line at the start and the end, and in between one every few seconds, with rate and time left."""
    if told:
        note(f"{what}: starting")
    last, paces = time.monotonic(), _Pace()

    def report(done: int, total: int) -> None:
        nonlocal last, told
        if not told:
            note(f"{what}: starting")
        told, pace, now = True, paces.after(done, total), time.monotonic()
        if done == total or now - last >= SECONDS_BETWEEN_LINES:
            note(f"{what}: {done} of {total} {of}{f' ({pace})' if pace else ''}")
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


class SaidOnce(logging.Handler):
    """Says the sentence at the first function that has to be compiled."""

    said = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Say it, if it has not been said."""
        if not self.said:
            self.said = True
            note(COMPILING)


@contextmanager
def told_of_compiling() -> Iterator[None]:
    """Say on stderr when something is compiled while the block lasts."""
    source, handler = logging.getLogger(SOURCE), SaidOnce()
    level = source.level
    source.addHandler(handler)
    source.setLevel(logging.INFO)
    try:
        yield
    finally:
        source.removeHandler(handler)
        source.setLevel(level)
