"""``diffusion-sim compare``: the same replications under each policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.compare_options import (
    Draws,
    compare_over_draws,
    print_channels,
    refuse_source_alone,
    refuse_unknown_place,
    refuse_with_uncertainty,
    refuse_without_channels,
    source_of,
    split_by_channels,
    tell_municipality,
)
from diffusion_sim.cli.options import RunPlan, prepared_scenario, read_posterior, read_precision
from diffusion_sim.cli.output import (
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
)
from diffusion_sim.cli.results_folder import (
    default_folder,
    figures_of_comparison,
    refuse_different,
    refuse_occupied,
    refuse_unknown_language,
    refuse_unusable,
    saved,
)
from diffusion_sim.cli.run import IMPLEMENTED, Unfinished, footer, simulated, tell_precision, told_posterior
from diffusion_sim.cli.stopping import typed_command
from diffusion_sim.errors import DiffusionSimError, InputError

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.comparison import Comparison, ComparisonFigures
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

LEGEND = "Variance ratio: variance with separate replications, divided by that with the same random draws."
Baseline = Annotated[Path, typer.Argument(metavar="BASELINE", help="What the others are compared with (TOML).")]
Uncertainty = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=0,
        help="Compare over N draws of the uncertain parameters; 0: at the parameters of the files.",
    ),
]
DrawsFrom = Annotated[
    Optional[str],  # noqa: UP045 - as below
    typer.Option(
        metavar="agreeing|ranges",
        help="Where --uncertainty draws from: what agrees with the observed figures (Denmark's default), or the plausible ranges.",
        show_default=False,
    ),
]
Municipality = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(metavar="NAME", help="Also tell what changes for one municipality, and why.", show_default=False),
]
Channels = Annotated[
    bool,
    typer.Option("--channels", help="Also split each prize into incentive, recognition and visibility (7 more runs)."),
]
Interactions = Annotated[
    bool,
    typer.Option(
        "--interactions",
        help="Also run each pair of scenarios together: what both do beyond the sum of each (difference of differences).",
    ),
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
    precision: options.PrecisionText = None,
    at_most: options.AtMost = None,
    posterior: options.PosteriorFile = None,
    uncertainty: Uncertainty = 0,
    draws_from: DrawsFrom = None,
    municipality: Municipality = None,
    channels: Channels = False,
    interactions: Interactions = False,
    language: options.FigureLanguage = "en",
    overwrite: options.Overwrite = False,
) -> None:
    """Simulate scenarios in the same replications and print the differences to the first.

    --set and --months change all of them alike.
    """
    files = (baseline, *scenarios)
    prepared = [prepared_scenario(file, months, settings) for file in files]
    _refuse_same(prepared, files)
    if interactions:
        prepared += _pairs_together(prepared)
    refuse_unusable(out, "robustness" if uncertainty else "comparison")
    refuse_unknown_language(language)
    if municipality is not None:
        refuse_unknown_place(prepared[0], municipality)
    if channels:
        refuse_without_channels(prepared)
    narrow = read_precision(precision, at_most, replications)
    plan = RunPlan(replications, seed, engine, workers, narrow, read_posterior(posterior))
    refuse_source_alone(draws_from, uncertainty)
    if uncertainty:
        asked = {"--cases": cases, "--channels": channels, "--interactions": interactions}
        refuse_with_uncertainty(plan, municipality, language, asked)
        draws = Draws(tuple(prepared), uncertainty, source_of(prepared[0], draws_from), plan)
        compare_over_draws(draws, out, as_json=json, quiet=quiet, overwrite=overwrite)
        return
    if out is not None and not overwrite:
        refuse_different(out, prepared, plan)
        refuse_different(_of_baseline(out, prepared[0]), prepared[:1], plan)  # all that an unfinished one has
    try:
        results = simulated(prepared, plan, "All scenarios", quiet=quiet)
    except Unfinished as rest:
        _keep(rest, out, language, cases=cases, overwrite=overwrite)
        raise typer.Exit(rest.status) from rest
    tell_precision(plan.precision, results)
    comparison = _compared(results)
    folder = _saved(comparison, out, language, cases=cases, overwrite=overwrite)
    parts = split_by_channels(comparison, plan, folder, quiet=quiet) if channels else {}
    if json:
        _print_json(comparison, folder, municipality, parts)
        return
    _print_results(comparison, folder, full=full)
    print_channels(parts)
    if municipality is not None:
        tell_municipality(comparison, municipality, quiet=quiet)


def _pairs_together(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return each pair of policies as one scenario, where none of those given is it."""
    from diffusion_sim.scenario.combining import combined

    baseline, *policies = scenarios
    if len(policies) < 2:  # noqa: PLR2004 - a pair
        raise InputError("--interactions", "there is one scenario beside the baseline", "name two or more")
    known = {one.identity() for one in scenarios}
    pairs = (combined(baseline, first, second) for first, second in combinations(policies, 2))
    return [pair for pair in pairs if pair.identity() not in known]


