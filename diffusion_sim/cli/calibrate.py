"""``diffusion-sim calibrate``: which parameters agree with what was observed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.sweep import Threads, kept, sweep_folder

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from diffusion_sim.evidence.calibration import Calibration

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="A calibration plan (TOML).", show_default=False)]
Out = Annotated[
    Path | None, typer.Option(help="Results folder; results/PLAN if left out. Continued if begun.", show_default=False)
]


def calibrate(
    plan: PlanFile,
    out: Out = None,
    workers: Threads = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Find the parameters that agree with a plan's targets; started again, it continues where it stopped."""
    from diffusion_sim.evidence.calibration import calibrate as run_calibration
    from diffusion_sim.evidence.calibration import load_calibration

    loaded, folder = load_calibration(plan), sweep_folder(plan, out)
    found = kept(
        lambda progress: run_calibration(loaded, folder, workers=workers, progress=progress),
        loaded.name, folder, quiet=quiet, of="accepted parameter sets",
    )  # fmt: skip
    (folder / "plan.toml").write_bytes(plan.read_bytes())
    _draw(found)
    if json:
        told = {name: rows(getattr(found, name)) for name in ("generations", "predictive", "identifiability")}
        print_json({"folder": folder.as_posix(), "reached": found.reached, **told})
    else:
        _tell(found)


def _tell(found: Calibration) -> None:
    plan, folder = found.plan, found.folder.as_posix()
    print_table(_predictive_table(found.predictive))
    print_table(_identifiability_table(found.identifiability))
    last, tried = found.generations.iloc[-1], int(found.generations["candidates"].sum())
    say(
        f"{plan.name}: {plan.particles} draws (worth {last['effective_size']:.0f} of equal weight) within a distance of "
        f"{last['tolerance']:g} stated errors, from {tried} parameter sets in {plan.worlds} common worlds each, seed "
        f"{plan.seed}."
    )
    if not found.reached:
        note(f"The tolerances below {last['tolerance']:g} were not reached in {plan.most_candidates} sets each.")
    say(f"Predicted: mean and 95 % of {plan.predictive_worlds} other worlds, each with its own draw. Not a forecast.")
    say(f"Results folder: {folder} (posterior.csv, predictive_check.csv, identifiability.csv, figures)")
    say(f"To use the draws: diffusion-sim run SCENARIO --posterior {folder}/posterior.csv")


def _predictive_table(table: pd.DataFrame) -> Table:
    from diffusion_sim.results.display import format_interval, format_number

    shown = _table(
        "What the calibrated model predicts", ("Figure (unit)", ">Observed", ">Predicted", ">95 %", "Verdict")
    )
    for row in table.to_dict("records"):
        ends = row["observed_low"], row["observed_high"]
        observed = format_number(ends[0]) if ends[0] == ends[1] else format_interval(*ends)
        error = "" if row["use"] == "check" else f" ± {format_number(row['error'])}"
        verdict = row["verdict"] if row["use"] == "fitted" else f"{row['verdict']} (not fitted)"
        predicted = format_number(row["mean"]), format_interval(row["low"], row["high"])
        shown.add_row(f"{row['label']} ({row['unit']})", observed + error, *predicted, verdict)
    return shown


def _identifiability_table(table: pd.DataFrame) -> Table:
    from diffusion_sim.results.display import format_interval, format_number

    truth = ("truth" in table,)
    heads = ("Parameter", ">Prior", ">Posterior", ">95 %", *((">Truth",) if truth[0] else ()), "Verdict")
    shown = _table("What the data tell", heads)
    for row in table.to_dict("records"):
        told = [format_number(row["truth"])] if truth[0] else []
        prior = format_interval(row["prior_low"], row["prior_high"])
        posterior = format_number(row["mean"]), format_interval(row["low"], row["high"])
        shown.add_row(row["parameter"], prior, *posterior, *told, row["verdict"])
    return shown


def _table(title: str, heads: tuple[str, ...]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        number = head.startswith(">")
        table.add_column(head.removeprefix(">"), justify="right" if number else "left", no_wrap=number, overflow="fold")
    return table


def _draw(found: Calibration) -> None:
    from importlib.metadata import version

    import pandas as pd

    from diffusion_sim.plots.calibration import predictive_check, prior_and_posterior
    from diffusion_sim.plots.provenance import Provenance
    from diffusion_sim.plots.save_all import write_figure

    plan = found.plan
    origin = Provenance(((plan.name, plan.scenario.identity()),), plan.seed, plan.worlds, version("diffusion-sim"))
    draws = pd.read_csv(found.folder / "posterior.csv", comment="#")
    write_figure(predictive_check(found.predictive, origin), found.folder / "figures", "predictive_check")
    write_figure(
        prior_and_posterior(draws, found.identifiability, origin), found.folder / "figures", "prior_and_posterior"
    )
