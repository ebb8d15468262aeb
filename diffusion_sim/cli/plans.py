"""Commands that run a plan and continue where they stopped: ``sweep``, ``sensitivity`` and ``calibrate``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.output import Progress, Table, note, print_json, print_table, rows, say, say_words
from diffusion_sim.cli.results_folder import RESULTS, plain_name
from diffusion_sim.cli.stopping import FAILED, Kept, run_kept, typed_command
from diffusion_sim.files import read_bytes

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.calibration import Calibration
    from diffusion_sim.sweeps import Sensitivity, Sweep

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan file (TOML).", show_default=False)]
Out = Annotated[
    Path | None, typer.Option(help="Results folder; results/PLAN if left out. Continued if begun.", show_default=False)
]
Threads = Annotated[int | None, typer.Option(help="Threads; one for each processor if left out.", show_default=False)]
Scheduler = Annotated[str, typer.Option(metavar="ADDRESS", help="A Dask scheduler to run on.", show_default=False)]
FullTables = Annotated[bool, typer.Option("--full-tables", help="Also keep all tables of every point; large.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Run the points in failed.csv again.")]
SHOWN = 10
MOST_PERIODS = 12
Measures = Annotated[
    list[str] | None, typer.Option("--measure", help="Key of a measure; may be repeated.", show_default=False)
]
ShownMeasures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        help="Key of a measure to print and draw; may be repeated. implemented_per_year, in_use and cost_million_dkk if left out.",
        show_default=False,
    ),
]
SHOWN_MEASURES = ("implemented_per_year", "in_use", "cost_million_dkk")
CalibrationPlan = Annotated[Path, typer.Argument(metavar="PLAN", help="A calibration plan (TOML).", show_default=False)]


def sweep(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    plan: PlanFile,
    measure: ShownMeasures = None,
    out: Out = None,
    workers: Threads = None,
    scheduler: Scheduler = "",
    full_tables: FullTables = False,
    retry_failed: RetryFailed = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Run all points of a plan in the same replications; started again, it continues where it stopped."""
    from diffusion_sim.cli.sweep_table import draw_sweep, tell_sweep
    from diffusion_sim.results.measures import measure as check_measure
    from diffusion_sim.sweeps import load_plan
    from diffusion_sim.sweeps import sweep as run_sweep
    from diffusion_sim.sweeps.cluster import check_form
    from diffusion_sim.sweeps.work_folder import JOURNAL

    check_form(scheduler)
    asked = tuple(dict.fromkeys(measure or SHOWN_MEASURES))
    for key in asked:
        check_measure(key)
    loaded, folder = load_plan(plan), sweep_folder(plan, out)

    def swept(progress: Progress) -> Sweep:
        found = run_sweep(
            loaded, folder, workers=workers, scheduler=scheduler, progress=progress, full_tables=full_tables,
            retry_failed=retry_failed,
        )  # fmt: skip
        draw_sweep(found, asked)
        return found

    done = run_kept(swept, loaded.name, Kept(folder / JOURNAL), quiet=quiet)
    if json:
        print_json({"folder": folder.as_posix(), "failed": done.failed, "points": rows(done.summary)})
    else:
        tell_sweep(done, asked)
    if done.failed:
        ledger = (folder / "failed.csv").as_posix()
        word = "point" if done.failed == 1 else "points"
        again = typed_command() + ("" if retry_failed else " --retry-failed")
        note(f"Error: {done.failed} {word} failed; see {ledger}. To try again: {again}")
        raise typer.Exit(FAILED)


def sweep_folder(plan: Path, out: Path | None) -> Path:
    """Return where a plan's results go; the same each time, so that it can be continued."""
    return out or RESULTS / plain_name(plan.stem)


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
    from diffusion_sim.sweeps.cluster import check_form
    from diffusion_sim.sweeps.parameter_ranking import DEFAULT_MEASURES, check_ranking
    from diffusion_sim.sweeps.work_folder import JOURNAL

    check_form(scheduler)
    loaded, folder = load_plan(plan), sweep_folder(plan, out)
    asked = tuple(dict.fromkeys(measure or DEFAULT_MEASURES))
    check_ranking(loaded, asked)

    def ranked(progress: Progress) -> Sensitivity:
        found = rank(loaded, folder, measures=asked, workers=workers, scheduler=scheduler, progress=progress)
        _draw_ranking(found)
        return found

    found = run_kept(ranked, loaded.name, Kept(folder / JOURNAL), quiet=quiet)
    if json:
        told = {"indices": rows(found.indices), "noise": rows(found.noise)}
        print_json({"folder": folder.as_posix(), **told})
    else:
        _tell_ranking(found, asked, folder)
    if found.sweep.failed:
        note(f"Error: {found.sweep.failed} points failed; see {(folder / 'failed.csv').as_posix()}")
        raise typer.Exit(FAILED)


