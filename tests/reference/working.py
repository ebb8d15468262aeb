"""6.7 and 6.8: choices are carried out, the pool gives grants, work advances, what is in use runs on and ends."""

from __future__ import annotations

import math

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.draws import normal, streams, threshold, uniform
from diffusion_sim.exact import exp, log
from diffusion_sim.mechanisms import co_creation, development, funding_cliff, grant_pool, implementation, operation
from diffusion_sim.mechanisms.development import SPREAD
from diffusion_sim.mechanisms.funding_cliff import AT_RISK_MONTHS
from diffusion_sim.mechanisms.grant_pool import FALLBACK_SHARE
from diffusion_sim.mechanisms.nature import inspired_log_benefit
from diffusion_sim.mechanisms.not_invented_here import ownership
from diffusion_sim.mechanisms.operation import OUTDATED_STOP_FACTOR
from diffusion_sim.setup import draw_log_benefit, draw_nature
from reference.appraising import free_capacity
from reference.things import Case, Clock, Municipality, ProblemFile, Run, Solution


def commit(run: Run, m: Municipality) -> None:
    """Carry out what is wanted in the order of the year's priorities, as far as capacity reaches."""
    m.wishes.sort(key=lambda wish: run.draw(uniform, wish[0].problem, m.code, streams.START_PRIORITY, run.year))
    for file, mode, known, taste in m.wishes:
        if free_capacity(run, m, file.field) > 0:
            take_up(run, m, file, case_for(run, m, file, mode, known), taste)
        else:
            file.postponed = True
            run.flows["postponed"] += 1
            if known is not None:
                known.verdict = Verdict.POSTPONED
    m.wishes.clear()


def case_for(run: Run, m: Municipality, file: ProblemFile, mode: Mode, known: Case | None) -> Case:
    """Return the known case, or one of a new solution of one's own; its mode is set."""
    if known is not None and mode in (Mode.COPY, Mode.ADAPT):
        file.known.remove(known)
        case = known
    else:
        solution = make(run, m, file, known.solution if known else None)
        case = m.cases[solution] = Case(solution, run.month, Heard.OWN)
    case.mode = mode
    return case


def take_up(run: Run, m: Municipality, file: ProblemFile, case: Case, taste: float) -> None:
    """Begin now, or apply for a grant (R11), which takes no capacity."""
    case.decided, case.taste, file.under_way = run.month, taste, case
    others = [other for other in run.municipalities if other is not m and other.files[file.problem].in_use]
    case.duplicated = case.mode is Mode.OWN and bool(others)
    run.flows["duplicated"] += case.duplicated
    f, permanence = run.settings(m).funding, run.settings(m).traits.permanence
    chance = grant_pool.grant_seeking(f.grant_seeking_share, f.first_of_kind_factor, int(case.mode), permanence)
    if run.draw(uniform, case.solution.identity, m.code, streams.FUNDING_ROUTE) < chance:
        case.stage, case.verdict = Stage.APPLYING, Verdict.APPLIED
        run.applications.append((m, case))
        run.flows["grants_applied"] += 1
    else:
        begin(run, m, case, granted=False)


def make(run: Run, m: Municipality, file: ProblemFile, parent: Solution | None) -> Solution:
    """6.1: a new solution; its ordinal counts own solutions to this problem in this era with this parent."""
    ordinal, skill, s = file.made[parent], run.settings(m).traits.skill, run.scenario.solutions
    file.made[parent] += 1
    identity = run.identity(m, file.problem, ordinal, parent)
    log_benefit = draw_log_benefit(run.scenario, run.key, identity, 0.0)
    if parent is not None:
        z = run.draw(normal, identity, 0, streams.SOLUTION)
        log_benefit = inspired_log_benefit(s.benefit_sd, s.parent_share, parent.nature.log_benefit, z)
    nature = draw_nature(run.scenario, run.key, identity, log_benefit + log(skill))
    return enter(run, Solution(-1, identity, m, file.problem, -1, ordinal, parent, -1, nature))


def enter(run: Run, solution: Solution) -> Solution:
    """Let a solution come into the world in this month, for the problem's present era."""
    solution.index, solution.born = len(run.solutions), run.month
    solution.era = run.present_era[solution.problem]
    run.solutions.append(solution)
    return solution


