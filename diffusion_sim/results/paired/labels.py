"""Which solutions and cases exist in a world under both policies, and which under one only.

A solution's id is its address, and the same under every policy; so "the same solution" needs no guessing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

BOTH, ONLY_A, ONLY_B = "both", "only A", "only B"
_WORDS = {"both": BOTH, "left_only": ONLY_A, "right_only": ONLY_B}


def labelled_solutions(a: ReportedRun, b: ReportedRun) -> pd.DataFrame:
    """Return one row for each solution that exists in a world under either policy."""
    return _labelled(_solutions(a), _solutions(b), ["replication", "id"])


def labelled_cases(a: ReportedRun, b: ReportedRun) -> pd.DataFrame:
    """Return one row for each municipality and solution that met under either policy."""
    return _labelled(_cases(a), _cases(b), ["replication", "code", "id"])


def _labelled(of_a: pd.DataFrame, of_b: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    joined = of_a.merge(of_b, on=keys, how="outer", suffixes=("_a", "_b"), indicator="exists")
    joined["exists"] = joined["exists"].astype(str).map(_WORDS)
    joined = joined.sort_values(keys, ignore_index=True)
    return joined.assign(id=[f"{number:016x}" for number in joined["id"]])


def _solutions(run: ReportedRun) -> pd.DataFrame:
    used = run.cases["operating"] != NEVER
    uptakes = np.bincount(run.cases["solution"][used], minlength=run.record.solutions.size)
    return pd.DataFrame(
        {
            "replication": run.record.replication,
            "id": run.record.solutions["id"],
            "uptakes": pd.array(uptakes, dtype="Int32"),
        }
    )


def _cases(run: ReportedRun) -> pd.DataFrame:
    """Return the cases with types that can be missing, because the other policy may not have them."""
    cases = run.cases
    modes = np.array([Mode(number).name.lower() for number in range(len(Mode))])
    return pd.DataFrame(
        {
            "replication": run.record.replication,
            "code": cases["code"],
            "id": run.record.solutions["id"][cases["solution"]],
            "heard": pd.array(cases["heard"] - run.first, dtype="Int32"),
            "mode": modes[cases["mode"]],
            "put_to_use": pd.array(run.put_to_use, dtype="boolean"),
        }
    )


def used_in_window(run: ReportedRun, code: int) -> npt.NDArray[np.uint64]:
    """Return the ids of what one municipality put to use in the reported window."""
    mark = run.put_to_use & (run.cases["code"] == code)
    return _ids(run, mark)


def ever_used(run: ReportedRun, code: int) -> npt.NDArray[np.uint64]:
    """Return the ids of what one municipality ever put to use."""
    return _ids(run, (run.cases["operating"] != NEVER) & (run.cases["code"] == code))


def _ids(run: ReportedRun, mark: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    ids: npt.NDArray[np.uint64] = run.record.solutions["id"][run.cases["solution"][mark]]
    return np.unique(ids)
