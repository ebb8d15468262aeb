"""The tables of a result, each from its runs: by month, by municipality, by solution, by case; and who copied whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.mechanisms.funding_cliff import POOL
from diffusion_sim.results.labels import Labelled, origins_in_words, solution_labels
from diffusion_sim.results.record import CASE, MONTHLY, NEVER, SPENT, VALUES, deciding_terms, is_one_of
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.results.survival import LOST

if TYPE_CHECKING:
    from enum import IntEnum

Runs = Sequence[ReportedRun]
TableColumns = Mapping[str, Any]
"""Arrays of equal length by name: numpy's, nullable or categorical ones of pandas, and text as Arrow's."""


def to_frame(columns: TableColumns) -> pd.DataFrame:
    """Return the columns as a frame, text in the type that this version of pandas has for it."""
    return pd.DataFrame({name: _for_pandas(column) for name, column in columns.items()})


def _for_pandas(column: Any) -> Any:  # noqa: ANN401 - any kind of array
    return column.to_pandas() if isinstance(column, pa.Array) else column


def replication_column(runs: Runs, rows: Sequence[int]) -> npt.NDArray[np.int32]:
    """Return the number of the replication for each of its rows."""
    return np.repeat(np.array([run.record.replication for run in runs], dtype=np.int32), rows)


def named(numbers: npt.NDArray[np.integer], names: Sequence[str]) -> pa.Array:
    """Return the name of each number as text; -1 becomes missing."""
    return pa.array(names, pa.string()).take(pa.array(numbers, mask=numbers == NEVER))


def optional(numbers: npt.NDArray[np.signedinteger]) -> pd.arrays.IntegerArray:
    """Return whole numbers in which -1 has become missing."""
    return pd.arrays.IntegerArray(numbers.astype(np.int32), numbers == NEVER)


def optional_month(months: npt.NDArray[np.signedinteger], first: int) -> pd.arrays.IntegerArray:
    """Return months counted from the first reported one (negative: in the burn-in), missing where there is none."""
    return pd.arrays.IntegerArray((months - first).astype(np.int32), months == NEVER)


MODES = {"copy": Mode.COPY, "adapt": Mode.ADAPT, "inspired": Mode.INSPIRED, "own": Mode.OWN}
_IN_USE, _IMPLEMENTED = ([f"{what}_{mode}" for mode in MODES] for what in ("in_use", "implemented"))
TOTALS = {
    "in_use": _IN_USE,
    "in_use_reused": _IN_USE[:-1],
    "adopted": [f"adopted_{mode}" for mode in MODES],
    "implemented": _IMPLEMENTED,
    "implemented_reused": _IMPLEMENTED[:-1],
    "value": VALUES,
    "dkk_total": SPENT,
}
"""Columns added to those of the record, and what each is the sum of."""


def monthly_of(runs: Runs) -> TableColumns:
    """Return the reported months of some replications: month 0 is the first reported one."""
    months = np.arange(runs[0].end - runs[0].first, dtype=np.int32)
    values = np.concatenate([run.record.monthly[run.first :] for run in runs]).T.copy()
    measured = dict(zip(MONTHLY, values, strict=True))
    totals = {name: reduce(np.add, (measured[part] for part in parts)) for name, parts in TOTALS.items()}
    return {
        "replication": replication_column(runs, [months.size] * len(runs)),
        "month": np.tile(months, len(runs)),
        "date": np.tile(_dates(runs[0].context.first_month, months.size), len(runs)),
        **measured,
        **totals,
    }


def _dates(first_month: str, months: int) -> npt.NDArray[np.datetime64]:
    """Return the first day of each month."""
    return (np.datetime64(first_month, "M") + np.arange(months)).astype("datetime64[s]")


def municipalities_of(runs: Runs) -> TableColumns:
    """Return some replications by municipality; counts are of cases, net benefit is in index points per month.

    ``reused_by_others`` counts how often others implemented one of its solutions, or one inspired by it;
    ``in_use`` and ``net_benefit_in_use`` leave out what answers a problem that has changed.
    """
    places = runs[0].context.places
    counts = [_counts(run) for run in runs]
    columns: dict[str, Any] = {
        "replication": replication_column(runs, [len(places)] * len(runs)),
        "code": np.array([place.code for place in places] * len(runs), dtype=np.int64),
        **({"id": pa.array(runs[0].context.own_ids * len(runs), pa.string())} if runs[0].context.own_ids else {}),
        "name": pa.array([place.name for place in places] * len(runs), pa.string()),
        "region": pa.array([place.region for place in places] * len(runs), pa.string()),
    }
    columns |= {name: np.concatenate([of_run[name] for of_run in counts]) for name in counts[0]}
    columns["reused_by_others"] = np.concatenate([_reused_by_others(run) for run in runs])
    columns["own_percent"] = _own_percent(columns)
    columns["net_benefit_in_use"] = np.concatenate([_net_benefit_in_use(run) for run in runs])
    return columns


def _counts(run: ReportedRun) -> dict[str, npt.NDArray[np.int64]]:
    cases = run.cases
    ended = run.in_window(cases["ended"])
    marks = {"aware": run.heard_from_others, "adopted": run.in_window(cases["adopted"]), "implemented": run.implemented}
    marks |= {f"implemented_{name}": run.implemented & (cases["mode"] == mode) for name, mode in MODES.items()}
    marks["in_use"] = run.in_use_at_end & (cases["outdated"] == NEVER)
    marks["in_use_reused"] = marks["in_use"] & run.reuse
    marks["in_use_outdated"] = run.in_use_at_end & (cases["outdated"] != NEVER)
    marks["lost_when_funding_ended"] = ended & is_one_of(cases["end"], LOST)
    marks["gave_up"] = ended & (cases["end"] == End.GAVE_UP)
    marks["duplicated"] = run.duplicated
    counts = {name: _by_place(run, run.place_rows[mark]) for name, mark in marks.items()}
    prizes = _by_place(run, run.place_rows, cases["prizes"].astype(np.float64))
    return counts | {"prizes": prizes.astype(np.int64)}


def _by_place(
    run: ReportedRun, rows: npt.NDArray[np.signedinteger], weights: npt.NDArray[np.float64] | None = None
) -> npt.NDArray[Any]:
    """Count (or sum weights of) what belongs to each place, in the order of the places; -1 belongs to none."""
    return np.bincount(rows + 1, weights, minlength=len(run.context.places) + 1)[1:]


def _reused_by_others(run: ReportedRun) -> npt.NDArray[np.int64]:
    """Credit the origin of each solution that another municipality implemented, for inspired work its parent's."""
    solutions = run.record.solutions
    used = np.flatnonzero(run.implemented & run.reuse)
    solution = run.cases["solution"][used]
    inspired = run.cases["mode"][used] == Mode.INSPIRED
    model = np.where(inspired, solutions["parent"][solution], solution)
    origin = np.where(model == NEVER, 0, solutions["origin"][np.maximum(model, 0)])
    of_others = (origin > 0) & (origin != run.cases["code"][used])
    return _by_place(run, run.context.place_rows(origin[of_others]))


