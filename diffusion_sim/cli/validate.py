"""``diffusion-sim validate``: whether the engine does, on this machine, what it must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.progress import shown_progress

if TYPE_CHECKING:
    from rich.table import Table

    from diffusion_sim.evidence.verification import Row

QUICK_REPLICATIONS, FULL_REPLICATIONS = 1_000, 10_000
LEGEND = (
    "Two whole numbers are users and steps; club and ring are compared step by step.\n"
    "Power: chance of noticing the planted error that --json names. A random check\n"
    "refuses a right program once in 1,000 times. All this verifies the program; it\n"
    "says nothing about Denmark."
)

Quick = Annotated[bool, typer.Option("--quick/--full", help="1,000 replications of each check, or 10,000.")]
HowMany = Annotated[
    int | None, typer.Option("--replications", help="Replications of each random check.", show_default=False)
]


def validate(
    quick: Quick = True,
    replications: HowMany = None,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Check the engine against exact results, and against NDlib and EoN where they are installed.

    Exit status 0 if every check passes, 1 otherwise.
    """
    from diffusion_sim.evidence.verification import validate as run_checks
    from diffusion_sim.evidence.verification.peers import missing

    asked = replications if replications is not None else (QUICK_REPLICATIONS if quick else FULL_REPLICATIONS)
    with shown_progress("Checks", quiet=quiet) as progress:
        rows = run_checks(asked, seed, progress=progress)
    failed = [row.check for row in rows if not row.passed]
    if json:
        told = [row.as_dict() for row in rows]
        print_json({"passed": not failed, "replications": asked, "seed": seed, "checks": told, "absent": missing()})
    else:
        _print(rows, failed, missing())
    if failed:
        raise typer.Exit(1)


def _print(rows: Sequence[Row], failed: Sequence[str], absent: Sequence[str]) -> None:
    print_table(_table(rows))
    say(LEGEND)
    if absent:
        note(f"Not installed here, so not compared with: {', '.join(absent)}.")
    say(
        f"{len(rows) - len(failed)} of {len(rows)} checks passed." + (f" Failed: {'; '.join(failed)}" if failed else "")
    )


def _table(rows: Sequence[Row]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in ("Check", "Expected", "Got", "Tolerance", "Verdict", "Power"):
        table.add_column(column, no_wrap=True)
    for row in rows:
        verdict = "[green]pass[/green]" if row.passed else "[bold red]FAIL[/bold red]"
        table.add_row(row.check, row.expected, row.got, row.tolerance, verdict, f"{row.power:.3f}")
    return table
