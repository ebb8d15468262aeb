"""Work on a case: development, implementation and operation, and the cliff where a grant ends (R7, R10, R12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws import normal, resistance, uniform
from diffusion_sim.draws.streams import (
    CLIFF_OPERATION,
    CLIFF_UNFINISHED,
    EARLY_CHECK,
    EMBEDDED,
    EVALUATED,
    IMPLEMENTATION_DONE,
    IMPLEMENTATION_FAILURE,
    NO_MINUS_GATE,
    PARTNERS,
    STOP,
    WORK_MONTHS,
)
from diffusion_sim.exact import added
from diffusion_sim.model.case import Clock
from diffusion_sim.rules import (
    cliff,
    evaluation,
    implementation,
    operation,
    partnership,
    permanence,
    silo,
    sparring,
    trial,
    wicked,
    work,
)
from diffusion_sim.rules.codes import BOTTOM_LINES, End, Heard, Mode, Stage
from diffusion_sim.rules.nature import total_drawback
from diffusion_sim.rules.order import felt_ownership
from diffusion_sim.rules.ownership import ownership

if TYPE_CHECKING:
    from diffusion_sim.model.case import Case
    from diffusion_sim.model.municipality import Municipality

TAKEN_OVER = (Mode.COPY, Mode.ADAPT)


def begin(m: Municipality, case: Case, *, granted: bool) -> None:
    """Start development, on permanent money or on a grant."""
    s, identity, month = m.settings, case.solution.identity, m.model.month
    key, code = m.model.key, m.code
    case.joint = pilot(case) is not None
    z = normal(key, identity, code, WORK_MONTHS, 0)
    extra = s.implementation.user_involvement * s.implementation.involvement_months
    usual = work.months_of_mode(s.work, int(case.mode)) * sparring.cost_left(s.sparring)
    usual *= evaluation.lengthened(s.evaluation)
    if case.mode in TAKEN_OVER:
        usual *= partnership.joint_cost_left(s.partnership, int(case.joint))
    complexity = case.solution.nature.complexity
    case.development_months = work.development_months(usual, complexity, s.work.spread * z, extra)
    case.development_months = max(case.development_months, months_of_pilot(case, month))
    if m.is_wicked(case.solution.problem):
        case.development_months += wicked.months_for_partners(s.wicked, resistance(key, identity, code, PARTNERS, 0))
    case.stage, case.started, case.granted = Stage.DEVELOPING, month, granted
    case.grant_ends = month + s.funding.grant_months if granted else case.grant_ends
    if trial.is_checked(s.trials, s.evaluation):
        case.check = month + trial.months_to_check(s.trials, case.development_months)
    case.done = Clock(resistance(key, identity, code, IMPLEMENTATION_DONE, 0))
    case.failure = Clock(resistance(key, identity, code, IMPLEMENTATION_FAILURE, 0))
    case.cliff = Clock(resistance(key, identity, code, CLIFF_UNFINISHED, 0))
    m.model.tally[f"started_{case.mode.name.lower()}"] += 1
    if case.solution.origin is m:
        m.newly_begun.append(case.solution)


def pilot(case: Case) -> Case | None:
    """Return the work in progress of the partner from whom a solution was heard, if it is one (R15)."""
    origin = case.solution.origin
    if case.via is not Heard.PARTNER or origin is None:
        return None
    own = origin.cases[case.solution]
    return own if own.stage in (Stage.DEVELOPING, Stage.IMPLEMENTING) else None


def months_of_pilot(case: Case, month: int) -> int:
    """Return the months for which the origin of joint work still develops it; 0 where it does not."""
    joined = pilot(case)
    return max(0, joined.started + joined.development_months - month) if joined else 0


def advance(m: Municipality, case: Case) -> None:
    """Do one month of work on an unfinished case."""
    month = m.model.month
    if month == case.check and ends_early(m, case):
        m.close(case, Stage.ABANDONED, End.ENDED_EARLY)
        return
    if case.stage is Stage.DEVELOPING and month >= case.started + case.development_months:
        case.developed = month
        if is_stopped_at_gate(m, case):
            m.close(case, Stage.ABANDONED, End.BELOW_ZERO)
            return
        case.stage = Stage.IMPLEMENTING
    if case.stage is Stage.IMPLEMENTING:
        settings = m.settings.implementation
        months = silo.delayed_months(settings.mean_months, m.settings.traits)
        if case.done and case.done.strikes(implementation.completion_hazard(months)):
            put_to_use(m, case)
            return
        if case.failure and case.failure.strikes(implementation.failure_hazard(settings, owned(m, case))):
            m.close(case, Stage.ABANDONED, End.GAVE_UP)
            return
    if case.cliff and case.cliff.strikes(cliff_hazard(m, case, m.settings.cliff.unfinished_per_month)):
        m.close(case, Stage.ABANDONED, End.CLIFF_UNFINISHED)


def ends_early(m: Municipality, case: Case) -> bool:
    """Tell whether a project is seen to be weak at its check, and ended (R17)."""
    s = m.settings
    net = benefit_in_use(m, case) - total_drawback(case.solution.nature.drawback)
    draw = uniform(m.model.key, case.solution.identity, m.code, EARLY_CHECK, 0)
    return trial.ends_early(s.trials, s.evaluation, s.traits.error_tolerance, net, draw)


def is_stopped_at_gate(m: Municipality, case: Case) -> bool:
    """Tell whether the no-minus gate stops a project that is developed (R26)."""
    if m.settings.evaluation.gate_share == 0.0:
        return False
    lowest = min(lines_in_use(case, benefit_in_use(m, case)))
    draw = uniform(m.model.key, case.solution.identity, m.code, NO_MINUS_GATE, 0)
    return evaluation.is_stopped(m.settings.evaluation, lowest, draw)


def benefit_in_use(m: Municipality, case: Case) -> float:
    """Return the gross benefit that an unfinished project will have in use."""
    s = m.settings
    fit = operation.realised_fit(int(case.mode), case.fit, s.appraisal.adaptation_gain, s.implementation)
    return operation.realised_benefit(case.solution.benefit, fit, s.implementation)


def lines_in_use(case: Case, gross: float) -> tuple[float, ...]:
    """Return the value per month on each bottom line."""
    nature, lines = case.solution.nature, range(len(BOTTOM_LINES))
    return tuple(operation.line_value(gross, nature.shares[line], nature.drawback[line]) for line in lines)


def put_to_use(m: Municipality, case: Case) -> None:
    """Bring a case into operation; what it replaces ends."""
    s, month = m.settings, m.model.month
    case.stage, case.operating = Stage.OPERATING, month
    case.fit = operation.realised_fit(int(case.mode), case.fit, s.appraisal.adaptation_gain, s.implementation)
    case.lines = lines_in_use(case, operation.realised_benefit(case.solution.benefit, case.fit, s.implementation))
    case.merit = added(case.lines)
    key, identity = m.model.key, case.solution.identity
    case.stopping = Clock(resistance(key, identity, m.code, STOP, 0))
    drawn, share = resistance(key, identity, m.code, CLIFF_OPERATION, 0), s.cliff.embedding_share
    draw = uniform(key, identity, m.code, EMBEDDED, 0) if share > 0.0 else 1.0
    case.cliff = Clock(permanence.resistance_at_cliff(drawn, share, draw))
    if s.evaluation.evaluated_share > 0.0:
        documented = uniform(key, identity, m.code, EVALUATED, 0) < s.evaluation.evaluated_share
        case.solution.evaluated = case.solution.evaluated or documented
    m.take_into_use(case)


def run_on(m: Municipality, case: Case) -> None:
    """Run a case in operation for one month."""
    s, month = m.settings, m.model.month
    since = month - money_ends(m, case)
    if case.granted and since < s.cliff.operation_months:
        hazard = cliff_hazard(m, case, s.cliff.operation_per_month)
        if case.cliff and case.cliff.strikes(hazard):
            m.close(case, Stage.DISCONTINUED, End.CLIFF_OPERATION)
            return
    factor = s.operation.outdated_stop_factor if case.outdated >= 0 else 1.0
    if case.stopping and case.stopping.strikes(operation.stop_hazard(s.operation.stop_per_year, factor)):
        m.close(case, Stage.DISCONTINUED, End.STOPPED)


def owned(m: Municipality, case: Case) -> float:
    """Return the share of ownership felt for a case (R6)."""
    a, share = m.settings.appraisal, m.settings.leadership.ordered_ownership_share
    usual = ownership(int(case.mode), a.ownership_adapt, a.ownership_inspired)
    usual = partnership.joint_ownership(usual, m.settings.partnership, int(case.joint))
    return felt_ownership(usual, int(case.ordered), share)


def money_ends(m: Municipality, case: Case) -> int:
    """Return the month in which the full grant ends, with the tail for work that was past development in time."""
    in_time = 0 <= case.developed <= case.grant_ends
    return case.grant_ends + (m.settings.funding.tail_months if in_time else 0)


def money_gone(m: Municipality, case: Case) -> float:
    """Return the share of the grant that is gone (1 without one)."""
    if not case.granted:
        return 1.0
    return cliff.money_gone(m.model.month - money_ends(m, case), m.settings.funding.taper_months)


def cliff_hazard(m: Municipality, case: Case, base_per_month: float) -> float:
    """Return the hazard of losing a case that hung on a grant; 0 on permanent money and while the grant pays."""
    gone = money_gone(m, case) if case.granted else 0.0
    if gone == 0.0:
        return 0.0
    s = m.settings
    return cliff.cliff_hazard(
        base_per_month, s.traits.permanence, s.cliff.ownership_relief, owned(m, case), s.traits.carrying, gone
    )