def _tell_ranking(found: Sensitivity, asked: tuple[str, ...], folder: Path) -> None:
    for key in asked:
        print_table(_ranking_table(found, key))
        say_words(_told_noise(found, key))
    say("Model output under the assumptions of the scenarios, not a forecast.")
    say(f"Results folder: {folder.as_posix()} (sensitivity.csv, noise.csv, figures)")


def _ranking_table(found: Sensitivity, key: str) -> Table:
    from diffusion_sim.results.display import format_number
    from diffusion_sim.results.measures import measure

    one, told = found.indices[found.indices["measure"] == key], measure(key)
    index = str(one["index"].iloc[0])
    unit = "0 to 1" if index.startswith("share") else told.unit
    what = f"what {found.sweep.plan.scenario.name} changes in: " if found.sweep.plan.against else ""
    rows = [
        (str(row["parameter"]), format_number(row["effect"]), format_number(row["interval"]))
        for row in one.head(SHOWN).to_dict("records")
    ]
    return Table(f"{what}{told.label.lstrip('. ')}: {index} ({unit})", ("Parameter", ">Effect", ">± 95 %"), rows)


def _told_noise(found: Sensitivity, key: str) -> str:
    """Say how much of what differs between points is chance, and what was left out."""
    (noise,) = found.noise[found.noise["measure"] == key].to_dict("records")
    groups = found.indices[found.indices["measure"] == key].to_dict("records")[0]
    left_out = f" {groups['left_out']} groups of points left out, where points failed." if groups["left_out"] else ""
    if math.isnan(float(noise["noise_share"])):
        return f"How much of this is chance is unknown.{left_out}"
    shares = [f"{100 * noise[name]:.2g} %" for name in ("noise_share", "independent_share")]
    return (
        f"Of the variance between points {shares[0]} is chance (with replications of its own for each point: {shares[1]})."
        f"{left_out}"
    )


def _draw_ranking(found: Sensitivity) -> None:
    from diffusion_sim.plots.figure import Provenance, write_figure
    from diffusion_sim.plots.plan_figures import sobol, tornado
    from diffusion_sim.version import version

    plan = found.sweep.plan
    compared = [plan.scenario] + ([plan.against] if plan.against else [])
    scenarios = tuple((scenario.name, scenario.identity()) for scenario in compared)
    origin = Provenance(scenarios, plan.seed, plan.replications, version())
    what = f"what “{plan.scenario.name}” changes in " if plan.against else ""
    for key in dict.fromkeys(found.indices["measure"]):
        write_figure(tornado(found.indices, key, origin, what), found.sweep.folder / "figures", f"tornado_{key}")
        if plan.design == "sobol_indices":
            write_figure(sobol(found.indices, key, origin, what), found.sweep.folder / "figures", f"sobol_{key}")


