"""One row for each replication and municipality, counted over the reported window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from diffusion_sim.results.cliff import LOST
from diffusion_sim.results.columns import is_one_of
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.tables.columns import replication_column
from diffusion_sim.rules.codes import End, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.tables.columns import TableColumns

_MODES = {"copy": Mode.COPY, "adapt": Mode.ADAPT, "inspired": Mode.INSPIRED, "own": Mode.OWN}


def municipalities_of(runs: Sequence[ReportedRun]) -> TableColumns:
    """Return some replications by municipality; counts are of cases, merit is in benefit units per month.

    ``reused_by_others`` counts how often others put one of its solutions to use, or one inspired by it;
    ``in_operation`` and ``merit_in_operation`` leave out what answers a problem that has changed.
    """
    places = runs[0].context.places
    counts = [_counts(run) for run in runs]
    columns: dict[str, Any] = {
        "replication": replication_column(runs, [len(places)] * len(runs)),
        "code": np.array([place.code for place in places] * len(runs), dtype=np.int64),
        "name": pa.array([place.name for place in places] * len(runs), pa.string()),
        "region": pa.array([place.region for place in places] * len(runs), pa.string()),
    }
    columns |= {name: np.concatenate([of_run[name] for of_run in counts]) for name in counts[0]}
    columns["reused_by_others"] = np.concatenate([_reused_by_others(run) for run in runs])
    columns["own_percent"] = _own_percent(columns)
    columns["merit_in_operation"] = np.concatenate([_merit_in_operation(run) for run in runs])
    return columns


def _counts(run: ReportedRun) -> dict[str, npt.NDArray[np.int64]]:
    cases = run.cases
    ended = run.in_window(cases["ended"])
    marks = {"heard": run.heard_from_others, "started": run.in_window(cases["started"]), "put_to_use": run.put_to_use}
    marks |= {f"put_to_use_{name}": run.put_to_use & (cases["mode"] == mode) for name, mode in _MODES.items()}
    marks["in_operation"] = run.operating_at_end & (cases["outdated"] == NEVER)
    marks["in_operation_reused"] = marks["in_operation"] & run.reuse
    marks["in_operation_outdated"] = run.operating_at_end & (cases["outdated"] != NEVER)
    marks["lost_at_cliff"] = ended & is_one_of(cases["end"], LOST)
    marks["gave_up"] = ended & (cases["end"] == End.GAVE_UP)
    marks["reinvented"] = run.reinvented
    counts = {name: _by_place(run, run.place_rows[mark]) for name, mark in marks.items()}
    prizes = _by_place(run, run.place_rows, cases["prizes"].astype(np.float64))
    return counts | {"prizes": prizes.astype(np.int64)}


def _by_place(
    run: ReportedRun, rows: npt.NDArray[np.signedinteger], weights: npt.NDArray[np.float64] | None = None
) -> npt.NDArray[Any]:
    """Count (or sum weights of) what belongs to each place, in the order of the places; -1 belongs to none."""
    return np.bincount(rows + 1, weights, minlength=len(run.context.places) + 1)[1:]


def _reused_by_others(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Credit the origin of each solution that another municipality put to use, for inspired work its parent's."""
    solutions = run.record.solutions
    used = np.flatnonzero(run.put_to_use & run.reuse)
    solution = run.cases["solution"][used]
    inspired = run.cases["mode"][used] == Mode.INSPIRED
    model = np.where(inspired, solutions["parent"][solution], solution)
    origin = np.where(model == NEVER, 0, solutions["origin"][np.maximum(model, 0)])
    of_others = (origin > 0) & (origin != run.cases["code"][used])
    return _by_place(run, run.context.place_rows(origin[of_others]))


def _own_percent(columns: TableColumns) -> npt.NDArray[np.float64]:
    used = np.asarray(columns["put_to_use"], dtype=np.float64)
    own = np.asarray(columns["put_to_use_own"], dtype=np.float64)
    shares: npt.NDArray[np.float64] = np.full(used.size, np.nan)
    np.divide(100.0 * own, used, out=shares, where=used > 0)
    return shares


def _merit_in_operation(run: ReportedRun) -> npt.NDArray[np.float64]:
    fresh = run.operating_at_end & (run.cases["outdated"] == NEVER)
    by_place = _by_place(run, run.place_rows[fresh], run.cases["merit"][fresh])
    return np.asarray(by_place, dtype=np.float64)
