"""What a model hands over: a row each month, and tables of cases and solutions at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.columns import Columns
from diffusion_sim.results.record import CASE, FLOWS, MONTHLY, SOLUTION, VALUES, RunRecord
from diffusion_sim.rules import costs
from diffusion_sim.rules.codes import Mode, Stage

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.municipality import Municipality
    from diffusion_sim.model.solution import Solution


def month_row(model: DiffusionModel) -> dict[str, float]:
    """Return the measures of the month that has just been simulated, by column."""
    row = dict.fromkeys(MONTHLY, 0.0)
    for m in model.municipalities:
        _count_stocks(m, row)
    row.update({name: float(model.tally[name]) for name in FLOWS})
    row.update(zip(VALUES, model.totals.value_lines, strict=True))
    row["reused_merit_total"], row["own_merit_total"] = model.totals.merit_reused, model.totals.merit_own
    row.update(_kroner(model))
    return row


def _count_stocks(m: Municipality, row: dict[str, float]) -> None:
    for dossier in m.dossiers:
        row["known"] += len(dossier.known)
        if dossier.under_way is not None:
            row[dossier.under_way.stage.name.lower()] += 1
    for case in m.running.values():
        row[f"operating_{case.mode.name.lower()}"] += 1
    row["operating_outdated"] += len(m.outdated)


def _kroner(model: DiffusionModel) -> dict[str, float]:
    c, national = model.national.costs, model.national
    rates = {
        "dkk_development": c.development_dkk_per_month, "dkk_adaptation": c.adaptation_dkk_per_month,
        "dkk_copying": c.copying_dkk_per_month, "dkk_implementation": c.implementation_dkk_per_month,
        "dkk_running": c.running_dkk_per_month,
    }  # fmt: skip
    effort = dict.fromkeys(rates, 0.0)
    effort["dkk_running"] = model.totals.running_complexity
    paid = 0.0
    for m, case in model.under_way():
        kind, complexity = kind_of_work(case), case.solution.nature.complexity
        effort[kind] += complexity
        paid += costs.paid_by_grant(c.grant_share, rates[kind], complexity, model.money_gone(m, case))
    kroner = {kind: costs.month_cost(rate, effort[kind]) for kind, rate in rates.items()}
    kroner["dkk_portal"] = national.portal.running_dkk_per_month if model.portal_is_on else 0.0
    kroner["dkk_prizes"] = national.prize.amount_dkk * model.tally["prizes_given"]
    kroner["dkk_paid_by_grants"] = paid
    return kroner


def kind_of_work(case: Case) -> str:
    """Return the ledger's column for an unfinished case."""
    if case.stage is Stage.IMPLEMENTING:
        return "dkk_implementation"
    return {Mode.COPY: "dkk_copying", Mode.ADAPT: "dkk_adaptation"}.get(case.mode, "dkk_development")


def run_record(model: DiffusionModel) -> RunRecord:
    """Return everything a finished model knows, as plain arrays."""
    monthly = np.array([[row[name] for name in MONTHLY] for row in model.rows]).reshape(-1, len(MONTHLY))
    cases = np.array(
        [_case_row(m, case) for m in model.municipalities for case in sorted(m.cases.values(), key=_index)], dtype=CASE
    )
    solutions = np.array([_solution_row(s) for s in model.solutions], dtype=SOLUTION)
    return RunRecord(model.replication, monthly, Columns(cases), solutions)


def _index(case: Case) -> int:
    return case.solution.index


def _case_row(m: Municipality, case: Case) -> tuple[object, ...]:
    s = case.solution
    return (
        m.code, s.index, s.problem, s.era, case.mode, case.stage, case.end, case.via, case.heard_from, case.layer,
        case.heard, case.decided, case.started, case.developed, case.operating, case.ended, case.granted,
        case.grant_ends, case.reinvented, case.outdated, case.fit, case.merit, case.appraised, case.times_appraised,
        case.verdict, case.shortfall, case.flips, case.prizes,
    )  # fmt: skip


def _solution_row(s: Solution) -> tuple[object, ...]:
    return (
        s.identity, s.origin.code if s.origin else 0, s.source, s.problem, s.era, s.ordinal,
        s.parent.index if s.parent else -1, s.born, s.innovation, s.benefit, s.nature.complexity, s.nature.shares,
        s.nature.drawback, s.nature.documented,
    )  # fmt: skip
