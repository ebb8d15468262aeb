"""One row for each replication, municipality and solution that met, with names instead of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diffusion_sim.results.reasons import deciding_terms
from diffusion_sim.results.record import CASE
from diffusion_sim.results.tables.columns import optional_month, replication_column
from diffusion_sim.rules.codes import End, Heard, Mode, Stage, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import IntEnum

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.tables.columns import TableColumns

MONTHS = ("heard", "decided", "started", "developed", "operating", "ended", "grant_ends", "outdated", "appraised")
_ENUMS = {"mode": Mode, "stage": Stage, "heard_via": Heard, "end": End, "verdict": Verdict}


def cases_of(runs: Sequence[ReportedRun]) -> TableColumns:
    """Return the cases of some replications; months count from the first reported one, missing where they never came."""
    run, cases = runs[0], {name: np.concatenate([run.cases[name] for run in runs]) for name in CASE.names or ()}
    columns: dict[str, Any] = {
        "replication": replication_column(runs, [run.cases.size for run in runs]),
        "code": cases["code"],
        "municipality": _place_names(run, cases["code"]),
        "solution": cases["solution"],
        "problem": _named(cases["problem"], [problem.name for problem in run.context.problems]),
        "field": _named(cases["problem"], [problem.field for problem in run.context.problems]),
        "era": cases["era"],
        "heard_from": _place_names(run, cases["heard_from"]),
        "heard_layer": _named(cases["heard_layer"], run.context.layer_names),
    }
    columns |= {name: _named(cases[name], _words_by_number(enum)) for name, enum in _ENUMS.items()}
    columns |= {name: optional_month(cases[name], run.first) for name in MONTHS}
    columns |= {"granted": cases["granted"] > 0, "reinvented": cases["reinvented"] > 0}
    columns |= {name: cases[name] for name in ("fit", "merit", "times_appraised", "shortfall", "prizes")}
    columns["deciding_terms"] = _deciding(cases["flips"])
    return columns


def _words_by_number(enum: type[IntEnum]) -> list[str]:
    """Return names by number, so that the number is the row; gaps are empty."""
    words = [""] * (max(enum) + 1)
    for member in enum:
        words[member] = member.name.lower().replace("_", " ")
    return words


def _named(numbers: npt.NDArray[np.signedinteger], names: Sequence[str]) -> pd.Categorical[str]:
    """Return a categorical; two numbers may have the same name, and -1 is missing."""
    categories = pd.Index(list(dict.fromkeys(names)), dtype=object)
    code_of = np.array([*categories.get_indexer(pd.Index(names, dtype=object)), -1], dtype=np.int64)
    codes: npt.NDArray[np.int64] = np.where(numbers < 0, -1, code_of[np.maximum(numbers, 0)])
    return pd.Categorical.from_codes(codes, categories=categories)


def _place_names(run: ReportedRun, codes: npt.NDArray[np.int64]) -> pd.Categorical[str]:
    return _named(run.context.place_rows(codes), [place.name for place in run.context.places])


def _deciding(flips: npt.NDArray[np.int32]) -> pd.Categorical[str]:
    """Return the single deciding terms, e.g. ``"nih + stigma"``; empty when none alone decided."""
    kinds, rows = np.unique(flips, return_inverse=True)
    return _named(rows.astype(np.int64), [" + ".join(deciding_terms(int(kind))) for kind in kinds])
