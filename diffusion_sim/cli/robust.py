"""``diffusion-sim compare --uncertainty``: in what share of plausible countries a policy helps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.folders import refuse_unusable
from diffusion_sim.cli.footer import NO_FORECAST
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.progress import shown_progress
from diffusion_sim.cli.repeat import typed_command
from diffusion_sim.cli.simulating import STOPPED, RunPlan
from diffusion_sim.cli.sweep import reason
from diffusion_sim.errors import RunError

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.scenario import Scenario
    from diffusion_sim.sweeps.countries import CountriesFolder
    from diffusion_sim.sweeps.robustness import Robustness


def compare_in_countries(
    scenarios: Sequence[Scenario], countries: int, plan: RunPlan, folder: Path, *, json: bool, quiet: bool
) -> None:
    """Compare policies in countries drawn from the parameters' ranges; what is finished is on the disk."""
    from diffusion_sim.simulation import check_arguments
    from diffusion_sim.sweeps.countries import CountriesFolder, describe_countries

    refuse_unusable(folder, "robustness")
    check_arguments(plan.replications, plan.seed, plan.workers, plan.engine)
    kept = CountriesFolder(folder, describe_countries(scenarios, countries, plan.replications, plan.seed))
    try:
        found = _simulated(scenarios, countries, plan, kept, quiet=quiet)
    except KeyboardInterrupt:
        kept.close()
        note(f"Stopped; {_what_is_kept(kept, folder)}. To run it again: {typed_command()}")
        raise typer.Exit(STOPPED) from None
    except OSError as error:
        told = f"{folder.as_posix()} cannot be written ({reason(error)})"
        raise RunError(f"{told}; the countries written before are kept" if kept.finished else told) from error
    if found.draws.empty:
        raise RunError(f"no country could be simulated; the first: {found.failures[0]}")
    _tell(found, folder, plan, json=json)


def _simulated(
    scenarios: Sequence[Scenario], countries: int, plan: RunPlan, kept: CountriesFolder, *, quiet: bool
) -> Robustness:
    from diffusion_sim.sweeps.robustness import robustness

    with shown_progress("Countries", quiet=quiet, of="countries") as progress:

        def keep(found: Robustness, done: int) -> None:
            kept.keep(found, done)
            progress(done, countries)

        return robustness(scenarios, countries, plan.replications, plan.seed, workers=plan.workers, finished=keep)


def _what_is_kept(kept: CountriesFolder, folder: Path) -> str:
    if kept.finished:
        return f"finished countries are kept in {folder.as_posix()}"
    return "no country had finished, so nothing was written"


def _tell(found: Robustness, folder: Path, plan: RunPlan, *, json: bool) -> None:
    summary = found.summary()
    if found.failures:
        note(f"{len(found.failures)} countries could not be simulated; see {(folder / 'failed.txt').as_posix()}")
    if json:
        told = {"folder": folder.as_posix(), "parameters": list(found.parameters), "failed": list(found.failures)}
        print_json({**told, "robustness": rows(summary)})
        return
    for name, of_policy in summary.groupby("scenario", sort=False):
        _print_policy(str(name), of_policy)
    say("Helps: share of countries in which the mean difference is for the better; surely: its 95 % interval too.")
    say("Difference: median and 5th to 95th percentile between countries, drawn over the plausible ranges of")
    say(f"{len(found.parameters)} parameters, {plan.replications} replications, seed {plan.seed}. {NO_FORECAST}")
    say(f"Results folder: {folder.as_posix()} (robustness.csv, countries.csv)")


def _print_policy(name: str, table: pd.DataFrame) -> None:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from diffusion_sim.results.display import format_interval, format_number

    title = f"{escape(name)}: in {table['countries'].max()} plausible countries"
    shown = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Measure (unit)")
    for head in ("Helps", "surely", "Difference", "5 to 95 %"):
        shown.add_column(head, justify="right", no_wrap=head != "5 to 95 %")
    shown.add_column("Sign turned by", overflow="fold")
    for row in table.to_dict("records"):
        turned = f"{row['turned_by']} (helps when {row['helps_when']})" if row["turned_by"] else "no clear one"
        shares = [_percent(row[share]) for share in ("helps_share", "surely_helps_share")]
        effect = [format_number(row["median"]), format_interval(row["low"], row["high"])]
        shown.add_row(f"{row['label']} ({row['unit']})", *shares, *effect, turned)
    print_table(shown)


def _percent(share: float) -> str:
    from diffusion_sim.results.display import DASH

    return DASH if math.isnan(share) else f"{100 * share:.0f} %"
