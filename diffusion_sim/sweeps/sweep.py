"""Run a plan: what is finished is kept, what is missing is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.sweeps.crew import on_cluster, on_this_machine
from diffusion_sim.sweeps.design import points_of
from diffusion_sim.sweeps.folder import begin, describe_plan, finish, journal_of, unfinish
from diffusion_sim.sweeps.journal import Journal, put_in_order, read_journal
from diffusion_sim.sweeps.plan import Plan, load_plan
from diffusion_sim.sweeps.point import Task
from diffusion_sim.sweeps.tables import write_tables
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from typing import Any

    from diffusion_sim.sweeps.point import Outcome

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
        Also write the results folder of every point, under ``full/`` (large; not on a cluster).
    retry_failed
        Run the points of the ledger again.

    Raises
    ------
    InputError
        If the plan cannot be used, or the folder was begun with another plan, version or data.
    """
    plan = plan if isinstance(plan, Plan) else load_plan(plan)
    if scheduler and full_tables:
        raise InputError("--full-tables", "cannot be had from a cluster", "leave out --scheduler")
    folder = Path(out)
    world = build_world(plan.scenario)
    asked = describe_plan(plan, dict(sorted(world.country.checksums.items())))
    begin(folder, asked)
    points = points_of(plan)
    journal = journal_of(folder)
    done = {o.number for o in read_journal(journal) if not (retry_failed and o.error)}
    missing = [number for number in range(len(points)) if number not in done]
    full = folder / "full" if full_tables else None
    tasks = _tasks(plan, points, missing, 1 if scheduler else workers, full)
    outcomes = on_cluster(tasks, scheduler) if scheduler else on_this_machine(tasks)
    if missing:
        unfinish(folder, asked)
    _keep(outcomes, Journal(journal), progress or _untold, len(points) - len(missing), len(points))
    put_in_order(journal)
    finish(folder, asked, write_tables(folder, journal, plan))
    return Sweep(folder, plan, sum(bool(outcome.error) for outcome in read_journal(journal)))


def _untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def _tasks(
    plan: Plan, points: list[dict[str, Any]], missing: list[int], threads: int | None, full: Path | None
) -> Iterator[Task]:
    for number in missing:
        folder = (full / f"{number:06d}").as_posix() if full else ""
        yield Task(number, points[number], plan.scenario, plan.replications, plan.seed, threads, folder)


def _keep(outcomes: Iterator[Outcome], journal: Journal, progress: Progress, before: int, total: int) -> None:
    progress(before, total)
    for done, outcome in enumerate(outcomes, before + 1):
        journal.append(outcome)
        progress(done, total)