def _own_percent(columns: TableColumns) -> npt.NDArray[np.float64]:
    used = np.asarray(columns["implemented"], dtype=np.float64)
    own = np.asarray(columns["implemented_own"], dtype=np.float64)
    shares: npt.NDArray[np.float64] = np.full(used.size, np.nan)
    np.divide(100.0 * own, used, out=shares, where=used > 0)
    return shares


def _net_benefit_in_use(run: ReportedRun) -> npt.NDArray[np.float64]:
    fresh = run.in_use_at_end & (run.cases["outdated"] == NEVER)
    by_place = _by_place(run, run.place_rows[fresh], run.cases["net_benefit"][fresh])
    return np.asarray(by_place, dtype=np.float64)


_HEXADECIMAL_DIGITS = 16


def solutions_of(runs: Runs) -> TableColumns:
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
        **({"origin_id": named(context.place_rows(table["origin"]), ids)} if (ids := context.own_ids) else {}),
        "external": table["source"] >= 0,
        "problem": named(table["problem"], [problem.name for problem in context.problems]),
        "field": named(table["problem"], [problem.field for problem in context.problems]),
        "era": table["era"],
        "parent": optional(table["parent"]),
        "family": np.concatenate([run.families.astype(np.int32) for run in runs]),
        "born": table["born"] - first,
        "first_used": optional_month(np.concatenate([run.first_use for run in runs]), first),
        "promoted": optional_month(table["promoted"], first),
        "benefit": table["benefit"],
        "complexity": table["complexity"],
        "users_at_end": _counted(runs, lambda run: run.in_use_at_end),
        "uptakes": _counted(runs, lambda run: run.cases["implemented"] != NEVER),
        "peak_users": peak_users,
        "peak_percent": 100.0 * peak_users / len(context.places),
    }


def _in_hexadecimal(numbers: npt.NDArray[np.uint64]) -> pa.Array:
    """Return each number as sixteen digits."""
    digits = pa.py_buffer(numbers.astype(">u8").tobytes().hex().encode())
    ends = pa.py_buffer(np.arange(0, _HEXADECIMAL_DIGITS * (numbers.size + 1), _HEXADECIMAL_DIGITS, dtype=np.int32))
    return pa.StringArray.from_buffers(numbers.size, ends, digits)


def _counted(runs: Runs, mark: Callable[[ReportedRun], npt.NDArray[np.bool_]]) -> npt.NDArray[np.int64]:
    """Count the marked cases of each solution."""
    counts = [np.bincount(run.cases["solution"][mark(run)], minlength=run.record.solutions.size) for run in runs]
    return np.concatenate(counts)


_MONTHS = ("aware", "decided", "adopted", "developed", "implemented", "ended", "grant_ends", "outdated", "appraised")
_ENUMS = {"mode": Mode, "stage": Stage, "heard_via": Heard, "end": End, "verdict": Verdict}


