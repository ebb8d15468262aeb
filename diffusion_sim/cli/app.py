"""The commands of ``diffusion-sim``."""

from __future__ import annotations

from typing import Annotated

import typer

from diffusion_sim.cli.calibrate import calibrate
from diffusion_sim.cli.compare import compare
from diffusion_sim.cli.describe import describe
from diffusion_sim.cli.fit import fit
from diffusion_sim.cli.lab import lab
from diffusion_sim.cli.metrics import metrics
from diffusion_sim.cli.report import report
from diffusion_sim.cli.run import run
from diffusion_sim.cli.sensitivity import sensitivity
from diffusion_sim.cli.sweep import sweep
from diffusion_sim.cli.validate import validate


def _example(command: str) -> str:
    """Return the last lines of a help text; the mark in front keeps them from being wrapped."""
    return f"\b\nExample:\n  diffusion-sim {command}"


app = typer.Typer(
    name="diffusion-sim",
    help="How innovations spread between the 98 Danish municipalities: an agent-based simulation.",
    epilog=_example("run configs/scenarios/copycat_prize.toml"),
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"diffusion-sim {version('diffusion-sim')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Hold what stands before a command."""


app.command(
    short_help="Simulate one scenario.",
    epilog=_example("run configs/scenarios/copycat_prize.toml --replications 50"),
)(run)
app.command(
    short_help="Compare policies in the same worlds.",
    epilog=_example("compare configs/baseline.toml configs/scenarios/copycat_prize.toml"),
)(compare)
app.command(
    short_help="Run many scenarios from a plan.",
    epilog=_example("sweep configs/sweeps/prize_size.toml --out results/prize_size"),
)(sweep)
app.command(
    short_help="Rank parameters by their effect.",
    epilog=_example("sensitivity configs/sweeps/sensitivity_small.toml --out results/sensitivity"),
)(sensitivity)
app.command(
    short_help="Fit parameters to observed figures.",
    epilog=_example("calibrate configs/calibration/barometer.toml --out results/barometer"),
)(calibrate)
app.command(
    short_help="Tell every parameter, or the story.",
    epilog=_example("describe configs/scenarios/strong_nih.toml --story"),
)(describe)
app.command(
    short_help="Write one HTML file about results.",
    epilog=_example("report results/prize --out prize.html"),
)(report)
app.command(
    short_help="Check the engine against known results.",
    epilog=_example("validate --replications 2000"),
)(validate)
app.command(
    short_help="Measure observed adoption on a network.",
    epilog=_example("metrics my_study --strata region"),
)(metrics)
app.command(
    short_help="Open the policy lab in the browser.",
    epilog=_example("lab configs/scenarios/copycat_prize.toml --port 5006"),
)(lab)
app.command(
    short_help="Fit to observed adoption, and predict.",
    epilog=_example("fit my_study --train-share 0.5"),
)(fit)
