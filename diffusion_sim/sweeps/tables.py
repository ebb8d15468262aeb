"""The tables of a sweep, written from the journal a shard of points at a time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.results.intervals import interval_of_moments
from diffusion_sim.results.parquet import write_table
from diffusion_sim.results.storage import replace_text
from diffusion_sim.sweeps.journal import read_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from diffusion_sim.sweeps.plan import Plan
    from diffusion_sim.sweeps.point import Outcome

SHARD_POINTS = 200
"""Points in memory at once, and in one row group."""
FAILED = "failed.csv"


def write_tables(folder: Path, journal: Path, plan: Plan) -> dict[str, Any]:
    """Write points.parquet, yearly.parquet, summary.csv and the ledger of failures; return what the manifest says."""
    metadata = {"sweep": plan.name, "scenario_hash": plan.scenario.identity()}
    makers: dict[str, Callable[[Outcome, Plan], pd.DataFrame]] = {"points": moments_of, "yearly": yearly_of}
    stored = {}
    for name, table_of in makers.items():
        frames = _shards(journal, table_of, plan)
        first = next(frames, None)
        if first is not None:
            whole = itertools.chain([first], frames)
            stored[f"{name}.parquet"] = write_table(folder / f"{name}.parquet", whole, metadata)._asdict()
    _write_summary(folder, journal, plan)
    return stored


def _shards(journal: Path, table_of: Callable[[Outcome, Plan], pd.DataFrame], plan: Plan) -> Iterator[pd.DataFrame]:
    worked = (outcome for outcome in read_journal(journal) if not outcome.error)
    while shard := list(itertools.islice(worked, SHARD_POINTS)):
        yield pd.concat([table_of(outcome, plan) for outcome in shard], ignore_index=True)


def moments_of(outcome: Outcome, plan: Plan) -> pd.DataFrame:
    """Return one row for each measure of a point, with the interval of its mean over worlds."""
    rows = [(key, *interval_of_moments(*moments)) for key, moments in outcome.moments.items()]
    table = pd.DataFrame(rows, columns=["measure", "mean", "low", "high", "sd", "replications"])
    return _with_values(table, outcome, plan)


def yearly_of(outcome: Outcome, plan: Plan) -> pd.DataFrame:
    """Return one row for each reported year of a point: means over worlds in the year's last month."""
    table = pd.DataFrame(outcome.yearly)
    table.insert(0, "year", range(1, len(table) + 1))
    return _with_values(table, outcome, plan)


def _with_values(table: pd.DataFrame, outcome: Outcome, plan: Plan) -> pd.DataFrame:
    """Put point and parameter values in front; texts and lists as text."""
    for key in reversed(plan.keys):
        value = outcome.changes[key]
        table.insert(0, key, float(value) if isinstance(value, int | float) else str(value))
    table.insert(0, "point", outcome.number)
    return table


def _write_summary(folder: Path, journal: Path, plan: Plan) -> None:
    """Write a line for each point with the mean of every measure, and the ledger of those that failed."""
    part, failed = folder / "summary.csv.part", []
    with part.open("w", encoding="utf-8", newline="") as file:
        header = True
        for outcome in read_journal(journal):
            if outcome.error:
                failed.append({"point": outcome.number, **outcome.changes, "error": outcome.error})
                continue
            means = {key: moments[0] for key, moments in outcome.moments.items()}
            row = _with_values(pd.DataFrame([means]), outcome, plan)
            row.to_csv(file, index=False, header=header, lineterminator="\n")
            header = False
    part.replace(folder / "summary.csv")
    if failed:
        replace_text(folder / FAILED, pd.DataFrame(failed).to_csv(index=False, lineterminator="\n"))
    else:
        (folder / FAILED).unlink(missing_ok=True)
