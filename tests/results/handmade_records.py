"""Records small enough to count by hand: three municipalities, two fields, a few cases."""

from __future__ import annotations

import numpy as np

from diffusion_sim.country.places import Place
from diffusion_sim.results.context import Context, ProblemName
from diffusion_sim.results.record import CASE, MONTHLY, NEVER, SOLUTION, Columns, RunRecord
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.results.result import Result
from diffusion_sim.scenario import Scenario

BURN_IN, REPORTED = 12, 60
PLACES = (
    Place(101, "København", "Hovedstaden", 569_557, 86.6, 0.0, 0.0, 8, 18),
    Place(740, "Silkeborg", "Midtjylland", 89_633, 850.0, 0.0, 0.0, 6, 4),
    Place(791, "Viborg", "Midtjylland", 93_819, 1_409.0, 0.0, 0.0, 5, 4),
)
PROBLEMS = (
    ProblemName("Schools 1", "Schools"),
    ProblemName("Schools 2", "Schools"),
    ProblemName("Employment 1", "Employment"),
)
_MONTH_FIELDS = ("decided", "adopted", "developed", "implemented", "ended", "grant_ends", "outdated", "appraised")


def case(code: int, solution: int, problem: int = 0, **values: float) -> np.void:
    """One case; months that are not given never came."""
    row = np.zeros(1, dtype=CASE)[0]
    for name in _MONTH_FIELDS:
        row[name] = NEVER
    row["code"], row["solution"], row["problem"], row["heard_layer"] = code, solution, problem, -1
    for name, value in values.items():
        row[name] = value
    return row


def solution(number: int, origin: int = 0, **values: float) -> np.void:
    """One solution; without origin it comes from a vendor."""
    row = np.zeros(1, dtype=SOLUTION)[0]
    row["id"], row["origin"], row["source"] = number + 1, origin, -1 if origin else 3
    row["parent"], row["innovation"], row["benefit"], row["complexity"] = -1, -1, 1.0, 1.0
    for name, value in values.items():
        row[name] = value
    return row


def record(cases: list[np.void], solutions: list[np.void], replication: int = 0, **months: np.ndarray) -> RunRecord:
    """Put a replication together; ``months`` are whole columns of the monthly table."""
    monthly = np.zeros((BURN_IN + REPORTED, len(MONTHLY)))
    for name, values in months.items():
        monthly[:, MONTHLY.index(name)] = values
    table = np.array(cases, dtype=CASE)
    table = table[np.lexsort((table["solution"], table["code"]))]
    return RunRecord(replication, monthly, Columns(table), np.array(solutions, dtype=SOLUTION))


def context(replications: int = 1, innovations: tuple[str, ...] = (), **changes: object) -> Context:
    scenario = Scenario().with_changes(
        {
            "name": "by hand",
            "time.months": REPORTED,
            "time.burn_in_months": BURN_IN,
            "time.first_month": "2014-01",
            **changes,
        }
    )
    return Context(scenario, 5, replications, "0.1.0", PLACES, ("bodies", "land_border"), PROBLEMS, innovations)


def run_of(cases: list[np.void], solutions: list[np.void], **months: np.ndarray) -> ReportedRun:
    return ReportedRun(context(), record(cases, solutions, **months))


def result_of(*records: RunRecord, replications: int | None = None, **changes: object) -> Result:
    return Result(context(len(records) if replications is None else replications, **changes), records)