def decide_grants(run: Run) -> None:
    """Rank what has a plan, keep places for reuse, give the grants, and turn the others away in order of application."""
    f, applied = run.national.funding, run.applications
    ranked = sorted(
        (one for one in applied if has_plan(run, *one)), key=lambda one: drawn(run, *one, streams.GRANT_PRIORITY)
    )
    grants = math.floor(f.grants_per_municipality * len(run.municipalities) + 0.5)
    reserved = grant_pool.reserved_grants(grants, f.reuse_reserved_share)
    first = [one for one in ranked if one[1].mode is not Mode.OWN][:reserved]
    winners = first + [one for one in ranked if one not in first][: grants - len(first)]
    run.applications = []
    for m, case in applied:
        if (m, case) in winners:
            run.flows["grants_awarded"] += 1
            begin(run, m, case, granted=True)
        else:
            turn_away(run, m, case)


def has_plan(run: Run, m: Municipality, case: Case) -> bool:
    return drawn(run, m, case, streams.GRANT_PLAN) >= grant_pool.planning_burden(
        run.settings(m).funding, int(case.mode)
    )


def drawn(run: Run, m: Municipality, case: Case, stream: int) -> float:
    return run.draw(uniform, case.solution.identity, m.code, stream, run.year)


def turn_away(run: Run, m: Municipality, case: Case) -> None:
    file = m.files[case.solution.problem]
    goes_on = drawn(run, m, case, streams.GRANT_FALLBACK) < FALLBACK_SHARE
    if goes_on and free_capacity(run, m, file.field) > 0:
        begin(run, m, case, granted=False)
        return
    file.postponed = True
    if case.solution.origin is m:
        close(run, m, case, Stage.ABANDONED, End.NO_MONEY)
    else:
        file.under_way, case.stage, case.mode = None, Stage.AWARE, Mode.NOTHING
        file.known.append(case)


def begin(run: Run, m: Municipality, case: Case, *, granted: bool) -> None:
    s, how = run.settings(m), run.settings(m).implementation
    usual = development.months_of_mode(s.work, int(case.mode))
    if usual > 0.0 and case.mode in {Mode.INSPIRED, Mode.OWN} and case.solution.nature.documented:
        usual += s.sharing.documenting_months
    case.development_months = development.development_months(
        usual,
        case.solution.nature.complexity,
        SPREAD * run.draw(normal, case.solution.identity, m.code, streams.WORK_MONTHS),
        co_creation.months_added(how),
    )
    case.stage, case.adopted, case.granted = Stage.DEVELOPING, run.month, granted
    case.grant_ends = run.month + s.funding.grant_months if granted else case.grant_ends
    run.flows[f"adopted_{case.mode.name.lower()}"] += 1


def strikes(run: Run, m: Municipality, case: Case, stream: int, hazard: float) -> bool:
    if stream not in case.clocks:
        case.clocks[stream] = Clock(run.draw(threshold, case.solution.identity, m.code, stream))
    return case.clocks[stream].strikes(hazard)


def work(run: Run, m: Municipality) -> None:
    """Let unfinished cases advance, then what was in use when this step began run on."""
    implemented = m.in_use()
    for file in m.files:
        if file.under_way is not None and file.under_way.stage is not Stage.APPLYING:
            advance(run, m, file.under_way)
    for case in implemented:
        if case.stage is Stage.IN_USE:
            run_on(run, m, case)


def advance(run: Run, m: Municipality, case: Case) -> None:
    """One month of an unfinished case: developed, implemented, given up, lost when funding ended, in this order."""
    s = run.settings(m)
    if case.stage is Stage.DEVELOPING and run.month >= case.adopted + case.development_months:
        case.stage, case.developed = Stage.IMPLEMENTING, run.month
    if case.stage is Stage.IMPLEMENTING:
        if strikes(
            run, m, case, streams.IMPLEMENTATION_DONE, implementation.completion_hazard(s.implementation.mean_months)
        ):
            implemented(run, m, case)
            return
        failing = implementation.failure_hazard(s.implementation, owned(run, m, case))
        if strikes(run, m, case, streams.IMPLEMENTATION_FAILURE, failing):
            close(run, m, case, Stage.ABANDONED, End.GAVE_UP)
            return
    if strikes(run, m, case, streams.FUNDING_ENDED_UNFINISHED, cliff(run, m, case, s.cliff.unfinished_per_month)):
        close(run, m, case, Stage.ABANDONED, End.FUNDING_ENDED_UNFINISHED)


