"""Section 3: the steps of a month in their order, the prize (6.9), the row of the month (6.10), and what a run leaves."""

from __future__ import annotations

import dataclasses

import numpy as np

from diffusion_sim.codes import End, Heard, Mode, Stage
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import FIRST_ADOPTERS, PRIZE_LUCK
from diffusion_sim.exact import added, exp, log, value_grid, weight_grid
from diffusion_sim.mechanisms import budget, stigma
from diffusion_sim.mechanisms.copycat_prize import PRIZE_MONTH, VISIBILITY_MONTHS, judged_score
from diffusion_sim.mechanisms.grant_pool import DECISION_MONTH
from diffusion_sim.mechanisms.operation import OUTDATED_VALUE_SHARE
from diffusion_sim.mechanisms.outside_sources import PUSH_MONTHS
from diffusion_sim.results.record import CASE, FLOWS, MONTHLY, SOLUTION, VALUES, Columns, RunRecord
from diffusion_sim.setup import Setup, draw_log_benefit, draw_nature, innovation_identity
from reference import working
from reference.appraising import consider
from reference.hearing import attention_to_prize, hear, listen, whole_contact
from reference.things import Case, Municipality, ProblemFile, Run, Solution


def simulate(setup: Setup, seed: int, replication: int) -> RunRecord:
    """Simulate all months, none of them passed over."""
    run = Run(setup, seed, replication)
    for run.month in range(setup.calendar.total_months):
        simulate_month(run)
    return record(run)


def simulate_month(run: Run) -> None:
    run.flows.clear()
    end_eras(run)
    arrive(run)
    introduce(run)
    for step in (listen, consider):
        for m in run.municipalities:
            step(run, m)
    if run.is_month_of_year(DECISION_MONTH):
        working.decide_grants(run)
    for step in (working.commit, working.work, fade):
        for m in run.municipalities:
            step(run, m)
    if run.is_month_of_year(PRIZE_MONTH):
        award(run)
    run.rows.append(month_row(run))


def fade(run: Run, m: Municipality) -> None:
    m.recognition = stigma.recognition_faded(m.recognition, run.settings(m).recognition.fade_per_month)


def end_eras(run: Run) -> None:
    for problem, eras in enumerate(run.eras):
        if run.month >= eras[run.present_era[problem]].end:
            for m in run.municipalities:
                close_file(run, m, m.files[problem])
            run.present_era[problem] += 1
            for solution in run.solutions:
                solution.live = solution.live and solution.problem != problem


def close_file(run: Run, m: Municipality, file: ProblemFile) -> None:
    """Let what is known lapse, work under way be abandoned, and what is in use be written down."""
    for case in file.known:
        case.stage, case.end, case.ended = Stage.LAPSED, End.PROBLEM_CHANGED, run.month
    if file.under_way is not None:
        working.close(run, m, file.under_way, Stage.ABANDONED, End.PROBLEM_CHANGED)
    if file.in_use is not None:
        file.in_use.lines = tuple(value_grid(line * OUTDATED_VALUE_SHARE) for line in file.in_use.lines)
        file.in_use.outdated = run.month
    m.files[file.problem] = ProblemFile(file.problem, file.field)


def arrive(run: Run) -> None:
    for a in run.arrivals:
        if a.month == run.month:
            log_benefit = draw_log_benefit(run.scenario, run.key, a.identity, run.scenario.external.benefit_advantage)
            nature = draw_nature(run.scenario, run.key, a.identity, log_benefit)._replace(documented=True)
            solution = Solution(-1, a.identity, None, a.problem, -1, a.ordinal, None, -1, nature, source=a.source)
            solution.push_until = run.month + PUSH_MONTHS
            working.enter(run, solution)


