"""Run a plan: what is finished is kept, what is missing is run."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.setup import build_setup
from diffusion_sim.sweeps.cluster import runner_at
from diffusion_sim.sweeps.designs import Plan, points_of
from diffusion_sim.sweeps.plan_file import load_plan
from diffusion_sim.sweeps.sweep_tables import Shards, forget_failures, note_failure, write_tables
from diffusion_sim.sweeps.tasks import Finished, Task
from diffusion_sim.sweeps.work_folder import Journal, WorkFolder, put_in_order, read_journal
from diffusion_sim.version import version

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    Progress = Callable[[int, int], None]


KIND = "sweep"
MOST_KEPT = 100_000
"""Points times replications up to which the values of each replication are kept: some 100 MB."""


def describe_plan(plan: Plan, checksums: dict[str, str]) -> dict[str, Any]:
    """Return all that the outcomes depend on, equal on every machine."""
    asked = json.loads(plan.model_dump_json(exclude={"scenario", "against", "name", "description"}))
    against = plan.against and {"scenario": plan.against.to_portable_dict(), "scenario_hash": plan.against.identity()}
    return {
        "kind": KIND,
        "name": plan.name,
        "version": version(),
        **asked,
        "scenario": plan.scenario.to_portable_dict(),
        "scenario_hash": plan.scenario.identity(),
        "against": against,
        "data_checksums": checksums,
    }


@dataclass(frozen=True)
class Sweep:
    """A finished sweep, read from its folder."""

    folder: Path
    plan: Plan
    failed: int
    """Points that are in the ledger ``failed.csv``."""

    @property
    def summary(self) -> pd.DataFrame:
        """One row for each point: its values and the mean of every measure (of ``difference_`` and its key, with ``against``)."""
        return pd.read_csv(self.folder / "summary.csv")

    @property
    def points(self) -> pd.DataFrame:
        """One row for each point and measure, with the interval of the mean over replications (95 %, Student's t).

        The mean is called ``difference`` where the plan has ``against``.
        """
        return pd.read_parquet(self.folder / "points.parquet")

    @property
    def yearly(self) -> pd.DataFrame:
        """One row for each point and reported year: means over replications in the year's last month."""
        return pd.read_parquet(self.folder / "yearly.parquet")

    @property
    def replications(self) -> pd.DataFrame:
        """One row for each point, measure and replication, where they are kept (see :func:`sweep`)."""
        return pd.read_parquet(self.folder / "replications.parquet")


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
    """Run all points of a plan in the same replications; continue where an earlier call stopped.

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
        Also keep the values of each replication where points times replications are more than ``MOST_KEPT``, and every
        point's tables of months, municipalities and solutions, under ``full/``, a file for each
        hundred points (large). A folder begun with them goes on with them.
    retry_failed
        Run the points of the ledger again.

    Raises
    ------
    InputError
        If the plan cannot be used, or the folder was begun with another plan, version or data; no folder is made.
    RunError
        If the cluster is gone, or the folder can no longer be written; finished points are kept.
    """
    plan = plan if isinstance(plan, Plan) else load_plan(plan)
    _check(workers, scheduler)
    work = WorkFolder(Path(out), KIND)
    asked = describe_plan(plan, dict(sorted(build_setup(plan.scenario).country.checksums.items())))
    with runner_at(scheduler) as run, work.held():
        asked["full_tables"] = full_tables = full_tables or work.content().get("full_tables") is True
        work.check(asked)
        points = points_of(plan)
        missing = _missing(work, points, retry_failed=retry_failed)
        shards = Shards(work.path, missing if full_tables else [])
        if missing or not work.content():
            work.unfinish(asked)
        if retry_failed:
            forget_failures(work.path)
        keep_each = full_tables or len(points) * plan.replications <= MOST_KEPT
        outcomes = run(_tasks(plan, points, missing, _How(1 if scheduler else workers, full_tables, keep_each)))
        _keep(outcomes, work, shards, _counted(progress, len(points) - len(missing), len(points)))
        shards.close()
        put_in_order(work.journal)
        work.finish(asked, {"tables": write_tables(work.path, work.journal, plan)})
        failed = sum(bool(outcome.error) for outcome in read_journal(work.journal))
    return Sweep(work.path, plan, failed)


def _missing(work: WorkFolder, points: Sequence[dict[str, Any]], *, retry_failed: bool) -> list[int]:
    """Return the points that are still to be run.

    Raises
    ------
    InputError
        If those that were run are not those of the plan: a library made them that draws otherwise.
    """
    done = set()
    for outcome in read_journal(work.journal):
        known = 0 <= outcome.number < len(points)
        if not known or outcome.changes != json.loads(json.dumps(points[outcome.number])):
            found = f"holds a point {outcome.number} that this version of SALib or SciPy does not draw"
            raise InputError(
                work.path.as_posix(), found, "continue where it was begun, or name a new folder with --out"
            )
        if not (retry_failed and outcome.error):
            done.add(outcome.number)
    return [number for number in range(len(points)) if number not in done]


class _How(NamedTuple):
    threads: int | None
    full_tables: bool
    keep_each: bool


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


def _keep(outcomes: Iterator[Finished], work: WorkFolder, shards: Shards, one_more: Callable[[], None]) -> None:
    """Write each point as it finishes: its full tables, its line, and where it failed also the ledger."""
    journal = Journal(work.journal)
    one_more()
    for finished in outcomes:
        shards.keep(finished)
        journal.append(finished.outcome._asdict())
        note_failure(work.path, finished.outcome)
        shards.count(finished.outcome.number)
        one_more()
