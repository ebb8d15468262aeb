"""One row for each replication and municipality, counted over the reported window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diffusion_sim.results.cliff import LOST
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import End, Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

_MODES = {"copy": Mode.COPY, "adapt": Mode.ADAPT, "inspired": Mode.INSPIRED, "own": Mode.OWN}


def municipalities_of(run: ReportedRun) -> pd.DataFrame:
    """Return one replication by municipality; counts are of cases, merit is in benefit units per month.

    ``reused_by_others`` counts how often others put one of its solutions to use, or one inspired by it;
    ``in_operation`` and ``merit_in_operation`` leave out what answers a problem that has changed.
    """
    places = run.context.places
    columns: dict[str, object] = {
        "replication": np.full(len(places), run.record.replication, dtype=np.int32),
        "code": np.array([place.code for place in places], dtype=np.int64),
        "name": [place.name for place in places],
        "region": [place.region for place in places],
    }
    columns |= _counts(run)
    columns["reused_by_others"] = _reused_by_others(run)
    columns["own_percent"] = _own_percent(columns)
    columns["merit_in_operation"] = _merit_in_operation(run)
    return pd.DataFrame(columns)


def _counts(run: ReportedRun) -> dict[str, npt.NDArray[np.int64]]:
    cases = run.cases
    ended = run.in_window(cases["ended"])
    marks = {"heard": run.heard_from_others, "started": run.in_window(cases["started"]), "put_to_use": run.put_to_use}
    marks |= {f"put_to_use_{name}": run.put_to_use & (cases["mode"] == mode) for name, mode in _MODES.items()}
    marks["in_operation"] = run.operating_at_end & (cases["outdated"] == NEVER)
    marks["in_operation_reused"] = marks["in_operation"] & run.reuse
    marks["in_operation_outdated"] = run.operating_at_end & (cases["outdated"] != NEVER)
    marks["lost_at_cliff"] = ended & np.isin(cases["end"], LOST)
    marks["gave_up"] = ended & (cases["end"] == End.GAVE_UP)
    marks["reinvented"] = (cases["reinvented"] > 0) & run.in_window(cases["started"])
    counts = {name: _by_place(run, cases["code"][mark]) for name, mark in marks.items()}
    prizes = _by_place(run, cases["code"], cases["prizes"].astype(np.float64))
    return counts | {"prizes": prizes.astype(np.int64)}


def _by_place(
    run: ReportedRun, codes: npt.NDArray[np.int64], weights: npt.NDArray[np.float64] | None = None
) -> npt.NDArray[Any]:
    """Count (or sum weights of) codes by place, in the order of the places; unknown codes are dropped."""
    order = np.array([place.code for place in run.context.places], dtype=np.int64)
    sorter = np.argsort(order)
    position = np.minimum(np.searchsorted(order, codes, sorter=sorter), order.size - 1)
    row = sorter[position]
    known = order[row] == codes
    kept = None if weights is None else weights[known]
    return np.bincount(row[known], kept, minlength=order.size)


def _reused_by_others(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Credit the origin of each solution that another municipality put to use, for inspired work its parent's."""
    solutions = run.record.solutions
    used = run.cases[run.put_to_use & run.reuse]
    inspired = used["mode"] == Mode.INSPIRED
    parent = solutions["parent"][used["solution"]]
    model = np.where(inspired, parent, used["solution"])
    origin = np.where(model == NEVER, 0, solutions["origin"][np.maximum(model, 0)])
    return _by_place(run, origin[(origin > 0) & (origin != used["code"])])


def _own_percent(columns: dict[str, object]) -> npt.NDArray[np.float64]:
    used = np.asarray(columns["put_to_use"], dtype=np.float64)
    own = np.asarray(columns["put_to_use_own"], dtype=np.float64)
    shares: npt.NDArray[np.float64] = np.full(used.size, np.nan)
    np.divide(100.0 * own, used, out=shares, where=used > 0)
    return shares


def _merit_in_operation(run: ReportedRun) -> npt.NDArray[np.float64]:
    fresh = run.operating_at_end & (run.cases["outdated"] == NEVER)
    by_place = _by_place(run, run.cases["code"][fresh], run.cases["merit"][fresh])
    return np.asarray(by_place, dtype=np.float64)
