"""``diffusion-sim run``: a scenario in, an answer out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.figures import figures_of_result, refuse_unknown_language
from diffusion_sim.cli.folders import default_folder, refuse_occupied, refuse_unusable
from diffusion_sim.cli.footer import footer
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.posterior import read_posterior, told_posterior
from diffusion_sim.cli.precision import read_precision, tell_precision
from diffusion_sim.cli.prepared import prepared_scenario
from diffusion_sim.cli.repeat import typed_command
from diffusion_sim.cli.saving import saved
from diffusion_sim.cli.simulating import RunPlan, Unfinished, simulated
from diffusion_sim.cli.tables import shown_rows, summary_table

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result


def run(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    scenario: options.ScenarioFile,
    replications: options.Replications = 50,
    seed: options.Seed = 1,
    months: options.Months = None,
    engine: options.Engine = "compiled",
    settings: options.Settings = None,
    out: options.Out = None,
    workers: options.Workers = None,
    json: options.Json = False,
    full: options.Full = False,
    quiet: options.Quiet = False,
    cases: options.Cases = False,
    precision: options.Precision = None,
    at_most: options.AtMost = 2000,
    posterior: options.PosteriorFile = None,
    language: options.FigureLanguage = "en",
) -> None:
    """Simulate one scenario, print its results and write the results folder."""
    prepared = prepared_scenario(scenario, months, settings)
    refuse_unusable(out, "run")
    refuse_unknown_language(language)
    plan = RunPlan(replications, seed, engine, workers, read_precision(precision, at_most), read_posterior(posterior))
    try:
        (result,) = simulated([prepared], plan, prepared.name, quiet=quiet)
    except Unfinished as rest:
        _keep(rest, out, language, cases=cases)
        raise typer.Exit(rest.status) from rest
    tell_precision(plan.precision, [result])
    folder = _saved(result, out, language, cases=cases)
    if json:
        print_json({"folder": folder.as_posix(), **result.manifest, "summary": rows(result.summary())})
    else:
        _print_results(result, folder, full=full)


def _keep(rest: Unfinished, out: Path | None, language: str, *, cases: bool) -> None:
    """Write the replications that had finished, and say how to come to all of them."""
    if not rest.results:
        note(f"{rest.why} before a replication had finished; nothing was written.")
    for result in rest.results:
        folder = _saved(result, out, language, cases=cases)
        asked = result.context.replications
        note(f"{rest.why}: {len(result.records)} of {asked} replications are kept in {folder.as_posix()} (partial).")
    again = "To continue (what had finished is computed again)" if rest.results else "To run it again"
    note(f"{again}: {typed_command()}")


def _saved(result: Result, out: Path | None, language: str, *, cases: bool) -> Path:
    folder = out or default_folder(result.context.scenario.name, result.context.run_id)
    refuse_occupied(folder, "run")
    return saved(lambda figures: result.save(folder, cases=cases, figures=figures), figures_of_result(language), folder)


def _print_results(result: Result, folder: Path, *, full: bool) -> None:
    title = f"{result.context.scenario.name}: mean over replications"
    print_table(summary_table(shown_rows(result.summary(), full=full), title))
    if told := told_posterior([result]):
        say(told)
    say(footer([result]))
    say(f"Results folder: {folder.as_posix()}")
