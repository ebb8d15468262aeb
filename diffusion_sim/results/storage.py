"""The results folder: tables, summary, how it ran, figures, and last the manifest that says it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.results.manifest import describe_run
from diffusion_sim.results.parquet import Batch, Stored, write_batches
from diffusion_sim.results.run_log import describe_log
from diffusion_sim.results.tables.cases import cases_of
from diffusion_sim.results.tables.monthly import monthly_of
from diffusion_sim.results.tables.municipalities import municipalities_of
from diffusion_sim.results.tables.solutions import solutions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result
    from diffusion_sim.results.tables.columns import TableColumns

MANIFEST, RUN_LOG, SUMMARY = "manifest.json", "run.json", "summary.csv"
Table = Callable[["Sequence[ReportedRun]"], "TableColumns"]
TABLES: dict[str, Table] = {
    "monthly": monthly_of, "municipalities": municipalities_of, "solutions": solutions_of,
}  # fmt: skip
LONGEST_FIRST = ("cases", "solutions", "monthly", "municipalities")
WRITERS = 2
"""Tables that are written at the same time."""
BATCH = 8
"""Replications that are held as a table at the same time."""
Figures = Callable[["Result", Path], object]


def save_result(result: Result, folder: Path, *, cases: bool = False, figures: Figures | None = None) -> Path:
    """Write the folder; see :meth:`Result.save`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)  # from here on the folder is unfinished, whatever was in it
    (folder / "cases.parquet").unlink(missing_ok=True)
    wanted = TABLES | ({"cases": cases_of} if cases else {})
    with ThreadPoolExecutor(WRITERS) as writers:  # compressing and writing leave Python's lock to this thread
        tasks = {
            name: writers.submit(_write, result, folder / f"{name}.parquet", wanted[name])
            for name in LONGEST_FIRST
            if name in wanted
        }
        summary = summary_csv(result)
        replace_text(folder / SUMMARY, summary)
        replace_text(folder / RUN_LOG, as_json(describe_log(result.run_log)))
        if figures is not None:
            figures(result, folder)
    stored = {name: tasks[name].result() for name in wanted}
    replace_text(folder / MANIFEST, as_json(_manifest(result, stored, summary)))
    return folder


def _write(result: Result, path: Path, table: Table) -> Stored:
    context = result.context
    metadata = {
        "software": f"diffusion-sim {context.version}", "scenario": context.scenario.name,
        "scenario_hash": context.scenario_hash, "seed": str(context.seed), "run_id": context.run_id,
    }  # fmt: skip
    return write_batches(path, (_batch(table, runs) for runs in _few_at_a_time(result)), metadata)


def _few_at_a_time(result: Result) -> Iterator[Sequence[ReportedRun]]:
    """Yield a few replications at a time: quicker than one by one, without holding a table of all of them."""
    for first in range(0, len(result.runs), BATCH):
        yield result.runs[first : first + BATCH]


def _batch(table: Table, runs: Sequence[ReportedRun]) -> Batch:
    """Return the rows of some replications, each a row group of its own."""
    columns = table(runs)
    numbers = [run.record.replication for run in runs]
    return Batch(columns, np.diff(np.searchsorted(columns["replication"], [*numbers, numbers[-1] + 1])).tolist())


def _manifest(result: Result, stored: dict[str, Stored], summary: str) -> dict[str, Any]:
    tables = {f"{name}.parquet": entry._asdict() for name, entry in stored.items()}
    tables[SUMMARY] = {"content_sha256": hashlib.sha256(summary.encode()).hexdigest()}
    return describe_run(result) | {"tables": tables}


def summary_csv(result: Result) -> str:
    """Return the summary as CSV text; every row names scenario, hash, seed and version."""
    context = result.context
    frame = result.summary().assign(
        scenario=context.scenario.name, scenario_hash=context.scenario_hash, seed=context.seed,
        version=context.version, run_id=context.run_id,
    )  # fmt: skip
    return csv_text(frame)


def csv_text(frame: pd.DataFrame) -> str:
    """Return a table as CSV with ten digits: the last ones of a sum may depend on the machine."""
    return frame.to_csv(index=False, lineterminator="\n", float_format="%.10g")


def replace_text(path: Path, text: str) -> None:
    """Write a file under another name, then rename it, so that it is whole or not there."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def as_json(content: dict[str, Any]) -> str:
    """Return readable JSON that is the same for the same content."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