def owned(run: Run, m: Municipality, case: Case) -> float:
    a = run.settings(m).appraisal
    usual = ownership(int(case.mode), a.ownership_adapt)
    return co_creation.co_owned(run.settings(m).implementation, usual)


def months_since_money(run: Run, m: Municipality, case: Case) -> int:
    """Return the months since the full grant's end, which is later by the tail if developed by then (R10, R12)."""
    in_time = 0 <= case.developed <= case.grant_ends
    return run.month - case.grant_ends - (run.settings(m).funding.tail_months if in_time else 0)


def money_gone(run: Run, m: Municipality, case: Case) -> float:
    return funding_cliff.money_gone(months_since_money(run, m, case), run.settings(m).funding.taper_months)


def cliff(run: Run, m: Municipality, case: Case, base: float) -> float:
    s = run.settings(m)
    gone = money_gone(run, m, case) if case.granted else 0.0
    permanence, carrying, relief = s.traits.permanence, s.traits.carrying, s.implementation.ownership_relief
    return funding_cliff.cliff_hazard(base, permanence, relief, owned(run, m, case), carrying, gone)


def implemented(run: Run, m: Municipality, case: Case) -> None:
    """Bring a case into use; what it replaces is discontinued, and the origin has been reused once more (R3)."""
    s, solution = run.settings(m), case.solution
    file = m.files[solution.problem]
    for old in m.in_use():
        if old.solution.problem == solution.problem:
            close(run, m, old, Stage.DISCONTINUED, End.REPLACED)
    case.fit = operation.realised_fit(int(case.mode), case.fit, s.appraisal.adaptation_gain, s.implementation)
    gross = operation.realised_benefit(exp(solution.nature.log_benefit), case.fit, s.implementation)
    pairs = zip(solution.nature.shares, solution.nature.drawback, strict=True)
    case.lines = tuple(operation.line_value(gross, share, drawback) for share, drawback in pairs)
    case.stage, case.implemented, case.told = Stage.IN_USE, run.month, run.month + 1
    file.under_way, file.in_use = None, case
    m.freed.add(file.field)
    solution.first_use = solution.first_use if solution.first_use >= 0 else run.month
    copied = solution.parent if case.mode is Mode.INSPIRED else solution
    if copied is not None and copied.origin not in (None, m):
        copied.origin.times_reused += 1
    run.flows[f"implemented_{case.mode.name.lower()}"] += 1


def run_on(run: Run, m: Municipality, case: Case) -> None:
    """One month in use: the cliff, then stopping."""
    s = run.settings(m)
    if case.granted and months_since_money(run, m, case) < AT_RISK_MONTHS:
        lost = cliff(run, m, case, s.cliff.operation_per_month)
        if strikes(run, m, case, streams.FUNDING_ENDED_IN_USE, lost):
            close(run, m, case, Stage.DISCONTINUED, End.FUNDING_ENDED_IN_USE)
            return
    factor = OUTDATED_STOP_FACTOR if case.outdated >= 0 else 1.0
    if strikes(run, m, case, streams.STOP, operation.stop_hazard(s.operation.stop_per_year, factor)):
        close(run, m, case, Stage.DISCONTINUED, End.DISCONTINUED)


COLUMNS = {
    End.GAVE_UP: "gave_up", End.FUNDING_ENDED_UNFINISHED: "abandoned_when_funding_ended",
    End.FUNDING_ENDED_IN_USE: "discontinued_when_funding_ended", End.DISCONTINUED: "discontinued", End.REPLACED: "replaced",
    End.PROBLEM_CHANGED: "overtaken",
}  # fmt: skip


def close(run: Run, m: Municipality, case: Case, stage: Stage, end: End) -> None:
    """End a case that is under way or in use; an application is withdrawn."""
    file = m.files[case.solution.problem]
    if file.under_way is case:
        file.under_way = None
        m.freed.add(file.field)
    if file.in_use is case:
        file.in_use = None
    run.applications = [one for one in run.applications if one[1] is not case]
    case.stage, case.end, case.ended = stage, end, run.month
    if end in COLUMNS:
        run.flows[COLUMNS[end]] += 1
