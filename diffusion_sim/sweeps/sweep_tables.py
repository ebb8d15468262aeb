"""The tables of a sweep, written from the journal a hundred points at a time, and the full tables of its points.

A full table is a Parquet file for each hundred points, readable as one data set: ``pandas.read_parquet("full/monthly")``.
The tables of a point are on the disk, in a folder of their own, before the point counts as finished. When the last
point of a hundred is in, they are put together in the order of the points, so that neither the order in which points
finished nor an interruption shows.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.files import spreadsheet_cell, whole
from diffusion_sim.results.dictionary import DIFFERENCE, write_dictionary
from diffusion_sim.results.intervals import interval_of_moments
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.parquet import read_blocks, to_frame, write_table
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.sweeps.tasks import FULL_TABLES, Finished, Outcome
from diffusion_sim.sweeps.work_folder import read_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from diffusion_sim.sweeps.designs import Plan

    Rows = Iterator[tuple[Any, ...]]


def as_written(key: str, value: Any) -> int | float | str:  # noqa: ANN401 - whatever a plan varies
    """Return a whole number where the parameter is one, any other number with its point, all else as text."""
    if not isinstance(value, int | float):
        return str(value)
    declared = declarations().get(key)
    whole = declared is not None and declared.kind == "whole number" and float(value).is_integer()
    return int(value) if whole else float(value)


SHARD_POINTS = 100
"""Points in memory at once, in one row group, and in one file of full tables."""
SUMMARY, FAILED = "summary.csv", "failed.csv"


def write_tables(folder: Path, journal: Path, plan: Plan) -> dict[str, Any]:
    """Write points, yearly, replications, summary and the ledger of failures; return what the manifest says."""
    metadata = {"sweep": plan.name, "scenario_hash": plan.scenario.identity()}
    makers: dict[str, Callable[[list[Outcome], Plan], pd.DataFrame]] = {
        "points": _moments_table,
        "yearly": _yearly_table,
        "replications": _values_table,
    }
    stored = {}
    for name, table_of in makers.items():
        path = folder / f"{name}.parquet"
        frames = (frame for shard in _shards(journal) if len(frame := table_of(shard, plan)))
        first = next(frames, None)
        path.unlink(missing_ok=True)
        if first is not None:
            stored[path.name] = write_table(path, itertools.chain([first], frames), metadata)._asdict()
    _write_summary(folder, journal, plan)
    stored[SUMMARY] = {"content_sha256": hashlib.sha256((folder / SUMMARY).read_bytes()).hexdigest()}
    _write_ledger(folder, journal, plan)
    write_dictionary(folder)
    return stored


def named(plan: Plan, key: str) -> str:
    """Return what a column of a measure is called: a difference says so."""
    return f"{DIFFERENCE}{key}" if plan.against else key


def mean_name(plan: Plan) -> str:
    """Return what the column of means in points.parquet is called."""
    return "difference" if plan.against else "mean"


def _shards(journal: Path) -> Iterator[list[Outcome]]:
    worked = (outcome for outcome in read_journal(journal) if not outcome.error)
    while shard := list(itertools.islice(worked, SHARD_POINTS)):
        yield shard


def _moments_table(outcomes: list[Outcome], plan: Plan) -> pd.DataFrame:
    """Return one row for each point and measure, with the interval of its mean over replications."""
    rows = (
        (*_place(outcome, plan), key, *interval_of_moments(*moments[:3]), moments[3])
        for outcome in outcomes
        for key, moments in outcome.moments.items()
    )
    moments = ["measure", mean_name(plan), "low", "high", "sd", "replications", "halves_difference"]
    table = pd.DataFrame(rows, columns=["point", *plan.keys, *moments])
    return table.astype({mean_name(plan): float, "halves_difference": float})


def _values_table(outcomes: list[Outcome], plan: Plan) -> pd.DataFrame:
    """Return one row for each point, measure and replication; empty where values are not kept."""
    rows = (
        (*_place(outcome, plan), key, replication, value)
        for outcome in outcomes
        for key, values in outcome.each.items()
        for replication, value in enumerate(values)
    )
    value = "difference" if plan.against else "value"
    return pd.DataFrame(rows, columns=["point", *plan.keys, "measure", "replication", value]).astype({value: float})


def _yearly_table(outcomes: list[Outcome], plan: Plan) -> pd.DataFrame:
    """Return one row for each point and reported year: means over replications in the year's last month."""
    rows = (
        (*_place(outcome, plan), year, *means)
        for outcome in outcomes
        for year, means in enumerate(zip(*outcome.yearly.values(), strict=True), 1)
    )
    return pd.DataFrame(rows, columns=["point", *plan.keys, "year", *(named(plan, key) for key in outcomes[0].yearly)])


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
    _write_csv(folder / SUMMARY, ("point", *plan.keys, *(named(plan, key) for key in keys)), rows)