def calibrate(
    plan: CalibrationPlan,
    out: Out = None,
    workers: Threads = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Find the parameters that agree with a plan's targets; started again, it continues where it stopped."""
    from diffusion_sim.calibration import calibrate as run_calibration
    from diffusion_sim.calibration import load_calibration
    from diffusion_sim.calibration.run_calibration import JOURNAL

    text, loaded, folder = read_bytes(plan), load_calibration(plan), sweep_folder(plan, out)

    def calibrated(progress: Progress) -> Calibration:
        found = run_calibration(loaded, folder, workers=workers, progress=progress)
        (folder / "plan.toml").write_bytes(text)
        _draw_calibration(found)
        return found

    kept = Kept(folder / JOURNAL, "accepted parameter sets", "simulated parameter sets")
    found = run_kept(calibrated, loaded.name, kept, quiet=quiet)
    if json:
        told = {name: rows(getattr(found, name)) for name in ("generations", "predictive", "identifiability")}
        later = {} if found.curve is None else {"curve": rows(found.curve)}
        print_json({"folder": folder.as_posix(), "reached": found.reached, **told, **later})
    else:
        _tell_calibration(found)


def _tell_calibration(found: Calibration) -> None:
    plan, folder = found.plan, found.folder.as_posix()
    print_table(_predictive_table(found.predictive))
    print_table(_identifiability_table(found.identifiability))
    last, tried = found.generations.iloc[-1], int(found.generations["candidates"].sum())
    say_words(
        f"{plan.name}: {plan.particles} draws (worth {last['effective_size']:.0f} of equal weight) within a distance of "
        f"{last['tolerance']:g} stated errors, from {tried} parameter sets in {plan.replications} common replications each, seed "
        f"{plan.seed}."
    )
    if not found.reached:
        note(f"The tolerances below {last['tolerance']:g} were not reached in {plan.most_candidates} sets each.")
    say_words(
        f"Predicted: mean and 95 % of {plan.predictive_replications} other replications, each with its own draw. Not a forecast."
    )
    if found.curve is not None:
        _tell_later_periods(found.curve)
    more = "" if found.curve is None else ", curve_check.csv, scenario.toml"
    say(f"Results folder: {folder} (posterior.csv, predictive_check.csv, identifiability.csv{more}, figures)")
    scenario = "SCENARIO" if found.curve is None else f"{folder}/scenario.toml"
    say(f"To use the draws: diffusion-sim run {scenario} --posterior {folder}/posterior.csv")


def _tell_later_periods(curve: pd.DataFrame) -> None:
    """Show at most some of the periods that were not fitted to, the last among them, and how far off predictions are."""
    from diffusion_sim.calibration.own_study import later_errors

    later = curve[curve["use"] == "later"]
    step = -(-len(later) // MOST_PERIODS)
    heads = ("End of", ">Observed", ">Predicted", ">90 %", "In", ">From cut", ">90 %", "In", ">Bass")
    shown = later.iloc[::-1].iloc[::step].iloc[::-1]
    title = "Later periods, not fitted to (% of places watched that had adopted)"
    print_table(Table(title, heads, [_later_period(row) for row in shown.to_dict("records")]))
    far = ", ".join(
        f"{one.model} {one.error_points:.1f}" for one in later_errors(curve) if not math.isnan(one.error_points)
    )
    inside, cut = (int((later[column] == "yes").sum()) for column in ("inside", "cut_inside"))
    say_words(
        f"Observed inside the 90 % band in {inside} of {len(later)} later periods, and in {cut} where the simulation begins at the "
        f"cut with those who had adopted by then. Root mean square error, points: {far}."
    )


def _later_period(row: dict[Any, Any]) -> tuple[str, ...]:
    """Return the cells of one period; a dash where Bass's curve is not identified."""
    told: list[str] = []
    for of in ("", "cut_"):
        band = f"{row[of + 'low']:.0f} to {row[of + 'high']:.0f}"
        told += [f"{row[of + 'mean']:.1f}", band, row[of + "inside"]]
    bass = "–" if math.isnan(row["bass_percent"]) else f"{row['bass_percent']:.1f}"
    return (row["period"], f"{row['observed_percent']:.1f}", *told, bass)


def _predictive_table(table: pd.DataFrame) -> Table:
    heads = ("Figure (unit)", ">Observed", ">Predicted", ">95 %", "Verdict")
    return Table("What the calibrated model predicts", heads, [_predicted(row) for row in table.to_dict("records")])


def _predicted(row: dict[Any, Any]) -> tuple[str, ...]:
    from diffusion_sim.results.display import format_interval, format_number

    ends = row["observed_low"], row["observed_high"]
    observed = format_number(ends[0]) if ends[0] == ends[1] else format_interval(*ends)
    error = "" if row["use"] == "check" else f" ± {format_number(row['error'])}"
    verdict = row["verdict"] if row["use"] == "fitted" else f"{row['verdict']} (not fitted)"
    predicted = format_number(row["mean"]), format_interval(row["low"], row["high"])
    return (f"{row['label']} ({row['unit']})", observed + error, *predicted, verdict)


def _identifiability_table(table: pd.DataFrame) -> Table:
    truth = (">Truth",) if "truth" in table else ()
    heads = ("Parameter", ">Prior", ">Posterior", ">95 %", *truth, "Verdict")
    return Table("What the data tell", heads, [_identified(row) for row in table.to_dict("records")])


def _identified(row: dict[Any, Any]) -> tuple[str, ...]:
    from diffusion_sim.results.display import format_interval, format_number

    prior = format_interval(row["prior_low"], row["prior_high"])
    posterior = format_number(row["mean"]), format_interval(row["low"], row["high"])
    truth = [format_number(row["truth"])] if "truth" in row else []
    return (row["parameter"], prior, *posterior, *truth, row["verdict"])


def _draw_calibration(found: Calibration) -> None:
    import pandas as pd

    from diffusion_sim.plots.figure import Provenance, write_figure
    from diffusion_sim.plots.plan_figures import curve_check, predictive_check, prior_and_posterior
    from diffusion_sim.version import version

    plan = found.plan
    origin = Provenance(((plan.name, plan.scenario.identity()),), plan.seed, plan.replications, version())
    draws = pd.read_csv(found.folder / "posterior.csv", comment="#")
    write_figure(predictive_check(found.predictive, origin), found.folder / "figures", "predictive_check")
    write_figure(
        prior_and_posterior(draws, found.identifiability, origin), found.folder / "figures", "prior_and_posterior"
    )
    if found.curve is not None:
        predicted = origin._replace(replications=plan.predictive_replications)
        write_figure(curve_check(found.curve, predicted), found.folder / "figures", "curve_check")
