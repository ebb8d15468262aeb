"""Where the command line starts, and where everything that goes wrong becomes a sentence and an exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

import typer

from diffusion_sim.cli.failing import told_failure
from diffusion_sim.cli.posterior import spelled_out
from diffusion_sim.cli.repeat import remember, typed_for
from diffusion_sim.cli.stopping import stops_restored
from diffusion_sim.errors import DiffusionSimError, InputError

FAILED, BAD_INPUT, STOPPED = 1, 2, 130
OBJECTS_BETWEEN_SEARCHES = 20_000
"""Of Python's search for objects that nothing uses: nearly all that a command makes stays until its end."""
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for a wrong option; its name has moved between Typer's releases."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Danish names, also in a pipe on Windows
    sys.exit(exit_status(sys.argv[1:]))


def exit_status(arguments: Sequence[str]) -> int:
    """Run one command; return 0, or 1 for a failure, 2 for bad input, 130 when stopped from the keyboard."""
    from diffusion_sim.cli.app import app

    arguments = arguments or ["--help"]
    remember(arguments)
    try:
        with stops_restored():
            status = app(spelled_out(arguments), prog_name="diffusion-sim", standalone_mode=False)
    except BrokenPipeError:
        return _close_quietly()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place where anything becomes a sentence
        message, status = _told(error)
        typer.echo(message, err=True)
    return status if isinstance(status, int) else 0


def _told(error: BaseException) -> tuple[str, int]:
    """Return what to say of an error, and the exit status."""
    if isinstance(error, UsageError):
        return _usage(error), BAD_INPUT
    if isinstance(error, InputError):
        return f"Error: {error}", BAD_INPUT
    if isinstance(error, DiffusionSimError):
        return f"Error: {error}", FAILED
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return "Stopped.", STOPPED
    return f"Error: an unexpected failure ({told_failure(error)})", FAILED


def _usage(error: Exception) -> str:
    """Return Typer's message in one line, and where help is."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if found := typed_for(getattr(getattr(error, "param", None), "opts", ())):
        message = f"{message} (found {found!r})"
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "diffusion-sim"
    return f"Error: {' '.join(message.split())}\nHelp: {command} --help"


def _close_quietly() -> int:
    """Leave without a word when the reader of our output has gone, as ``head`` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
