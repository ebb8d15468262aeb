"""The tables of a sweep, written from the journal a hundred points at a time."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.results.intervals import interval_of_moments
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.parquet import write_table
from diffusion_sim.sweeps.cell import as_written
from diffusion_sim.sweeps.journal import read_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from diffusion_sim.sweeps.plan import Plan
    from diffusion_sim.sweeps.point import Outcome

    Rows = Iterator[tuple[Any, ...]]

SHARD_POINTS = 100
"""Points in memory at once, and in one row group."""
SUMMARY, FAILED = "summary.csv", "failed.csv"
MOMENTS = ("measure", "mean", "low", "high", "sd", "replications", "halves_difference")


def write_tables(folder: Path, journal: Path, plan: Plan) -> dict[str, Any]:
    """Write points.parquet, yearly.parquet, summary.csv and the ledger of failures; return what the manifest says."""
    metadata = {"sweep": plan.name, "scenario_hash": plan.scenario.identity()}
    makers: dict[str, Callable[[list[Outcome], Plan], pd.DataFrame]] = {"points": moments_of, "yearly": yearly_of}
    stored = {}
    for name, table_of in makers.items():
        path = folder / f"{name}.parquet"
        frames = (table_of(shard, plan) for shard in _shards(journal))
        first = next(frames, None)
        path.unlink(missing_ok=True)
        if first is not None:
            stored[path.name] = write_table(path, itertools.chain([first], frames), metadata)._asdict()
    _write_summary(folder, journal, plan)
    _write_ledger(folder, journal, plan)
    return stored


def _shards(journal: Path) -> Iterator[list[Outcome]]:
    worked = (outcome for outcome in read_journal(journal) if not outcome.error)
    while shard := list(itertools.islice(worked, SHARD_POINTS)):
        yield shard


def moments_of(outcomes: list[Outcome], plan: Plan) -> pd.DataFrame:
    """Return one row for each point and measure, with the interval of its mean over worlds."""
    rows = (
        (*_place(outcome, plan), key, *interval_of_moments(*moments[:3]), moments[3])
        for outcome in outcomes
        for key, moments in outcome.moments.items()
    )
    table = pd.DataFrame(rows, columns=["point", *plan.keys, *MOMENTS])
    return table.astype({"mean": float, "halves_difference": float})


def yearly_of(outcomes: list[Outcome], plan: Plan) -> pd.DataFrame:
    """Return one row for each point and reported year: means over worlds in the year's last month."""
    rows = (
        (*_place(outcome, plan), year, *means)
        for outcome in outcomes
        for year, means in enumerate(zip(*outcome.yearly.values(), strict=True), 1)
    )
    return pd.DataFrame(rows, columns=["point", *plan.keys, "year", *outcomes[0].yearly])


def _place(outcome: Outcome, plan: Plan) -> tuple[Any, ...]:
    return (outcome.number, *(as_written(key, outcome.changes[key]) for key in plan.keys))


def _write_summary(folder: Path, journal: Path, plan: Plan) -> None:
    """Write a line for each point that worked, with the mean of every measure."""
    keys = [measure.key for measure in MEASURES]
    rows = (
        (*_place(outcome, plan), *(outcome.moments[key][0] for key in keys))
        for outcome in read_journal(journal)
        if not outcome.error
    )
    _write_csv(folder / SUMMARY, ("point", *plan.keys, *keys), rows)


def _write_ledger(folder: Path, journal: Path, plan: Plan) -> None:
    """Write the points that failed, or no file when none did."""
    failed = [_failure(outcome) for outcome in read_journal(journal) if outcome.error]
    forget_failures(folder)
    if failed:
        _write_csv(folder / FAILED, ("point", *plan.keys, "error"), iter(failed))


def _failure(outcome: Outcome) -> tuple[Any, ...]:
    return (outcome.number, *(as_written(key, value) for key, value in outcome.changes.items()), outcome.error)


def _write_csv(path: Path, header: tuple[str, ...], rows: Rows) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    part.replace(path)


def note_failure(folder: Path, outcome: Outcome) -> None:
    """Add a point to the ledger at once, so that one need not wait for the end to see it."""
    if outcome.error:
        path = folder / FAILED
        header = [] if path.is_file() else [("point", *outcome.changes, "error")]
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([*header, _failure(outcome)])


def forget_failures(folder: Path) -> None:
    """Remove the ledger: its points are to be run again, or it is about to be written anew."""
    (folder / FAILED).unlink(missing_ok=True)
