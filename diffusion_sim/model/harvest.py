"""What finished runs hand over: plain arrays of many replications, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.jit import kernel
from diffusion_sim.model.ledger import CASES, ROWS, SOLUTIONS, WIDTH
from diffusion_sim.model.memory import on_lines, soon
from diffusion_sim.results.record import CASE, SOLUTION

if TYPE_CHECKING:
    from diffusion_sim.model.state import Reals, Records, State, Wholes


AHEAD = 8
"""Cases that are on their way while one is written down."""


def _flat(table: np.dtype[np.void]) -> np.dtype[np.void]:
    """Return the same bytes with a field for each bottom line, as kernels can write them."""
    fields = [(name, of[0].base, of[1], of[0].shape) for name, of in (table.fields or {}).items()]
    flat = [
        (f"{name}_{line}", kind, offset + line * kind.itemsize) if shape else (name, kind, offset)
        for name, kind, offset, shape in fields
        for line in range(shape[0] if shape else 1)
    ]
    names, kinds, offsets = zip(*flat, strict=True)
    return np.dtype({"names": names, "formats": kinds, "offsets": offsets, "itemsize": table.itemsize})


class Harvest(NamedTuple):
    """Room for what some replications hand over."""

    cases: Records
    solutions: Records
    rows: Reals
    """Of the months in which something happened."""
    row_months: Wholes
    ends: Wholes
    """(replication, 3): where its cases, solutions and rows end."""


def harvest_for(replications: int, cases: int, solutions: int, rows: int) -> Harvest:
    """Return room for so many replications, cases, solutions and rows; memory is taken up only as it fills."""
    return Harvest(
        cases=on_lines(cases, CASE),
        solutions=on_lines(solutions, _flat(SOLUTION)),
        rows=np.empty((rows, WIDTH)),
        row_months=np.empty(rows, dtype=np.int64),
        ends=np.zeros((replications, 3), dtype=np.int64),
    )


NO_HARVEST = harvest_for(0, 0, 0, 0)


@kernel
def gather(run: State, harvest: Harvest, number: int) -> bool:
    """Write down the replication that has just ended; False when it does not fit."""
    case, solution, row = 0, 0, 0
    if number > 0:
        case, solution, row = harvest.ends[number - 1, 0], harvest.ends[number - 1, 1], harvest.ends[number - 1, 2]
    ends = harvest.ends[number]
    ends[0], ends[1], ends[2] = case + run.counts[CASES], solution + run.counts[SOLUTIONS], row + run.counts[ROWS]
    if ends[0] > harvest.cases.shape[0] or ends[1] > harvest.solutions.shape[0] or ends[2] > harvest.rows.shape[0]:
        return False
    _write_cases(run, harvest.cases, case)
    for s in range(run.counts[SOLUTIONS]):
        _write_solution(run, s, harvest.solutions, solution + s)
    for at in range(run.counts[ROWS]):
        harvest.row_months[row + at] = run.row_months[at]
        for column in range(WIDTH):
            harvest.rows[row + at, column] = run.rows[at, column]
    return True


@kernel
def _write_cases(run: State, table: Records, first: int) -> None:
    """Write all cases by municipality, then by solution: two passes of a counting sort."""
    n, solutions, rows = run.counts[CASES], run.counts[SOLUTIONS] + 1, run.places.shape[0] + 1
    for at in range(solutions):
        run.by_solution[at] = 0
    for at in range(rows):
        run.by_row[at] = 0
    for c in range(n):
        run.by_solution[run.cases[c]["solution"] + 1] += 1
        run.by_row[run.cases[c]["row"] + 1] += 1
    _add_up(run.by_solution, solutions)
    _add_up(run.by_row, rows)
    for c in range(n):
        s = run.cases[c]["solution"]
        run.order[run.by_solution[s]] = c
        run.by_solution[s] += 1
    for at in range(n):
        soon(run.cases, run.order[min(at + AHEAD, n - 1)])
        row = run.cases[run.order[at]]["row"]
        _write_case(run, run.order[at], table, first + run.by_row[row])
        run.by_row[row] += 1


@kernel
def _add_up(numbers: Wholes, n: int) -> None:
    """Replace each number by the sum of all up to it."""
    total = 0
    for at in range(n):
        total += numbers[at]
        numbers[at] = total


@kernel
def _write_case(run: State, c: int, table: Records, at: int) -> None:
    case, line = run.cases[c], table[at]
    line["code"], line["era"] = run.places[case["row"]]["code"], run.solutions[case["solution"]]["era"]
    line["solution"], line["problem"], line["mode"] = case["solution"], case["problem"], case["mode"]
    line["stage"], line["end"], line["heard_via"] = case["stage"], case["end"], case["via"]
    line["heard_from"], line["heard_layer"], line["aware"] = case["heard_from"], case["layer"], case["aware"]
    line["decided"], line["adopted"], line["developed"] = case["decided"], case["adopted"], case["developed"]
    line["implemented"], line["ended"], line["outdated"] = case["implemented"], case["ended"], case["outdated"]
    line["granted"], line["grant_ends"], line["prizes"] = case["granted"], case["grant_ends"], case["prizes"]
    line["duplicated"], line["fit"], line["net_benefit"] = case["duplicated"], case["fit"], case["net_benefit"]
    line["appraised"], line["times_appraised"] = case["appraised"], case["times_appraised"]
    line["verdict"], line["shortfall"], line["flips"] = case["verdict"], case["shortfall"], case["flips"]


@kernel
def _write_solution(run: State, s: int, table: Records, at: int) -> None:
    solution, line, shares, drawbacks = run.solutions[s], table[at], run.shares[s], run.drawbacks[s]
    line["id"], line["source"], line["problem"] = solution["identity"], solution["source"], solution["problem"]
    line["origin"] = run.places[solution["origin"]]["code"] if solution["origin"] >= 0 else 0
    line["era"], line["ordinal"], line["parent"] = solution["era"], solution["ordinal"], solution["parent"]
    line["born"], line["innovation"] = solution["born"], solution["innovation"]
    line["benefit"], line["complexity"] = solution["benefit"], solution["complexity"]
    line["documented"], line["promoted"] = solution["documented"], solution["promoted"]
    line["shares_0"], line["shares_1"], line["shares_2"] = shares[0], shares[1], shares[2]
    line["shares_3"], line["shares_4"] = shares[3], shares[4]
    line["drawback_0"], line["drawback_1"], line["drawback_2"] = drawbacks[0], drawbacks[1], drawbacks[2]
    line["drawback_3"], line["drawback_4"] = drawbacks[3], drawbacks[4]
