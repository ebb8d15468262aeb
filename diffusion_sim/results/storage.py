"""The results folder: tables, summary, how it ran, figures, and last the manifest that says it is whole.

One process at a time writes into a folder, and never over a different run.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError, InputError, RunError
from diffusion_sim.files import as_json, csv_text, is_file, replace_text
from diffusion_sim.results.context import describe_log
from diffusion_sim.results.dictionary import COLUMNS, write_dictionary
from diffusion_sim.results.manifest import MANIFEST, describe_run, read_manifest, write_manifest
from diffusion_sim.results.parquet import Batch, Stored, write_batches
from diffusion_sim.results.run_tables import TABLES

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from diffusion_sim.results.context import Context, RunLog
    from diffusion_sim.results.reported_run import ReportedRun

RUN_LOG, SUMMARY = "run.json", "summary.csv"
LONGEST_FIRST = ("cases", "solutions", "monthly", "municipalities")
FILES = {SUMMARY, RUN_LOG, COLUMNS, *(f"{table}.parquet" for table in LONGEST_FIRST)}
EFFECTS, PLACES, HORIZONS = "effects.csv", "effects_by_municipality.csv", "effects_by_horizon.csv"
COST_EFFECTIVENESS, INTERACTIONS = "cost_effectiveness.csv", "interactions.csv"
"""Tables of a comparison."""
CHANNELS = "channels.csv"
"""A table that is added to a comparison when the effect of a prize is split."""
WRITERS = 2
"""Tables that are written at the same time."""
BATCH = 8
"""Replications that are held as a table at the same time."""
LONGEST_WAIT_SECONDS = 60.0
"""For another process that writes into the same folder; a thousand replications take some ten seconds."""
_OF_A_RUN = ("scenario_hash", "seed", "version")
_FAILURES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What is not the fault of the folder's name."""
_ANOTHER = "name another folder, or let it be replaced with --overwrite (in Python: overwrite=True)"


class Contents(NamedTuple):
    """What a results folder is written from."""

    runs: Sequence[ReportedRun]
    summary: Callable[[], pd.DataFrame]
    """Asked while tables are already being written."""
    log: RunLog | None


def save_result(
    contents: Contents,
    folder: Path,
    *,
    cases: bool = False,
    figures: Callable[[Path], object] | None = None,
    overwrite: bool = False,
) -> Path:
    """Write the folder; see :meth:`Result.save`."""
    told = describe_run(contents.runs)
    with unfinished(folder, Runs.of([told]), overwrite=overwrite):
        before = {path.name for path in folder.iterdir()}
        try:
            write_manifest(folder, told | {"tables": _write_all(contents, folder, figures, cases=cases)})
        except OSError:
            for written in FILES - before:
                (folder / written).unlink(missing_ok=True)  # the disk may be full
            raise
    return folder


def _write_all(
    contents: Contents, folder: Path, figures: Callable[[Path], object] | None, *, cases: bool
) -> dict[str, dict[str, Any]]:
    """Write everything but the manifest; return what that says of the tables."""
    (folder / "cases.parquet").unlink(missing_ok=True)
    with ThreadPoolExecutor(WRITERS) as writers:  # compressing and writing leave Python's lock to this thread
        tasks = {
            name: writers.submit(_write, contents.runs, folder, name)
            for name in LONGEST_FIRST
            if cases or name != "cases"
        }
        summary = _summary_csv(contents.runs[0].context, contents.summary())
        replace_text(folder / SUMMARY, summary)
        replace_text(folder / RUN_LOG, as_json(describe_log(contents.log)))
        if figures is not None:
            figures(folder)
    write_dictionary(folder)
    stored = {f"{name}.parquet": tasks[name].result()._asdict() for name in TABLES if name in tasks}
    return stored | {SUMMARY: {"content_sha256": hashlib.sha256(summary.encode()).hexdigest()}}


def _write(runs: Sequence[ReportedRun], folder: Path, table: str) -> Stored:
    """Write a few replications at a time: quicker than one by one, without holding a table of all of them."""
    context = runs[0].context
    metadata = {
        "software": f"diffusion-sim {context.version}", "scenario": context.scenario.name,
        "scenario_hash": context.scenario_hash, "seed": str(context.seed), "run_id": context.run_id,
    }  # fmt: skip
    batches = (_batch(table, runs[first : first + BATCH]) for first in range(0, len(runs), BATCH))
    return write_batches(folder / f"{table}.parquet", batches, metadata)


