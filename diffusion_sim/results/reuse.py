"""Who copied whom: every reuse that came into operation, from the municipality it was heard of to its user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
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
    counted = edges.groupby(_COLUMNS, observed=True, dropna=False).size().rename("count").reset_index()
    names = {code: place.name for code, place in result.context.place_by_code.items()}
    counted.insert(2, "from_name", counted["from_code"].map(names))
    counted.insert(4, "to_name", counted["to_code"].map(names))
    return counted


def _edges_of(run: ReportedRun) -> pd.DataFrame:
    cases = run.cases
    learned_in = np.where(run.parent_case >= 0, run.parent_case, np.arange(cases.size))
    teacher = cases["heard_from"][learned_in]
    rows = np.flatnonzero(run.put_to_use & run.reuse & (teacher > 0))
    layers = np.array(["", *run.context.layer_names])
    return pd.DataFrame(
        {
            "replication": np.full(rows.size, run.record.replication, dtype=np.int32),
            "from_code": teacher[rows],
            "to_code": cases["code"][rows],
            "mode": [Mode(int(mode)).name.lower() for mode in cases["mode"][rows]],
            "layer": layers[cases["heard_layer"][learned_in[rows]] + 1],
        }
    )