def _write_ledger(folder: Path, journal: Path, plan: Plan) -> None:
    """Write the points that failed, or no file when none did."""
    failed = [_failure(outcome) for outcome in read_journal(journal) if outcome.error]
    forget_failures(folder)
    if failed:
        _write_csv(folder / FAILED, ("point", *plan.keys, "error"), iter(failed))


def _failure(outcome: Outcome) -> tuple[Any, ...]:
    return (outcome.number, *(as_written(key, value) for key, value in outcome.changes.items()), outcome.error)


def _write_csv(path: Path, header: tuple[str, ...], rows: Rows) -> None:
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(map(_cells, itertools.chain([header], rows)))


def _cells(row: tuple[Any, ...]) -> list[object]:
    return list(map(spreadsheet_cell, row))


def note_failure(folder: Path, outcome: Outcome) -> None:
    """Add a point to the ledger at once, so that one need not wait for the end to see it."""
    if outcome.error:
        path = folder / FAILED
        header = [] if path.is_file() else [("point", *outcome.changes, "error")]
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(map(_cells, [*header, _failure(outcome)]))


def forget_failures(folder: Path) -> None:
    """Remove the ledger: its points are to be run again, or it is about to be written anew."""
    (folder / FAILED).unlink(missing_ok=True)


FULL, PARTS = "full", "parts"


class Shards:
    """Collects the tables of points; ``waiting`` are those still to be run whose tables are kept."""

    def __init__(self, folder: Path, waiting: list[int]) -> None:
        self._folder = folder / FULL
        self._waiting = dict.fromkeys({number // SHARD_POINTS for number in waiting}, 0)
        for number in waiting:
            self._waiting[number // SHARD_POINTS] += 1

    def keep(self, finished: Finished) -> None:
        """Write the tables of one point, before its line in the journal."""
        part = self._part(finished.outcome.number)
        if finished.tables:
            part.mkdir(parents=True, exist_ok=True)
        for name, content in finished.tables.items():
            (part / f"{name}.parquet").write_bytes(content)

    def count(self, number: int) -> None:
        """Note that a point is in the journal; put its shard together when it was the last."""
        shard = number // SHARD_POINTS
        if shard in self._waiting:
            self._waiting[shard] -= 1
            if not self._waiting[shard]:
                self._put_together(shard)

    def close(self) -> None:
        """Put together what an earlier run was stopped before it could."""
        parts = self._folder / PARTS
        if parts.is_dir():
            for shard in sorted({int(part.name) // SHARD_POINTS for part in parts.iterdir()}):
                self._put_together(shard)
            parts.rmdir()

    def _put_together(self, shard: int) -> None:
        first = shard * SHARD_POINTS
        parts = [part for n in range(first, first + SHARD_POINTS) if (part := self._part(n)).is_dir()]
        if not parts:
            return
        for name in FULL_TABLES:
            path = self._folder / name / f"{first:06d}.parquet"
            path.parent.mkdir(exist_ok=True)
            write_table(path, _in_order(path, {int(part.name): part / f"{name}.parquet" for part in parts}), {})
        for part in parts:
            shutil.rmtree(part)

    def _part(self, number: int) -> Path:
        return self._folder / PARTS / f"{number:06d}"


def _in_order(shard: Path, parts: dict[int, Path]) -> Iterator[pd.DataFrame]:
    """Yield the table of each point: those of an earlier shard, one a row group, and the new ones."""
    old = read_blocks(shard) if shard.is_file() else iter(())
    waiting = dict(sorted(parts.items()))
    for block in old:
        number = int(block["point"][0].as_py())
        for earlier in [n for n in waiting if n < number]:
            yield _with_point(earlier, waiting.pop(earlier))
        if number not in waiting:  # a kill between the shard and its parts leaves a point in both
            yield to_frame([block])
    for number, path in waiting.items():
        yield _with_point(number, path)


def _with_point(number: int, path: Path) -> pd.DataFrame:
    table = to_frame(list(read_blocks(path)))
    table.insert(0, "point", number)
    return table
