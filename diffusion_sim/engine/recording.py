"""What a finished run hands over: plain arrays, the same as the Mesa model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.engine.columns import CASES, SOLUTIONS
from diffusion_sim.engine.kernel import entry, kernel
from diffusion_sim.engine.reference import refer
from diffusion_sim.errors import RunError
from diffusion_sim.results.record import CASE, SOLUTION, RunRecord

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Records, State, Wholes

SAME_OF_SOLUTION = (
    "source", "problem", "era", "ordinal", "parent", "born", "innovation", "benefit", "complexity", "documented",
)  # fmt: skip


def record_of(run: State, replication: int) -> RunRecord:
    """Return the record of a finished run.

    Raises
    ------
    RunError
        Two solutions share an identity.
    """
    solutions, cases = _solutions(run), np.empty(run.counts[CASES], dtype=CASE)
    room = np.zeros(len(run.places) + run.counts[SOLUTIONS] + 2, dtype=np.int64)
    write_cases(run, cases, room[: len(solutions) + 1], room[len(solutions) + 1 :])
    return RunRecord(replication, run.monthly.copy(), cases, solutions)


@entry
def write_cases(state: State, table: Records, by_solution: Wholes, by_row: Wholes) -> None:
    """Write all cases by municipality, then by solution: two passes of a counting sort, with room for the counts."""
    run = refer(state)
    n = run.counts[CASES]
    for c in range(n):
        by_solution[run.cases[c]["solution"] + 1] += 1
        by_row[run.cases[c]["row"] + 1] += 1
    for at in range(1, by_solution.shape[0]):
        by_solution[at] += by_solution[at - 1]
    for at in range(1, by_row.shape[0]):
        by_row[at] += by_row[at - 1]
    for c in range(n):
        s = run.cases[c]["solution"]
        run.order[by_solution[s]] = c
        by_solution[s] += 1
    for at in range(n):
        row = run.cases[run.order[at]]["row"]
        _write_case(run, run.order[at], table, by_row[row])
        by_row[row] += 1


@kernel
def _write_case(run: State, c: int, table: Records, at: int) -> None:
    case, line = run.cases[c], table[at]
    line["code"], line["era"] = run.places[case["row"]]["code"], run.solutions[case["solution"]]["era"]
    line["solution"], line["problem"], line["mode"] = case["solution"], case["problem"], case["mode"]
    line["stage"], line["end"], line["heard_via"] = case["stage"], case["end"], case["via"]
    line["heard_from"], line["heard_layer"], line["heard"] = case["heard_from"], case["layer"], case["heard"]
    line["decided"], line["started"], line["developed"] = case["decided"], case["started"], case["developed"]
    line["operating"], line["ended"], line["outdated"] = case["operating"], case["ended"], case["outdated"]
    line["granted"], line["grant_ends"], line["prizes"] = case["granted"], case["grant_ends"], case["prizes"]
    line["reinvented"], line["fit"], line["merit"] = case["reinvented"], case["fit"], case["merit"]
    line["appraised"], line["times_appraised"] = case["appraised"], case["times_appraised"]
    line["verdict"], line["shortfall"], line["flips"] = case["verdict"], case["shortfall"], case["flips"]


def _solutions(run: State) -> Records:
    number = run.counts[SOLUTIONS]
    solutions = run.solutions[:number]
    ordered = np.sort(solutions["identity"])
    if (ordered[1:] == ordered[:-1]).any():
        twice = ordered[1:][ordered[1:] == ordered[:-1]][0]
        raise RunError(f"two solutions share the identity {int(twice)}; use another seed")
    table = np.empty(number, dtype=SOLUTION)
    for name in SAME_OF_SOLUTION:
        table[name] = solutions[name]
    table["id"], table["shares"], table["drawback"] = solutions["identity"], run.shares[:number], run.drawbacks[:number]
    table["origin"] = np.where(solutions["origin"] < 0, 0, run.places["code"][solutions["origin"]])
    return table
