"""One row for each replication and solution, with how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from diffusion_sim.results.labels import Labelled, origins_in_words, solution_labels
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.spread import first_use
from diffusion_sim.results.tables.columns import named, optional, optional_month, replication_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.tables.columns import TableColumns

_HEXADECIMAL_DIGITS = 16


def solutions_of(runs: Sequence[ReportedRun]) -> TableColumns:
    """Return the solutions of some replications in the order in which they came.

    ``solution`` is the row to which the cases refer, ``parent`` likewise (missing: none); ``id`` is the solution's
    address in hexadecimal, the same in every replication and policy; ``users`` count municipalities.
    """
    labelled, first, context = Labelled.of(runs), runs[0].first, runs[0].context
    table, sizes = labelled.solutions, [run.record.solutions.size for run in runs]
    peak_users = np.concatenate([run.peak_users for run in runs])
    return {
        "replication": replication_column(runs, sizes),
        "solution": np.concatenate([np.arange(size, dtype=np.int32) for size in sizes]),
        "id": _in_hexadecimal(table["id"]),
        "label": solution_labels(labelled),
        "origin": origins_in_words(context, table),
        "origin_code": table["origin"],
        "external": table["source"] >= 0,
        "problem": named(table["problem"], [problem.name for problem in context.problems]),
        "field": named(table["problem"], [problem.field for problem in context.problems]),
        "era": table["era"],
        "parent": optional(table["parent"]),
        "born": table["born"] - first,
        "first_used": optional_month(np.concatenate([first_use(run) for run in runs]), first),
        "benefit": table["benefit"],
        "complexity": table["complexity"],
        "users_at_end": _counted(runs, lambda run: run.operating_at_end),
        "uptakes": _counted(runs, lambda run: run.cases["operating"] != NEVER),
        "peak_users": peak_users,
        "peak_percent": 100.0 * peak_users / len(context.places),
    }


def _in_hexadecimal(numbers: npt.NDArray[np.uint64]) -> pa.Array:
    """Return each number as sixteen digits."""
    digits = pa.py_buffer(numbers.astype(">u8").tobytes().hex().encode())
    ends = pa.py_buffer(np.arange(0, _HEXADECIMAL_DIGITS * (numbers.size + 1), _HEXADECIMAL_DIGITS, dtype=np.int32))
    return pa.StringArray.from_buffers(numbers.size, ends, digits)


def _counted(
    runs: Sequence[ReportedRun], mark: Callable[[ReportedRun], npt.NDArray[np.bool_]]
) -> npt.NDArray[np.int64]:
    """Count the marked cases of each solution."""
    counts = [np.bincount(run.cases["solution"][mark(run)], minlength=run.record.solutions.size) for run in runs]
    return np.concatenate(counts)
