"""Saying why the first run takes longer than all others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import typer

MESSAGE = "Compiling the engine, once for this version; it takes about half a minute ..."
SOURCE = "diffusion_sim.compiled"
"""Named as text: importing it would load the compiler, which most commands do without."""


class SaidOnce(logging.Handler):
    """Says the sentence at the first function that has to be compiled."""

    said = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Say it, if it has not been said."""
        if not self.said:
            self.said = True
            typer.echo(MESSAGE, err=True)


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
