"""``diffusion-sim sensitivity``: which parameters matter."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.sweep import FAILED, Out, PlanFile, Scheduler, Threads, kept, sweep_folder

if TYPE_CHECKING:
    from rich.table import Table

    from diffusion_sim.sweeps import Sensitivity

SHOWN = 10
Measures = Annotated[
    list[str] | None, typer.Option("--measure", help="Key of a measure; may be repeated.", show_default=False)
]


def sensitivity(
    plan: PlanFile,
    measure: Measures = None,
    out: Out = None,
    workers: Threads = None,
    scheduler: Scheduler = "",
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Rank the parameters of a plan (design morris or sobol_indices) by their effect on measures."""
    from diffusion_sim.sweeps import load_plan
    from diffusion_sim.sweeps import sensitivity as rank
    from diffusion_sim.sweeps.address import check_form
    from diffusion_sim.sweeps.sensitivity import DEFAULT_MEASURES, check_ranking

    check_form(scheduler)
    loaded, folder = load_plan(plan), sweep_folder(plan, out)
    asked = tuple(measure or DEFAULT_MEASURES)
    check_ranking(loaded, asked)
    found = kept(
        lambda progress: rank(
            loaded, folder, measures=asked, workers=workers, scheduler=scheduler, progress=progress
        ),
        loaded.name, folder, quiet=quiet,
    )  # fmt: skip
    _draw(found)
    if json:
        told = {"indices": rows(found.indices), "noise": rows(found.noise)}
        print_json({"folder": folder.as_posix(), **told})
    else:
        _tell(found, asked, folder)
    if found.sweep.failed:
        note(f"Error: {found.sweep.failed} points failed; see {(folder / 'failed.csv').as_posix()}")
        raise typer.Exit(FAILED)


def _tell(found: Sensitivity, asked: tuple[str, ...], folder: Path) -> None:
    for key in asked:
        print_table(_table(found, key))
        say(_noise(found, key))
    say("Model output under the assumptions of the scenarios, not a forecast.")
    say(f"Results folder: {folder.as_posix()} (sensitivity.csv, noise.csv, figures)")


def _table(found: Sensitivity, key: str) -> Table:
    from rich.table import Table

    from diffusion_sim.results.display import format_number
    from diffusion_sim.results.measures import measure

    one, told = found.indices[found.indices["measure"] == key], measure(key)
    index = str(one["index"].iloc[0])
    unit = "0 to 1" if index.startswith("share") else told.unit
    what = f"what {found.sweep.plan.scenario.name} changes in: " if found.sweep.plan.against else ""
    table = Table(title=f"{what}{told.label.lstrip('. ')}: {index} ({unit})", title_justify="left")
    for head, side in (("Parameter", "left"), ("Effect", "right"), ("± 95 %", "right")):
        table.add_column(head, justify=side)  # type: ignore[arg-type] # one of rich's own words
    for row in one.head(SHOWN).to_dict("records"):
        table.add_row(str(row["parameter"]), format_number(row["effect"]), format_number(row["interval"]))
    return table


def _noise(found: Sensitivity, key: str) -> str:
    """Say how much of what differs between points is luck, and what was left out."""
    (noise,) = found.noise[found.noise["measure"] == key].to_dict("records")
    groups = found.indices[found.indices["measure"] == key].to_dict("records")[0]
    left_out = f" {groups['left_out']} groups of points left out, where points failed." if groups["left_out"] else ""
    if math.isnan(float(noise["noise_share"])):
        return f"How much of this is luck cannot be told.{left_out}"
    shares = [f"{100 * noise[name]:.2g} %" for name in ("noise_share", "independent_share")]
    return (
        f"Of the variance between points {shares[0]} is luck (with worlds of its own for each point: {shares[1]})."
        f"{left_out}"
    )


def _draw(found: Sensitivity) -> None:
    from diffusion_sim.plots.provenance import Provenance
    from diffusion_sim.plots.save_all import write_figure
    from diffusion_sim.plots.sobol import sobol
    from diffusion_sim.plots.tornado import tornado

    plan = found.sweep.plan
    compared = [plan.scenario] + ([plan.against] if plan.against else [])
    scenarios = tuple((scenario.name, scenario.identity()) for scenario in compared)
    origin = Provenance(scenarios, plan.seed, plan.replications, _version())
    what = f"what “{plan.scenario.name}” changes in " if plan.against else ""
    for key in dict.fromkeys(found.indices["measure"]):
        write_figure(tornado(found.indices, key, origin, what), found.sweep.folder / "figures", f"tornado_{key}")
        if plan.design == "sobol_indices":
            write_figure(sobol(found.indices, key, origin, what), found.sweep.folder / "figures", f"sobol_{key}")


def _version() -> str:
    """Return the version of the package that ran."""
    from importlib.metadata import version

    return version("diffusion-sim")
