"""The command line: its commands, and where everything that goes wrong becomes a sentence and an exit status."""

from __future__ import annotations

import gc
import io
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any

import typer

from diffusion_sim.cli.cite import cite
from diffusion_sim.cli.compare import compare
from diffusion_sim.cli.describe import describe
from diffusion_sim.cli.fit import fit, metrics, validate
from diffusion_sim.cli.lab import lab, report
from diffusion_sim.cli.options import spelled_out
from diffusion_sim.cli.output import note
from diffusion_sim.cli.plans import calibrate, sensitivity, sweep
from diffusion_sim.cli.run import run
from diffusion_sim.cli.stopping import (
    FAILED,
    flush_or_drop,
    remember,
    stopped_status,
    stops_heard,
    told_failure,
    typed_command,
    typed_for,
)
from diffusion_sim.errors import DiffusionSimError, InputError, ScenarioWarning

BAD_INPUT = 2
OBJECTS_BETWEEN_SEARCHES = 20_000
"""Of Python's search for objects that nothing uses: nearly all that a command makes stays until its end."""
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for a wrong option; its name has moved between Typer's releases."""
EXAMPLES: tuple[tuple[Callable[..., None], str, str], ...] = (
    (run, "Simulate one scenario.", "mine.toml --replications 50"),
    (compare, "Compare policies in the same replications.", "baseline.toml mine.toml"),
    (sweep, "Run many scenarios from a plan.", "plan.toml --out results/prize_size"),
    (
        sensitivity,
        "Rank parameters by their effect.",
        "plan.toml --out results/sensitivity",
    ),
    (calibrate, "Fit parameters to observed figures.", "plan.toml --out results/barometer"),
    (describe, "List parameters, or tell a scenario.", "mine.toml --story"),
    (report, "Write one HTML file about results.", "results/prize --out prize.html"),
    (validate, "Check the engine against known results.", "--replications 2000"),
    (metrics, "Measure observed adoption on a network.", "my_study --strata region"),
    (lab, "Open the policy lab in the browser.", "mine.toml --port 5006"),
    (cite, "Print how to cite the program.", "results/prize --bibtex"),
    (fit, "Fit to observed adoption, and predict.", "my_study --train-share 0.5"),
)
"""Each command, in the order of the help, with what it does in a line and what may stand behind it.

Files are the user's own: those of `configs/` come with the source, not with an installed package."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    streams = [one for one in (sys.stdout, sys.stderr) if isinstance(one, io.TextIOWrapper)]
    for stream in streams:
        stream.reconfigure(encoding="utf-8")  # Danish names, also in a pipe on Windows
    status = exit_status(sys.argv[1:])
    for stream in streams:
        flush_or_drop(stream)
    sys.exit(status)


def exit_status(arguments: Sequence[str]) -> int:
    """Run one command; return 0, or 1 for a failure, 2 for bad input, 128 and the signal's number when stopped."""
    warnings.simplefilter("ignore", ScenarioWarning)  # told as notes
    arguments = arguments or ["--help"]
    remember(arguments)
    try:
        with stops_heard():
            _refuse_unreadable(arguments)
            command = _commands()
            with command.make_context("diffusion-sim", spelled_out(arguments)) as context:
                command.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except (BrokenPipeError, SystemExit):  # of which the latter comes from Rich: the reader has gone, as ``head`` does
        return FAILED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place where anything becomes a sentence
        message, status = _told(error)
        note(message)
        return status
    return 0


@cache
def _commands() -> Any:  # noqa: ANN401 - Click's own, which has moved between Typer's releases
    """Return all commands, to be run without Typer's own handling of errors and stops."""
    from typer.main import get_command

    return get_command(app)


def _refuse_unreadable(arguments: Sequence[str]) -> None:
    """Refuse bytes that are no text: no file could be written under such a name on another system."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            raise InputError("command line", f'found "{argument}", which is not UTF-8 text') from None


def _told(error: BaseException) -> tuple[str, int]:
    """Return what to say of an error, and the exit status."""
    if isinstance(error, UsageError):
        return _usage(error), BAD_INPUT
    if isinstance(error, InputError):
        return f"Error: {error}", BAD_INPUT
    if isinstance(error, DiffusionSimError):
        return f"Error: {error}", FAILED
    if isinstance(error, KeyboardInterrupt):
        return f"Stopped. To run it again: {typed_command()}", stopped_status()
    return f"Error: an unexpected failure ({told_failure(error)})", FAILED


def _usage(error: Exception) -> str:
    """Return Typer's message in one line, and where help is."""
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if found := typed_for(getattr(getattr(error, "param", None), "opts", ())):
        message = f"{message} (found {found!r})"
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "diffusion-sim"
    return f"Error: {' '.join(message.split())}\nHelp: {command} --help"


def _example(command: str) -> str:
    """Return the last lines of a help text; the mark in front keeps them from being wrapped."""
    return f"\b\nExample:\n  diffusion-sim {command}"


app = typer.Typer(
    name="diffusion-sim",
    help="How innovations spread between the 98 Danish municipalities: an agent-based simulation.",
    epilog=_example("describe --format toml > mine.toml\n  diffusion-sim run mine.toml"),
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from diffusion_sim.version import version

        typer.echo(f"diffusion-sim {version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Hold what stands before a command."""


for _command, _told_shortly, _behind in EXAMPLES:
    _epilog = _example(f"{_command.__name__} {_behind}")
    app.command(short_help=_told_shortly, epilog=_epilog)(_command)
