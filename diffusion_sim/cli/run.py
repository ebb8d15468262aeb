"""``diffusion-sim run``: a scenario in, an answer out; and what is left of a run that does not come to its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.options import RunPlan, note_scenarios, prepared_scenario, read_precision
from diffusion_sim.cli.output import (
    NO_FORECAST,
    SHORT_HASH,
    Table,
    grouped_table,
    interval_of,
    note,
    print_json,
    print_table,
    rows,
    say,
    say_words,
    shown_progress,
)
from diffusion_sim.cli.repeating import Repeated
from diffusion_sim.cli.results_folder import (
    default_folder,
    figures_of_result,
    refuse_different,
    refuse_occupied,
    refuse_unknown_language,
    refuse_unusable,
    saved,
)
from diffusion_sim.cli.stopping import FAILED, stop_once, stopped_status, told_failure, typed_command
from diffusion_sim.errors import DiffusionSimError, InputError

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.result import Figures, Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.simulation import Precision

PARTS = "..."
"""How the label of a part of the measure above begins."""
IMPLEMENTED = "implemented_"
PARTS_SHOWN = ("in_use_", IMPLEMENTED)
"""Parts that stand in the short table as well: what is in use, by mode."""


def run(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    context: typer.Context,
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
    precision: options.PrecisionText = None,
    at_most: options.AtMost = None,
    posterior: options.PosteriorFile = None,
    language: options.FigureLanguage = "en",
    overwrite: options.Overwrite = False,
) -> None:
    """Simulate one scenario, print its results and write the results folder.

    SCENARIO may be the manifest.json of a results folder: the same run again.
    """
    repeated = Repeated(scenario)
    repeated.check()
    prepared = prepared_scenario(scenario, months, settings)
    replications = repeated.or_else(context, "replications", replications)
    seed = repeated.or_else(context, "seed", seed)
    refuse_unusable(out, "run")
    refuse_unknown_language(language)
    narrow = read_precision(precision, at_most, replications)
    plan = RunPlan(replications, seed, engine, workers, narrow, repeated.posterior(posterior))
    if out is not None and not overwrite:
        refuse_different(out, [prepared], plan)
    try:
        (result,) = simulated([prepared], plan, prepared.name, quiet=quiet)
    except Unfinished as rest:
        _keep(rest, out, language, cases=cases, overwrite=overwrite)
        raise typer.Exit(rest.status) from rest
    tell_precision(plan.precision, [result])
    folder = _saved(result, out, language, cases=cases, overwrite=overwrite)
    if json:
        print_json(
            {
                "folder": folder.as_posix(),
                **result.manifest,
                "summary": rows(result.summary()),
                "stationarity": rows(result.stationarity()),
            }
        )
    else:
        _print_results(result, folder, full=full)
        if told := repeated.compare(folder):
            say(told)


def _keep(rest: Unfinished, out: Path | None, language: str, *, cases: bool, overwrite: bool) -> None:
    """Write the replications that had finished, and say how to come to all of them."""
    if not rest.results:
        note(f"{rest.why} before a replication had finished; nothing was written.")
    for result in rest.results:
        finished = f"{len(result.records)} of {result.context.replications} replications"
        try:
            folder = _saved(result, out, language, cases=cases, overwrite=overwrite)
            note(f"{rest.why}: {finished} are kept in {folder.as_posix()} (partial).")
        except DiffusionSimError as error:
            note(f"{rest.why} after {finished}: {error}.")
    again = "To continue (what had finished is computed again)" if rest.results else "To run it again"
    note(f"{again}: {typed_command()}")


def _saved(result: Result, out: Path | None, language: str, *, cases: bool, overwrite: bool) -> Path:
    folder = out or default_folder(result.context.scenario.name, result.context.run_id)
    refuse_occupied(folder, "run")

    def save(to: Path, figures: Figures | None) -> Path:
        return result.save(to, cases=cases, figures=figures, overwrite=overwrite)

    return saved(save, figures_of_result(language), folder)


def _print_results(result: Result, folder: Path, *, full: bool) -> None:
    from diffusion_sim.results.stationarity import regime_told

    title = f"{result.context.scenario.name}: mean over replications"
    print_table(summary_table(shown_rows(result.summary(), full=full), title))
    if told := told_posterior([result]):
        say_words(told)
    say_words(regime_told(result.stationarity()))
    say_words(footer([result]))
    say(f"Results folder: {folder.as_posix()}")


class Unfinished(Exception):  # noqa: N818 - neither an error of the user nor of the program: what is left
    """A command was stopped, or failed while running."""

    def __init__(self, results: Sequence[Result], why: str, status: int) -> None:
        super().__init__(why)
        self.results = tuple(results)
        """What had finished; the last one perhaps partial."""
        self.why = why
        self.status = status


def simulated(scenarios: Sequence[Scenario], plan: RunPlan, what: str, *, quiet: bool) -> tuple[Result, ...]:
    """Run scenarios in the same replications.

    Raises
    ------
    Unfinished
        When stopped, and when a run fails.
    """
    from diffusion_sim.simulation import Together, check_arguments

    engine: Any = plan.engine  # any text: an unknown engine is refused in a sentence
    check_arguments(plan.replications, plan.seed, plan.workers, engine)
    together = Together(scenarios, plan.seed, engine, plan.workers, posterior=plan.posterior)
    try:
        if not quiet:
            note_scenarios(scenarios)
        with shown_progress(what, quiet=quiet) as progress:
            together.bring_to(plan.replications, progress)
            together.narrow(plan.precision, progress)
    except KeyboardInterrupt as stop:
        stop_once()
        raise Unfinished(together.results, "Stopped", stopped_status()) from stop
    except InputError:
        raise
    except Exception as error:  # whatever it is, what was finished before it is kept
        raise Unfinished(together.results, f"Error: the run failed ({told_failure(error)})", FAILED) from error
    return tuple(together.results)


def shown_rows(summary: pd.DataFrame, *, full: bool) -> pd.DataFrame:
    """Return the rows to print: all, or those that are no mere part of another."""
    if full:
        return summary
    part = summary["label"].str.startswith(PARTS)
    return summary[~part | summary["measure"].str.startswith(PARTS_SHOWN)]


def summary_table(summary: pd.DataFrame, title: str) -> Table:
    """Return measure, mean, 95 % interval (of replications, where parameters were drawn) and unit, in groups."""
    from diffusion_sim.results.display import format_ends, format_number

    head, low, high = interval_of(summary)
    cells = [
        (
            one["group"],
            (one["label"], format_number(one["mean"]), format_ends(one, low, high), one["unit"]),
        )
        for one in summary.to_dict("records")
    ]
    return grouped_table(title, ("Measure", ">Mean", f">{head}", "Unit"), cells)


def footer(results: Iterable[Result]) -> str:
    """Return scenario, hash, seed, replications and version, then that this is no forecast."""
    return "\n".join([*(_provenance(result) for result in results), NO_FORECAST])


def _provenance(result: Result) -> str:
    context = result.context
    finished = len(result.records)
    asked = f" of {context.replications}" if finished != context.replications else ""
    noun = "replication" if context.replications == 1 else "replications"
    return (
        f"{context.title}, scenario {context.scenario_hash[:SHORT_HASH]}, seed {context.seed}, "
        f"{finished}{asked} {noun}, version {context.version}"
    )


def told_posterior(results: Sequence[Result]) -> str:
    """Return where parameters were drawn from, and how to read the interval; nothing where none were."""
    from diffusion_sim.results.intervals import FEWEST_REPLICATIONS

    posterior = results[0].context.posterior
    if posterior is None:
        return ""
    lines = [
        (
            f"{len(posterior.keys)} parameters drawn anew for each replication from {posterior.name} "
            f"({posterior.digest[:SHORT_HASH]})."
        ),
        *(
            f"{result.context.scenario.name} sets {', '.join(kept)} itself: not drawn."
            for result in results
            if (kept := posterior.kept_by(result.context.scenario))
        ),
        (
            "95 % of replications: chance and unknown parameters together; more replications do not narrow it, and fewer than "
            f"{FEWEST_REPLICATIONS} do not show it. The interval of the mean alone (low, high) is in the results folder."
        ),
    ]
    return "\n".join(lines)


def tell_precision(precision: Precision | None, results: Sequence[Result]) -> None:
    """Say after a run with how many replications it stopped, and why."""
    if precision is None:
        return
    wanted = f"{precision.measure} to within {precision.half_width:g}"
    count = len(results[0].records)
    if precision.reached_by(results):
        note(f"{count} replications: {wanted}.")
    else:
        note(f"{count} replications are the ceiling (--at-most), and not enough for {wanted}.")
