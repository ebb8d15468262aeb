"""``diffusion-sim sweep``: many scenarios from one plan, continued where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.folders import RESULTS, plain_name, refuse_unwritable
from diffusion_sim.cli.output import note, say
from diffusion_sim.cli.progress import Progress, shown_progress
from diffusion_sim.cli.repeat import typed_command
from diffusion_sim.errors import RunError

if TYPE_CHECKING:
    from diffusion_sim.sweeps import Sweep

FAILED, STOPPED = 1, 130
T = TypeVar("T")

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan file (TOML).", show_default=False)]
Out = Annotated[
    Path | None, typer.Option(help="Results folder; results/PLAN if left out. Continued if begun.", show_default=False)
]
Threads = Annotated[int | None, typer.Option(help="Threads; one for each processor if left out.", show_default=False)]
Scheduler = Annotated[str, typer.Option(metavar="ADDRESS", help="A Dask scheduler to run on.", show_default=False)]
FullTables = Annotated[bool, typer.Option("--full-tables", help="Also keep all tables of every point; large.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Run the points in failed.csv again.")]


def sweep(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    plan: PlanFile,
    out: Out = None,
    workers: Threads = None,
    scheduler: Scheduler = "",
    full_tables: FullTables = False,
    retry_failed: RetryFailed = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Run all points of a plan in the same worlds; started again, it continues where it stopped."""
    from diffusion_sim.sweeps import load_plan
    from diffusion_sim.sweeps import sweep as run_sweep
    from diffusion_sim.sweeps.address import check_form

    check_form(scheduler)
    loaded, folder = load_plan(plan), sweep_folder(plan, out)
    done = kept(
        lambda progress: run_sweep(
            loaded, folder, workers=workers, scheduler=scheduler, progress=progress, full_tables=full_tables,
            retry_failed=retry_failed,
        ),
        loaded.name, folder, quiet=quiet,
    )  # fmt: skip
    if json:
        print_json({"folder": folder.as_posix(), "failed": done.failed, "points": rows(done.summary)})
    else:
        _tell(done)
    if done.failed:
        ledger = (folder / "failed.csv").as_posix()
        word = "point" if done.failed == 1 else "points"
        again = typed_command() + ("" if retry_failed else " --retry-failed")
        note(f"Error: {done.failed} {word} failed; see {ledger}. To try again: {again}")
        raise typer.Exit(FAILED)


def sweep_folder(plan: Path, out: Path | None) -> Path:
    """Return where a plan's results go; the same each time, so that it can be continued."""
    folder = out or RESULTS / plain_name(plan.stem)
    refuse_unwritable(folder)
    return folder


def kept(run: Callable[[Progress], T], name: str, folder: Path, *, quiet: bool, of: str = "points") -> T:
    """Run points with progress; when stopped or short of disk, say what is kept and how to continue."""
    try:
        with shown_progress(name, quiet=quiet, of=of) as progress:
            return run(progress)
    except KeyboardInterrupt:
        note(f"Stopped; finished points are kept in {folder.as_posix()}. To continue: {typed_command()}")
        raise typer.Exit(STOPPED) from None
    except OSError as error:
        note(f"Error: {folder.as_posix()} cannot be written ({reason(error)}); finished points are kept.")
        note(f"To continue: {typed_command()}")
        raise typer.Exit(FAILED) from error
    except RunError as error:
        note(f"Error: {error}. They are in {folder.as_posix()}. To continue: {typed_command()}")
        raise typer.Exit(FAILED) from error


def reason(error: OSError) -> str:
    """Return why a file could not be written; Arrow says it in a message of its own."""
    return error.strerror or str(error).partition(". Detail:")[0]


def _tell(done: Sweep) -> None:
    plan, points = done.plan, len(done.summary)
    many = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in
            ((points, "point"), (plan.replications, "replication"))]  # fmt: skip
    say(f"{plan.name}: {many[0]} ({plan.design}), {many[1]} each, seed {plan.seed}")
    say("Model output under the assumptions of the scenarios, not a forecast.")
    say(f"Results folder: {done.folder.as_posix()} (summary.csv, points.parquet, yearly.parquet)")
