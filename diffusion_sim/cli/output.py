"""Tables and texts on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.table import Table

WIDEST = 110


def print_table(table: Table) -> None:
    """Print a table, at most as wide as the terminal (80 columns where there is none)."""
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print(table)


def say(text: str) -> None:
    """Print results."""
    typer.echo(text)


def note(text: str) -> None:
    """Say something about the run itself, on stderr."""
    typer.echo(text, err=True)
