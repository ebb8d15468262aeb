"""``diffusion-sim compare``: the same worlds under each policy."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.as_json import print_json, rows
from diffusion_sim.cli.figures import ENGLISH, figures_of_comparison, refuse_unknown_language
from diffusion_sim.cli.folders import default_folder, plain_name, refuse_occupied, refuse_unusable
from diffusion_sim.cli.footer import footer
from diffusion_sim.cli.one_municipality import refuse_unknown_place, tell_municipality
from diffusion_sim.cli.output import note, print_table, say
from diffusion_sim.cli.posterior import read_posterior, told_posterior
from diffusion_sim.cli.precision import read_precision, tell_precision
from diffusion_sim.cli.prepared import prepared_scenario
from diffusion_sim.cli.repeat import typed_command
from diffusion_sim.cli.robust import compare_in_countries
from diffusion_sim.cli.saving import saved
from diffusion_sim.cli.simulating import RunPlan, Unfinished, simulated
from diffusion_sim.cli.tables import effect_table, shown_effects
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

SHORT_HASH = 12
LEGEND = "Pairing: how many times smaller the variance is than in separate worlds."

Baseline = Annotated[Path, typer.Argument(metavar="BASELINE", help="What the others are compared with (TOML).")]
Uncertainty = Annotated[
    int, typer.Option(metavar="N", min=0, help="Compare in N countries drawn from the parameters' ranges; 0: in one.")
]
Municipality = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(metavar="NAME", help="Also tell what changes for one municipality, and why.", show_default=False),
]
Others = Annotated[list[Path], typer.Argument(metavar="SCENARIO...", help="One or more scenario files (TOML).")]


def compare(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    baseline: Baseline,
    scenarios: Others,
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
    uncertainty: Uncertainty = 0,
    municipality: Municipality = None,
    language: options.FigureLanguage = "en",
) -> None:
    """Simulate scenarios in the same worlds and print the differences to the first.

    --set and --months change all of them alike.
    """
    files = (baseline, *scenarios)
    prepared = [prepared_scenario(file, months, settings) for file in files]
    _refuse_same(prepared, files)
    refuse_unusable(out, "robustness" if uncertainty else "comparison")
    refuse_unknown_language(language)
    if municipality is not None:
        refuse_unknown_place(prepared[0], municipality)
    plan = RunPlan(replications, seed, engine, workers, read_precision(precision, at_most), read_posterior(posterior))
    if uncertainty:
        _refuse_with_uncertainty(plan, municipality, language, cases=cases)
        folder = out or default_folder(f"robust-{prepared[-1].name}", f"{prepared[-1].short_identity}-{uncertainty}")
        compare_in_countries(prepared, uncertainty, plan, folder, json=json, quiet=quiet)
        return
    try:
        results = simulated(prepared, plan, "All scenarios", quiet=quiet)
    except Unfinished as rest:
        _keep(rest, out, language, cases=cases)
        raise typer.Exit(rest.status) from rest
    tell_precision(plan.precision, results)
    comparison = _compared(results)
    folder = _saved(comparison, out, language, cases=cases)
    if json:
        _print_json(comparison, folder, municipality)
        return
    _print_results(comparison, folder, full=full)
    if municipality is not None:
        tell_municipality(comparison, municipality, quiet=quiet)


def _refuse_with_uncertainty(plan: RunPlan, municipality: str | None, language: str, *, cases: bool) -> None:
    """Refuse what would be left undone, rather than leave it out without a word."""
    asked = {
        "--engine": plan.engine != "compiled",
        "--precision": plan.precision is not None,
        "--posterior": plan.posterior is not None,
        "--municipality": municipality is not None,
        "--cases": cases,
        "--language": language != ENGLISH,
    }
    for option, given in asked.items():
        if given:
            raise InputError(option, "does not go with --uncertainty", "leave one of them out")


def _refuse_same(scenarios: Sequence[Scenario], files: Sequence[Path]) -> None:
    """Refuse a scenario that says the same as one before it: all differences would be zero."""
    seen: dict[str, Path] = {}
    for scenario, file in zip(scenarios, files, strict=True):
        twin = seen.setdefault(scenario.identity(), file)
        if twin is not file:
            found = f"is the same scenario as {twin.as_posix()}, apart from its name"
            raise InputError(file.as_posix(), found, "name scenarios that differ")


def _compared(results: Sequence[Result]) -> Comparison:
    from diffusion_sim.results.paired import Comparison

    return Comparison(results[0], tuple(results[1:]))


def _keep(rest: Unfinished, out: Path | None, language: str, *, cases: bool) -> None:
    """Write what had finished: a comparison where there is one already, else the baseline."""
    results = rest.results
    if len(results) > 1:
        folder = _saved(_compared(results), out, language, cases=cases)
    elif results:
        folder = results[0].save((out or _folder_for(results)) / f"0_{plain_name(_names(results)[0])}", cases=cases)
    for result in results:
        finished, asked = len(result.records), result.context.replications
        note(f"{rest.why}: {finished} of {asked} replications of {result.context.scenario.name} are kept.")
    late = f"{rest.why} before a replication had finished; nothing was written."
    note(f"They are in {folder.as_posix()}." if results else late)
    again = "To continue (what had finished is computed again)" if rest.results else "To run it again"
    note(f"{again}: {typed_command()}")


def _saved(comparison: Comparison, out: Path | None, language: str, *, cases: bool) -> Path:
    folder = out or _folder_for((comparison.baseline, *comparison.others))
    refuse_occupied(folder, "comparison")
    return saved(
        lambda figures: comparison.save(folder, cases=cases, figures=figures), figures_of_comparison(language), folder
    )


def _folder_for(results: Sequence[Result]) -> Path:
    run_ids = "|".join(result.context.run_id for result in results)
    return default_folder("-vs-".join(_names(results)), sha256(run_ids.encode()).hexdigest()[:SHORT_HASH])


def _names(results: Sequence[Result]) -> list[str]:
    return [result.context.scenario.name for result in results]


def _print_json(comparison: Comparison, folder: Path, municipality: str | None) -> None:
    results = (comparison.baseline, *comparison.others)
    runs = [result.manifest for result in results]
    told = {"folder": folder.as_posix(), "runs": runs, "effects": rows(comparison.summary())}
    if municipality is not None:
        told["municipality"] = rows(comparison.uptake_by_solution(municipality))
    print_json(told)


def _print_results(comparison: Comparison, folder: Path, *, full: bool) -> None:
    effects = comparison.summary()
    against = comparison.baseline.context.scenario.name
    for name in comparison.names:
        title = f"{name} against {against}, in the same {len(comparison.replications)} worlds"
        print_table(effect_table(shown_effects(effects[effects["scenario"] == name], full=full), title))
    say(LEGEND)
    if told := told_posterior((comparison.baseline, *comparison.others)):
        say(told)
    say(footer((comparison.baseline, *comparison.others)))
    say(f"Results folder: {folder.as_posix()}")
