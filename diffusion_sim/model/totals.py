"""What a model keeps count of while it runs: events of the month, users, value, merit and complexity in operation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diffusion_sim.exact import added
from diffusion_sim.rules.codes import End, Mode

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.municipality import Municipality

COLUMN_OF_END = {
    End.GAVE_UP: "gave_up",
    End.CLIFF_UNFINISHED: "lost_unfinished_at_cliff",
    End.CLIFF_OPERATION: "lost_in_operation_at_cliff",
    End.STOPPED: "stopped",
    End.REPLACED: "replaced",
    End.PROBLEM_CHANGED: "overtaken",
}


class Totals:
    """Sums over all municipalities, kept up to date by what they report."""

    def __init__(self) -> None:
        self.tally: Counter[str] = Counter()
        """What has happened this month, by column of the monthly table."""
        self.value_lines = [0.0] * 5
        self.merit_reused = self.merit_own = self.running_complexity = 0.0
        self.in_use_by_problem: Counter[int] = Counter()
        """Municipalities that run an answer to each problem's present form."""

    def note_use(self, m: Municipality, case: Case, month: int) -> None:
        """Count a case that has come into operation."""
        solution = case.solution
        self.tally[f"put_to_use_{case.mode.name.lower()}"] += 1
        self.in_use_by_problem[solution.problem] += 1
        if solution.first_use < 0:
            solution.first_use = month
        copied = solution.parent if case.mode is Mode.INSPIRED else solution
        if copied is not None and copied.origin is not None and copied.origin is not m:
            copied.origin.times_reused += 1
        self._add_value(case, 1.0)
        self._add_merit(case, 1.0)
        self.running_complexity += solution.nature.complexity

    def note_end_of_use(self, case: Case) -> None:
        """Take a case that was in operation out of the totals."""
        self._add_value(case, -1.0)
        if case.outdated < 0:
            self.in_use_by_problem[case.solution.problem] -= 1
            self._add_merit(case, -1.0)
        self.running_complexity -= case.solution.nature.complexity

    def note_outdated(self, case: Case, lines: tuple[float, ...], month: int) -> None:
        """Write a case in operation down, because its problem has changed."""
        self.note_end_of_use(case)
        case.lines, case.merit, case.outdated = lines, added(lines), month
        self._add_value(case, 1.0)
        self.running_complexity += case.solution.nature.complexity

    def _add_value(self, case: Case, sign: float) -> None:
        for line, value in enumerate(case.lines):
            self.value_lines[line] += sign * value

    def _add_merit(self, case: Case, sign: float) -> None:
        if case.mode is Mode.OWN:
            self.merit_own += sign * case.merit
        else:
            self.merit_reused += sign * case.merit

    def count_end(self, end: End) -> None:
        """Count why a case ended."""
        column = COLUMN_OF_END.get(end)
        if column is not None:
            self.tally[column] += 1