def introduce(run: Run) -> None:
    """Bring in the scenario's own innovations that begin this month, with those who use them from now on."""
    for index, innovation in enumerate(run.scenario.innovations):
        first = run.calendar.month_of(innovation.from_month) if innovation.from_month else 0
        if run.month != max(first, 0):
            continue
        identity, problem = innovation_identity(innovation.name), run.setup.drawn_problems + index
        nature = draw_nature(run.scenario, run.key, identity, log(innovation.benefit))
        given = {"complexity": weight_grid(innovation.complexity), "drawback": (0.0,) * 5, "documented": True}
        solution = Solution(-1, identity, None, problem, -1, 0, None, -1, nature._replace(**given), 0, index)
        solution.push_until = run.calendar.total_months
        working.enter(run, solution)
        for m in first_adopters(run, solution):
            adopt_first(run, m, solution)


def first_adopters(run: Run, solution: Solution) -> list[Municipality]:
    """Return those named, and so many of lowest u."""
    number, named = run.scenario.innovations[solution.innovation].random_first_adopters, run.setup.first_adopters
    by_noise = sorted(run.municipalities, key=lambda m: run.draw(uniform, solution.identity, m.code, FIRST_ADOPTERS))
    chosen = {*named[solution.innovation], *(m.row for m in by_noise[:number])}
    return [m for m in run.municipalities if m.row in chosen]


def adopt_first(run: Run, m: Municipality, solution: Solution) -> None:
    file = m.files[solution.problem]
    if file.under_way is not None:
        working.close(run, m, file.under_way, Stage.ABANDONED, End.SUPERSEDED)
    case = hear(run, m, solution, Heard.SEED)
    file.known.remove(case)
    case.mode, case.decided = Mode.COPY, run.month
    working.begin(run, m, case, granted=False)
    working.implemented(run, m, case)
    case.told = run.month  # their neighbours can hear of it in this very month


def award(run: Run) -> None:
    """Count who could have won in the last twelve months, choose the winners, and let recognition grow."""
    prize = run.national.prize
    entries = [(m, case) for m in run.municipalities for case in m.cases.values() if is_eligible(run, m, case)]
    run.eligible_last_year = len(entries)
    winners = sorted(entries, key=lambda entry: rank(run, *entry))[: prize.winners_per_year]
    for _, case in winners:
        case.prizes += 1
        case.solution.visible_until = run.month + 1 + VISIBILITY_MONTHS
    run.flows["prizes_given"] += len(winners)
    if winners:
        for m in run.municipalities:
            recognise(run, m, [winner for winner, _ in winners])


def is_eligible(run: Run, m: Municipality, case: Case) -> bool:
    prize = run.scenario.prize
    month = case.implemented if prize.eligible_stage == "implemented" else case.adopted
    recent = month >= 0 and month > run.month - 12
    return recent and run.takes_part(m) and case.mode.name.lower() in prize.eligible_modes


def rank(run: Run, m: Municipality, case: Case) -> tuple[float, int, int]:
    """Highest score first; ties: lower code, smaller identity."""
    noise = run.draw(uniform, case.solution.identity, m.code, PRIZE_LUCK, run.year)
    return (
        -judged_score(case.net_benefit, noise),
        m.code,
        int(case.solution.identity),
    )


def recognise(run: Run, m: Municipality, winners: list[Municipality]) -> None:
    """Of those tied to winners, through the media, and of the winner: in this order."""
    prize, whole = run.national.prize, whole_contact(run, m)
    tied = added(weight for other, weight, _ in run.ties[m.row] if other in winners)
    shares = [prize.recognition_winner * 0.2 * (tied / (whole if whole > 0.0 else 1.0))]
    shares.append(prize.recognition_winner * 0.04 * attention_to_prize(run, m))
    shares += [prize.recognition_winner] if m in winners else []
    for share in shares:
        m.recognition = stigma.recognition_gained(m.recognition, share)


