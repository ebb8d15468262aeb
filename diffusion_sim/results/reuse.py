"""Who copied whom: every reuse that came into operation, from the municipality it was heard of to its user."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

_COLUMNS = ["replication", "from_code", "to_code", "mode", "layer"]


def who_copied_whom(result: Result) -> pd.DataFrame:
    """Count reuse between municipalities that came into operation in the reported window.

    ``from`` is who the user heard of the solution from, which need not be its origin; for inspired work, who it heard
    of the model from. What was heard of from its source, the portal or a prize has no ``from`` and is left out.

    Returns
    -------
    pandas.DataFrame
        replication, from_code, from_name, to_code, to_name, mode, layer (the tie it was heard over), count.
    """
    edges = pd.concat([_edges_of(run) for run in result.runs], ignore_index=True)
    counted = edges.groupby(_COLUMNS).size().rename("count").reset_index()
    counted["mode"] = counted["mode"].map({mode.value: mode.name.lower() for mode in Mode})
    counted["layer"] = counted["layer"].map(dict(enumerate(("", *result.context.layer_names), start=-1)))
    names = {code: place.name for code, place in result.context.place_by_code.items()}
    counted.insert(2, "from_name", counted["from_code"].map(names))
    counted.insert(4, "to_name", counted["to_code"].map(names))
    return counted


class Reuses(NamedTuple):
    """Every reuse that came into operation in the window of one run and was heard of from a municipality."""

    rows: npt.NDArray[np.int64]
    """Rows of the user's cases."""
    learned_in: npt.NDArray[np.int64]
    """Rows of the cases in which they were heard of; for inspired work those of its model."""
    teacher: npt.NDArray[np.int32]
    """Codes of those they were heard of from."""


def reuses_of(run: ReportedRun) -> Reuses:
    """Return who reused what from whom in one run."""
    learned_in = np.where(run.parent_case >= 0, run.parent_case, np.arange(run.cases.size))
    teacher = run.cases["heard_from"][learned_in]
    rows = np.flatnonzero(run.put_to_use & run.reuse & (teacher > 0))
    return Reuses(rows, learned_in[rows], teacher[rows])


def _edges_of(run: ReportedRun) -> pd.DataFrame:
    """Return one row for each reuse; modes and layers as numbers, which are counted many times quicker than names."""
    cases, reuses = run.cases, reuses_of(run)
    return pd.DataFrame(
        {
            "replication": np.full(reuses.rows.size, run.record.replication, dtype=np.int32),
            "from_code": reuses.teacher,
            "to_code": cases["code"][reuses.rows],
            "mode": cases["mode"][reuses.rows],
            "layer": cases["heard_layer"][reuses.learned_in],
        }
    )
