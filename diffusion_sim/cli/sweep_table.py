"""What ``sweep`` prints and draws: each point with its intervals, lines, and a heat map of two parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.cli.output import NO_FORECAST, Table, print_table, say, say_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diffusion_sim.plots.plan_figures import SweptMeasure
    from diffusion_sim.sweeps import Sweep

MOST_ROWS = 40
"""Points that are printed."""


def tell_sweep(done: Sweep, measures: Sequence[str]) -> None:
    """Print a row for each point, then what was run and where it is."""
    plan, points = done.plan, len(done.summary)
    if points:
        print_table(sweep_table(done, measures))
    if points > MOST_ROWS:
        say(f"The first {MOST_ROWS} of {points} points; all are in summary.csv and points.parquet.")
    many = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in
            ((points, "point"), (plan.replications, "replication"))]  # fmt: skip
    say(f"{plan.name}: {many[0]} ({plan.design}), {many[1]} each, seed {plan.seed}")
    if plan.against:
        say_words(f"Each number is what {plan.scenario.name} changes against {plan.against.name} at the same values.")
    say(NO_FORECAST)
    held = ("summary.csv", "points.parquet", "yearly.parquet", "replications.parquet", "columns.csv", "figures")
    there = ", ".join(name for name in held if (done.folder / name).exists())
    say(f"Results folder: {done.folder.as_posix()} ({there})")


def sweep_table(done: Sweep, measures: Sequence[str]) -> Table:
    """Return a row for each point: the parameters' values, and each measure with its 95 % interval."""
    from diffusion_sim.results.measures import measure
    from diffusion_sim.sweeps.sweep_tables import mean_name

    told = [measure(key) for key in measures]
    heads = [f">{key}" for key in done.plan.keys] + [f">{one.label.lstrip('. ')} ({one.unit})" for one in told]
    by_point = done.points[done.points["measure"].isin(list(measures))].groupby("point")
    rows = [_row(point, done.plan.keys, measures, mean_name(done.plan)) for _, point in list(by_point)[:MOST_ROWS]]
    title = (
        "Mean difference and its 95 % interval" if done.plan.against else "Mean over replications and its 95 % interval"
    )
    return Table(title, heads, rows)


def _row(point: pd.DataFrame, keys: Sequence[str], measures: Sequence[str], mean: str) -> list[str]:
    from diffusion_sim.results.display import format_interval, format_number

    by_measure = point.set_index("measure")
    values = [f"{value:g}" if isinstance(value, float) else str(value) for value in point.iloc[0][list(keys)]]
    cells = [by_measure.loc[key].to_dict() for key in measures]
    return values + [f"{format_number(one[mean])}\n({format_interval(one['low'], one['high'])})" for one in cells]


def draw_sweep(done: Sweep, measures: Sequence[str]) -> None:
    """Draw lines, and a heat map where two parameters are numbers; designs of three and more, or drawn ones, have none."""
    plan = done.plan
    if plan.design not in {"grid", "list"} or len(plan.keys) > 2 or not len(done.summary):  # noqa: PLR2004 - axes of a figure
        return
    from diffusion_sim.plots.figure import Provenance, write_figure
    from diffusion_sim.plots.plan_figures import MOST_LINES, heat_map, sweep_lines
    from diffusion_sim.version import version

    compared = [plan.scenario, *([plan.against] if plan.against else [])]
    origin = Provenance(tuple((one.name, one.identity()) for one in compared), plan.seed, plan.replications, version())
    for key in measures:
        swept = _swept(done, key)
        if len(plan.keys) == 1 or swept.points[plan.keys[1]].nunique() <= MOST_LINES:
            write_figure(sweep_lines(swept, origin), done.folder / "figures", f"line_{key}")
        if len(plan.keys) > 1 and plan.design == "grid":
            write_figure(heat_map(swept, origin), done.folder / "figures", f"heat_{key}")


def _swept(done: Sweep, key: str) -> SweptMeasure:
    from diffusion_sim.plots.plan_figures import SweptMeasure

    points = done.points
    change_of = done.plan.scenario.name if done.plan.against else ""
    return SweptMeasure(points[points["measure"] == key], done.plan.keys, key, change_of)
