"""One row for each replication and solution, with how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.labels import origins_in_words, solution_labels
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.spread import first_use

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun


def solutions_of(run: ReportedRun) -> pd.DataFrame:
    """Return the solutions of one replication in the order in which they came.

    ``solution`` is the row to which the cases refer, ``parent`` likewise (missing: none); ``id`` is the solution's
    address in hexadecimal, the same in every replication and policy; ``users`` count municipalities.
    """
    table = run.record.solutions
    rows = np.arange(table.size)
    return pd.DataFrame(
        {
            "replication": np.full(table.size, run.record.replication, dtype=np.int32),
            "solution": np.arange(table.size, dtype=np.int32),
            "id": [f"{number:016x}" for number in table["id"].tolist()],
            "label": solution_labels(run, rows),
            "origin": origins_in_words(run, rows),
            "origin_code": table["origin"],
            "external": table["source"] >= 0,
            "problem": [run.context.problems[number].name for number in table["problem"].tolist()],
            "field": [run.context.problems[number].field for number in table["problem"].tolist()],
            "era": table["era"],
            "parent": optional(table["parent"]),
            "born": table["born"] - run.first,
            "first_used": optional_month(first_use(run), run.first),
            "benefit": table["benefit"],
            "complexity": table["complexity"],
            "users_at_end": np.bincount(run.cases["solution"][run.operating_at_end], minlength=table.size),
            "uptakes": np.bincount(run.cases["solution"][run.cases["operating"] != NEVER], minlength=table.size),
            "peak_users": run.peak_users,
            "peak_percent": 100.0 * run.peak_users / len(run.context.places),
        }
    )


def optional(numbers: npt.NDArray[np.signedinteger]) -> pd.Series[int]:
    """Return whole numbers in which -1 has become missing."""
    return pd.Series(numbers.astype(np.int32), dtype="Int32").mask(numbers == NEVER)


def optional_month(months: npt.NDArray[np.signedinteger], first: int) -> pd.Series[int]:
    """Return months counted from the first reported one (negative: in the burn-in), missing where there is none."""
    return pd.Series((months - first).astype(np.int32), dtype="Int32").mask(months == NEVER)