def _refuse_same(scenarios: Sequence[Scenario], files: Sequence[Path]) -> None:
    """Refuse a scenario that says the same as one before it: all differences would be zero."""
    seen: dict[str, Path] = {}
    for scenario, file in zip(scenarios, files, strict=True):
        twin = seen.setdefault(scenario.identity(), file)
        if twin is not file:
            found = f"is the same scenario as {twin.as_posix()}, apart from its name"
            raise InputError(file.as_posix(), found, "name scenarios that differ")


def _compared(results: Sequence[Result]) -> Comparison:
    from diffusion_sim.results.comparison import Comparison

    return Comparison(results[0], tuple(results[1:]))


def _keep(rest: Unfinished, out: Path | None, language: str, *, cases: bool, overwrite: bool) -> None:
    """Write what had finished: a comparison where there is one already, else the baseline."""
    results = rest.results
    try:
        _note_kept(rest, _saved_results(results, out, language, cases=cases, overwrite=overwrite))
    except DiffusionSimError as error:
        note(f"{rest.why}: {error}.")
    again = "To continue (what had finished is computed again)" if results else "To run it again"
    note(f"{again}: {typed_command()}")


def _note_kept(rest: Unfinished, folder: Path | None) -> None:
    if folder is None:
        note(f"{rest.why} before a replication had finished; nothing was written.")
        return
    for result in rest.results:
        finished, asked = len(result.records), result.context.replications
        note(f"{rest.why}: {finished} of {asked} replications of {result.context.scenario.name} are kept.")
    note(f"They are in {folder.as_posix()}.")


def _saved_results(
    results: Sequence[Result], out: Path | None, language: str, *, cases: bool, overwrite: bool
) -> Path | None:
    if len(results) > 1:
        return _saved(_compared(results), out, language, cases=cases, overwrite=overwrite)
    if not results:
        return None
    folder = _of_baseline(out or _folder_for(results), results[0].context.scenario)
    return results[0].save(folder, cases=cases, overwrite=overwrite)


def _of_baseline(folder: Path, baseline: Scenario) -> Path:
    """Return where a comparison keeps its baseline."""
    from diffusion_sim.results.comparison import folder_name

    return folder / folder_name(0, baseline.name)


def _saved(comparison: Comparison, out: Path | None, language: str, *, cases: bool, overwrite: bool) -> Path:
    folder = out or _folder_for((comparison.baseline, *comparison.others))
    refuse_occupied(folder, "comparison")

    def save(to: Path, figures: ComparisonFigures | None) -> Path:
        return comparison.save(to, cases=cases, figures=figures, overwrite=overwrite)

    return saved(save, figures_of_comparison(language), folder)


def _folder_for(results: Sequence[Result]) -> Path:
    run_ids = "|".join(result.context.run_id for result in results)
    return default_folder("-vs-".join(_names(results)), sha256(run_ids.encode()).hexdigest()[:SHORT_HASH])


def _names(results: Sequence[Result]) -> list[str]:
    return [result.context.scenario.name for result in results]


def _print_json(
    comparison: Comparison, folder: Path, municipality: str | None, parts: Mapping[str, pd.DataFrame]
) -> None:
    results = (comparison.baseline, *comparison.others)
    runs = [result.manifest for result in results]
    told: dict[str, object] = {"folder": folder.as_posix(), "runs": runs, "effects": rows(comparison.summary()),
        "cost_effectiveness": rows(comparison.cost_effectiveness()), "interactions": rows(comparison.interactions())}  # fmt: skip
    if municipality is not None:
        told["municipality"] = rows(comparison.uptake_by_solution(municipality))
    if parts:
        told["channels"] = {name: rows(table) for name, table in parts.items()}
    print_json(told)


