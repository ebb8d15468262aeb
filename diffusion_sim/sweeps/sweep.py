"""Run a plan: what is finished is kept, what is missing is run."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.sweeps.crew import crew_at
from diffusion_sim.sweeps.design import points_of
from diffusion_sim.sweeps.folder import begin, describe_plan, finish, journal_of, keeps_full_tables, unfinish
from diffusion_sim.sweeps.journal import Journal, put_in_order, read_journal
from diffusion_sim.sweeps.plan import Plan, load_plan
from diffusion_sim.sweeps.point import Task
from diffusion_sim.sweeps.shards import Shards
from diffusion_sim.sweeps.tables import forget_failures, note_failure, write_tables
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from diffusion_sim.sweeps.point import Finished

    Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sweep:
    """A finished sweep, read from its folder."""

    folder: Path
    plan: Plan
    failed: int
    """Points that are in the ledger ``failed.csv``."""

    @property
    def summary(self) -> pd.DataFrame:
        """One row for each point: its values and the mean of every measure."""
        return pd.read_csv(self.folder / "summary.csv")

    @property
    def points(self) -> pd.DataFrame:
        """One row for each point and measure, with the interval of the mean over worlds (95 %, Student's t)."""
        return pd.read_parquet(self.folder / "points.parquet")

    @property
    def yearly(self) -> pd.DataFrame:
        """One row for each point and reported year: means over worlds in the year's last month."""
        return pd.read_parquet(self.folder / "yearly.parquet")


def sweep(
    plan: Plan | str | os.PathLike[str],
    out: Path | str,
    *,
    workers: int | None = None,
    scheduler: str = "",
    progress: Progress | None = None,
    full_tables: bool = False,
    retry_failed: bool = False,
) -> Sweep:
    """Run all points of a plan in the same worlds; continue where an earlier call stopped.

    Parameters
    ----------
    plan
        A plan, or the path of its file.
    out
        Folder. Each finished point is on the disk before it counts; the tables come when all are done. The same plan,
        version and seed give the same bytes however often and wherever it was stopped.
    workers
        Threads for each point; by default one for each processor.
    scheduler
        Address of a Dask scheduler; this machine if left out.
    progress
        Called with points finished and points in all.
    full_tables
        Also keep every point's tables of months, municipalities and solutions, under ``full/``, a file for each
        hundred points (large). A folder begun with them goes on with them.
    retry_failed
        Run the points of the ledger again.

    Raises
    ------
    InputError
        If the plan cannot be used, or the folder was begun with another plan, version or data; no folder is made.
    RunError
        If the cluster is gone.
    """
    plan = plan if isinstance(plan, Plan) else load_plan(plan)
    _check(workers, scheduler)
    folder = Path(out)
    asked = describe_plan(plan, dict(sorted(build_world(plan.scenario).country.checksums.items())))
    full_tables = full_tables or keeps_full_tables(folder)
    asked["full_tables"] = full_tables
    with crew_at(scheduler) as crew:
        begin(folder, asked)
        points, journal = points_of(plan), journal_of(folder)
        done = {o.number for o in read_journal(journal) if not (retry_failed and o.error)}
        missing = [number for number in range(len(points)) if number not in done]
        shards = Shards(folder, missing if full_tables else [])
        if missing:
            unfinish(folder, asked)
        if retry_failed:
            forget_failures(folder)
        outcomes = crew(_tasks(plan, points, missing, _How(1 if scheduler else workers, full_tables)))
        _keep(outcomes, folder, shards, _counted(progress, len(points) - len(missing), len(points)))
    shards.close()
    put_in_order(journal)
    finish(folder, asked, write_tables(folder, journal, plan))
    return Sweep(folder, plan, sum(bool(outcome.error) for outcome in read_journal(journal)))


class _How(NamedTuple):
    threads: int | None
    full_tables: bool


def _check(workers: int | None, scheduler: str) -> None:
    if workers is not None and workers < 1:
        raise InputError("--workers", f"is {workers}", "valid: 1 or more")
    if workers is not None and scheduler:
        raise InputError("--workers", "does not go with --scheduler", "the cluster has workers of its own")


def _tasks(plan: Plan, points: Sequence[dict[str, Any]], missing: list[int], how: _How) -> Iterator[Task]:
    for number in missing:
        changes = points[number]
        kept = plan.for_baseline(changes)
        yield Task(number, changes, plan.scenario, plan.against, kept, plan.replications, plan.seed, *how)


def _counted(progress: Progress | None, before: int, total: int) -> Callable[[], None]:
    """Return what is called once at the start and after each point."""
    numbers = itertools.count(before)
    return lambda: progress(next(numbers), total) if progress is not None else None


def _keep(outcomes: Iterator[Finished], folder: Path, shards: Shards, one_more: Callable[[], None]) -> None:
    """Write each point as it finishes: its full tables, its line, and where it failed also the ledger."""
    journal = Journal(journal_of(folder))
    one_more()
    for finished in outcomes:
        shards.keep(finished)
        journal.append(finished.outcome)
        note_failure(folder, finished.outcome)
        shards.count(finished.outcome.number)
        one_more()
