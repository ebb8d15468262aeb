"""Where the command line starts, and where everything that goes wrong becomes a sentence and an exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from diffusion_sim.cli.repeat import remember
from diffusion_sim.errors import DiffusionSimError, InputError

FAILED, BAD_INPUT, STOPPED = 1, 2, 130
TRACEBACK = "DIFFUSION_SIM_TRACEBACK"
"""Environment variable that shows where an unexpected failure happened."""

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for a wrong option; its name has moved between Typer's releases."""


def main() -> None:
    """Run the command line and leave with its exit status."""
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
        status = app(list(arguments), prog_name="diffusion-sim", standalone_mode=False)
    except UsageError as error:
        return _complain(_usage(error), BAD_INPUT)
    except InputError as error:
        return _complain(f"Error: {error}", BAD_INPUT)
    except DiffusionSimError as error:
        return _complain(f"Error: {error}", FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("Stopped.", STOPPED)
    except BrokenPipeError:
        return _close_quietly()
    except Exception as error:
        return _unexpected(error)
    return status if isinstance(status, int) else 0


def _usage(error: Exception) -> str:
    """Return Typer's message in one line, and where help is."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "diffusion-sim"
    return f"Error: {' '.join(message.split())}\nHelp: {command} --help"


def _unexpected(error: Exception) -> int:
    if os.environ.get(TRACEBACK):
        raise error
    kind = type(error).__name__
    hint = f"This is a fault of the program; set {TRACEBACK}=1 to see where it happened."
    return _complain(f"Error: the run failed ({kind}: {error}).\n{hint}", FAILED)


def _close_quietly() -> int:
    """Leave without a word when the reader of our output has gone, as ``head`` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _complain(message: str, status: int) -> int:
    typer.echo(message, err=True)
    return status