def _print_results(comparison: Comparison, folder: Path, *, full: bool) -> None:
    effects = comparison.summary()
    against = comparison.baseline.context.scenario.name
    for name in comparison.names:
        title = f"{name} against {against}, in the same {len(comparison.replications)} replications"
        print_table(effect_table(shown_effects(effects[effects["scenario"] == name], full=full), title))
    say_words(LEGEND)
    say("")
    print_table(cost_table(comparison.cost_effectiveness(), full=full))
    for _, square in comparison.interactions().groupby("both", sort=False):
        print_table(interactions_table(square, full=full))
    if told := told_posterior((comparison.baseline, *comparison.others)):
        say_words(told)
    say_words(footer((comparison.baseline, *comparison.others)))
    say(f"Results folder: {folder.as_posix()}")


def shown_effects(effects: pd.DataFrame, *, full: bool) -> pd.DataFrame:
    """Return the rows to print: all, or the headlines and what is implemented, by mode."""
    from diffusion_sim.results.display import headlines

    if full:
        return effects
    headline = headlines(effects)["measure"]
    return effects[effects["measure"].isin(headline) | effects["measure"].str.startswith(IMPLEMENTED)]


def effect_table(summary: pd.DataFrame, title: str) -> Table:
    """Return the baseline and the paired difference to it, in groups."""
    from diffusion_sim.results.display import format_ends, format_number

    head, low, high = interval_of(summary)
    cells = [
        (
            one["group"],
            (
                f"{one['label']} ({one['unit']})",
                format_number(one["baseline_mean"]),
                _signed(one["difference"], format_number(one["difference"])),
                format_ends(one, low, high),
                format_number(one["variance_ratio"]),
            ),
        )
        for one in summary.to_dict("records")
    ]
    return grouped_table(title, ("Measure (unit)", ">Baseline", ">Difference", f">{head}", ">Variance ratio"), cells)


def interactions_table(table: pd.DataFrame, *, full: bool) -> Table:
    """Return one 2 x 2: what each policy changes alone, both together, and what is beyond the sum, with its interval."""
    from diffusion_sim.results.display import format_interval, format_number

    first, second = (str(table[side].iloc[0]) for side in ("first", "second"))
    alone = ("first_alone", "second_alone", "together", "interaction")
    rows = [
        (
            f"{row['label']} ({row['unit']})",
            *(format_number(row[name]) for name in alone),
            format_interval(row["low"], row["high"]),
        )
        for row in shown_effects(table, full=full).to_dict("records")
    ]
    heads = ("Measure (unit)", f">{first}", f">{second}", ">Both", ">Beyond the sum", ">95 % interval")
    return Table(f"Interaction of {first} and {second}: difference of differences", heads, rows)


COST_HEADS = (
    "Policy (municipalities, years)", ">Additional implementations", ">Additional cost, million DKK",
    ">Thousand DKK for each", ">Thousand DKK of the state",
)  # fmt: skip


def cost_table(table: pd.DataFrame, *, full: bool) -> Table:
    """Return what an additional implementation costs, in all or also by region and size, with 95 % intervals."""
    shown = table if full else table[table["by"] == "all"]
    title = "Cost per additional implementation, with 95 % intervals (Fieller); – where it is not shown to add any"
    return Table(title, COST_HEADS, [_cost_cells(row) for row in shown.to_dict("records")])


def _cost_cells(row: Mapping[Any, Any]) -> tuple[str, ...]:
    numbers = [
        _with_interval(row, name) for name in ("additional", "cost", "cost_per_additional", "state_cost_per_additional")
    ]
    return (f"{row['scenario']} ({row['among']}, {row['months'] / 12:g})", *numbers)


def _with_interval(row: Mapping[Any, Any], name: str) -> str:
    from diffusion_sim.results.display import DASH, format_interval, format_number

    ends = format_interval(row[f"{name}_low"], row[f"{name}_high"])
    return DASH if ends == DASH and row[name] != row[name] else f"{format_number(row[name])}\n({ends})"


def _signed(value: float, text: str) -> str:
    return f"+{text}" if value > 0 else text