def _batch(table: str, runs: Sequence[ReportedRun]) -> Batch:
    """Return the rows of some replications, each a row group of its own."""
    columns = TABLES[table](runs)
    numbers = [run.record.replication for run in runs]
    return Batch(columns, np.diff(np.searchsorted(columns["replication"], [*numbers, numbers[-1] + 1])).tolist())


def _summary_csv(context: Context, summary: pd.DataFrame) -> str:
    """Return the summary as CSV text; every row names scenario, hash, seed and version."""
    frame = summary.assign(
        scenario=context.scenario.name, scenario_hash=context.scenario_hash, seed=context.seed,
        version=context.version, run_id=context.run_id,
    )  # fmt: skip
    return csv_text(frame)


class Runs(NamedTuple):
    """The run, or the runs of a comparison, that a folder is to hold."""

    identities: tuple[tuple[Any, ...], ...]
    """Scenario, seed, version, posterior and own agents of each; the same with more replications only adds to it."""
    finished: tuple[int, ...]
    """How many replications each has."""

    @classmethod
    def of(cls, manifests: Sequence[Mapping[str, Any]]) -> Runs:
        """Take them from what their manifests say."""
        return cls(tuple(map(_identity, manifests)), tuple(len(one["finished"]) for one in manifests))


def _identity(manifest: Mapping[str, Any]) -> tuple[Any, ...]:
    posterior = manifest.get("posterior", {}).get("sha256", "")
    return (*(manifest[key] for key in _OF_A_RUN), posterior, manifest.get("municipality", ""))


def refuse_other_runs(folder: Path, wanted: Runs) -> None:
    """Refuse a folder that holds anything which the wanted runs would not repeat.

    Raises
    ------
    InputError
        If it holds other runs, the same ones with more replications, or what cannot be read.
    """
    if not is_file(folder / MANIFEST):
        return
    where = folder.as_posix()
    try:
        manifest = read_manifest(folder)
    except DataError as error:
        raise InputError(where, f"holds what would be lost: {error}", _ANOTHER) from None
    runs = [manifest] if manifest["kind"] == "run" else list(manifest["results"].values())
    held = Runs.of(runs)
    if held.identities != wanted.identities:
        told = ", ".join(f"{run['scenario']['name']!r}" for run in runs)
        raise InputError(where, f"holds another {manifest['kind']} ({told}, seed {runs[0]['seed']})", _ANOTHER)
    fewer = [(had, has) for had, has in zip(held.finished, wanted.finished, strict=True) if had > has]
    if fewer:
        found = f"holds {fewer[0][0]} replications of the same scenario and seed, more than {fewer[0][1]}"
        raise InputError(where, found, _ANOTHER)


@contextmanager
def unfinished(folder: Path, wanted: Runs, *, overwrite: bool = False) -> Iterator[None]:
    """Make a folder ready to be written: it has no manifest until it gets a new one.

    Raises
    ------
    InputError
        If it holds a different run and may not be replaced, or cannot be written.
    RunError
        If the disk is full, or another process does not come to an end with the folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            if not overwrite:
                refuse_other_runs(folder, wanted)
            elif is_file(folder / MANIFEST):
                _forget_figures(folder)
            (folder / MANIFEST).unlink(missing_ok=True)
            yield
    except OSError as error:
        raise _told(folder, error) from error
    finally:
        with suppress(OSError):
            folder.rmdir()  # where nothing came into it


def _told(folder: Path, error: OSError) -> InputError | RunError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in _FAILURES:
        return RunError(f"{folder.as_posix()}: the results could not be written ({reason})")
    return InputError(folder.as_posix(), f"cannot be written ({reason})", "name another folder")


def _forget_figures(folder: Path) -> None:
    """Remove what a report would take for figures of the new run."""
    for old in (*(folder / "figures").glob("*.svg"), *(folder / "figures").glob("*.png"), folder / "report.html"):
        old.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process writes here, and keep others out."""
    try:
        handle = lock(folder, LONGEST_WAIT_SECONDS)
    except BlockingIOError:
        told = f"{folder.as_posix()}: another process has been writing for {LONGEST_WAIT_SECONDS:g} s"
        raise RunError(told) from None
    try:
        yield
    finally:
        os.close(handle)


def lock(folder: Path, wait_seconds: float) -> int:
    """Keep other processes out of a folder until the handle is closed; the system forgets the lock of one that dies.

    Raises
    ------
    BlockingIOError
        If another process is still there after so many seconds.
    """
    if sys.platform == "win32":  # a folder cannot be locked; replacing an open file fails there by itself
        return os.open(os.devnull, os.O_RDONLY)
    handle, until = os.open(folder, os.O_RDONLY), time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                os.close(handle)
                raise
            time.sleep(0.1)
        else:
            return handle