def cases_of(runs: Runs) -> TableColumns:
    """Return the cases of some replications; months count from the first reported one, missing where they never came."""
    run, cases = runs[0], {name: np.concatenate([run.cases[name] for run in runs]) for name in CASE.names or ()}
    columns: dict[str, Any] = {
        "replication": replication_column(runs, [run.cases.size for run in runs]),
        "code": cases["code"],
        **({"id": _category(run.context.place_rows(cases["code"]), ids)} if (ids := run.context.own_ids) else {}),
        "municipality": _place_names(run, cases["code"]),
        "solution": cases["solution"],
        "problem": _category(cases["problem"], [problem.name for problem in run.context.problems]),
        "field": _category(cases["problem"], [problem.field for problem in run.context.problems]),
        "era": cases["era"],
        "heard_from": _place_names(run, cases["heard_from"]),
        "heard_layer": _category(cases["heard_layer"], run.context.layer_names),
    }
    columns |= {name: _category(cases[name], _words_by_number(enum)) for name, enum in _ENUMS.items()}
    columns |= {name: optional_month(cases[name], run.first) for name in _MONTHS}
    columns |= {"granted": cases["granted"] == POOL, "duplicated": cases["duplicated"] > 0}
    columns |= {name: cases[name] for name in ("fit", "net_benefit", "times_appraised", "shortfall", "prizes")}
    columns["deciding_terms"] = _deciding(cases["flips"])
    return columns


def _words_by_number(enum: type[IntEnum]) -> list[str]:
    """Return names by number, so that the number is the row; gaps are empty."""
    words = [""] * (max(enum) + 1)
    for member in enum:
        words[member] = member.name.lower().replace("_", " ")
    return words


def _category(numbers: npt.NDArray[np.signedinteger], names: Sequence[str]) -> pd.Categorical[str]:
    """Return a categorical; two numbers may have the same name, and -1 is missing."""
    categories = pd.Index(list(dict.fromkeys(names)), dtype=object)
    code_of = np.array([*categories.get_indexer(pd.Index(names, dtype=object)), -1], dtype=np.int64)
    codes: npt.NDArray[np.int64] = np.where(numbers < 0, -1, code_of[np.maximum(numbers, 0)])
    return pd.Categorical.from_codes(codes, categories=categories)


def _place_names(run: ReportedRun, codes: npt.NDArray[np.int64]) -> pd.Categorical[str]:
    return _category(run.context.place_rows(codes), [place.name for place in run.context.places])


def _deciding(flips: npt.NDArray[np.int32]) -> pd.Categorical[str]:
    """Return the single deciding terms, e.g. ``"nih + stigma"``; empty when none alone decided."""
    kinds, rows = np.unique(flips, return_inverse=True)
    return _category(rows.astype(np.int64), [" + ".join(deciding_terms(int(kind))) for kind in kinds])


TABLES: dict[str, Callable[[Runs], TableColumns]] = {
    "monthly": monthly_of, "municipalities": municipalities_of, "solutions": solutions_of, "cases": cases_of,
}  # fmt: skip
"""Each table of a result; the cases are saved only when asked for."""


class Reuses(NamedTuple):
    """Every reuse implemented in the window of one run and learned from a municipality."""

    rows: npt.NDArray[np.int64]
    """Rows of the user's cases."""
    learned_in: npt.NDArray[np.int64]
    """Rows of the cases in which they became known; for inspired work those of its model."""
    teacher: npt.NDArray[np.int32]
    """Codes of those they were learned from."""


def reuses_of(run: ReportedRun) -> Reuses:
    """Return who reused what from whom in one run."""
    learned_in = np.where(run.parent_case >= 0, run.parent_case, np.arange(run.cases.size))
    teacher = run.cases["heard_from"][learned_in]
    rows = np.flatnonzero(run.implemented & run.reuse & (teacher > 0))
    return Reuses(rows, learned_in[rows], teacher[rows])


def who_copied_whom(runs: Runs) -> pd.DataFrame:
    """Count reuse between municipalities that were implemented in the reported window.

    ``from`` is who the user learned of the solution from, which need not be its origin; for inspired work, who it learned
    of the model from. What was learned from its source, the portal or a prize has no ``from`` and is left out.

    Returns
    -------
    pandas.DataFrame
        replication, from_code, from_name, from_id (of the user's own places), to_code, to_name, to_id, mode, layer (the tie it
        was learned over), count.
    """
    edges, context = pd.concat([_edges_of(run) for run in runs], ignore_index=True), runs[0].context
    counted = edges.groupby(list(edges)).size().rename("count").reset_index()
    counted["mode"] = counted["mode"].map({mode.value: mode.name.lower() for mode in Mode})
    counted["layer"] = counted["layer"].map(dict(enumerate(("", *context.layer_names), start=-1)))
    names = {code: place.name for code, place in context.place_by_code.items()}
    counted.insert(2, "from_name", counted["from_code"].map(names))
    counted.insert(4, "to_name", counted["to_code"].map(names))
    if context.own_ids:
        ids = {code: place.own_id for code, place in context.place_by_code.items()}
        counted.insert(3, "from_id", counted["from_code"].map(ids))
        counted.insert(6, "to_id", counted["to_code"].map(ids))
    return counted


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