def month_row(run: Run) -> dict[str, float]:
    """Count everything anew from the cases: values lie on grids, so the order of sums does not matter (6.0)."""
    row = dict.fromkeys(MONTHLY, 0.0)
    row.update({name: float(run.flows[name]) for name in FLOWS})
    files = [file for m in run.municipalities for file in m.files]
    row["known"] = float(sum(len(file.known) for file in files))
    for file in files:
        if file.under_way is not None:
            row[file.under_way.stage.name.lower()] += 1.0
    implemented = [case for m in run.municipalities for case in m.in_use()]
    for case in implemented:
        row["in_use_outdated" if case.outdated >= 0 else f"in_use_{case.mode.name.lower()}"] += 1.0
        if case.outdated < 0:
            row["own_net_benefit_total" if case.mode is Mode.OWN else "reused_net_benefit_total"] += case.net_benefit
        for name, value in zip(VALUES, case.lines, strict=True):
            row[name] += value
    return row | kroner(run, implemented)


def kroner(run: Run, implemented: list[Case]) -> dict[str, float]:
    national, c = run.national, run.national.costs
    rates = {
        "dkk_development": c.development_dkk_per_month, "dkk_adaptation": (c.development_dkk_per_month + c.copying_dkk_per_month) / 2,
        "dkk_copying": c.copying_dkk_per_month, "dkk_implementation": c.implementation_dkk_per_month,
        "dkk_running": c.running_dkk_per_month,
    }  # fmt: skip
    effort = dict.fromkeys(rates, 0.0) | {"dkk_running": added(case.solution.nature.complexity for case in implemented)}
    paid = 0.0
    for m in run.municipalities:
        for case in (file.under_way for file in m.files if file.under_way and file.under_way.adopted >= 0):
            kind, complexity = kind_of_work(case), case.solution.nature.complexity
            effort[kind] += complexity
            gone = working.money_gone(run, m, case) if case.granted else 1.0
            paid += budget.paid_by_grant(c.grant_share, rates[kind], complexity, gone)
    portal_is_on = any(run.settings(m).portal.hearing_per_month > 0.0 for m in run.municipalities)
    spent = {kind: budget.month_cost(rate, effort[kind]) for kind, rate in rates.items()}
    spent["dkk_portal"] = national.portal.running_dkk_per_month if portal_is_on else 0.0
    spent["dkk_prizes"] = national.prize.amount_dkk * run.flows["prizes_given"]
    return {**spent, "dkk_paid_by_grants": paid}


def kind_of_work(case: Case) -> str:
    if case.stage is Stage.IMPLEMENTING:
        return "dkk_implementation"
    return {Mode.COPY: "dkk_copying", Mode.ADAPT: "dkk_adaptation"}.get(case.mode, "dkk_development")


def record(run: Run) -> RunRecord:
    """Return what is left of a run in the form that the model's has."""
    monthly = np.array([[row[name] for name in MONTHLY] for row in run.rows]).reshape(-1, len(MONTHLY))
    cases = [(m, case) for m in run.municipalities for case in sorted(m.cases.values(), key=lambda c: c.solution.index)]
    rows = np.array([case_row(m, case) for m, case in cases], dtype=CASE)
    return RunRecord(
        run.replication, monthly, Columns(rows), np.array([solution_row(s) for s in run.solutions], dtype=SOLUTION)
    )


def case_row(m: Municipality, case: Case) -> tuple[object, ...]:
    s = case.solution
    other = {
        "code": m.code, "solution": s.index, "problem": s.problem, "era": s.era,
        "heard_via": case.via, "heard_layer": case.layer, "net_benefit": case.net_benefit,
    }  # fmt: skip
    own = {one.name: getattr(case, one.name) for one in dataclasses.fields(case)}
    return tuple((own | other | {"promoted": -1})[name] for name in CASE.names or ())


def solution_row(s: Solution) -> tuple[object, ...]:
    other = {
        "id": s.identity, "origin": s.origin.code if s.origin else 0, "parent": s.parent.index if s.parent else -1,
        "benefit": exp(s.nature.log_benefit), **s.nature._asdict(),
    }  # fmt: skip
    own = {one.name: getattr(s, one.name) for one in dataclasses.fields(s)}
    return tuple((own | other | {"promoted": -1})[name] for name in SOLUTION.names or ())
