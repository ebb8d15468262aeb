"""Work on a case: development, implementation, and the checks on the way (R7, R10, R12, R17, R26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import End
from diffusion_sim.draws import normal, uniform
from diffusion_sim.draws.streams import (
    EARLY_CHECK,
    FUNDING_ENDED_UNFINISHED,
    IMPLEMENTATION_DONE,
    IMPLEMENTATION_FAILURE,
    NO_MINUS_GATE,
    PROJECT_MONEY,
    WORK_MONTHS,
)
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.co_creation import months_added
from diffusion_sim.mechanisms.departments import delayed_months
from diffusion_sim.mechanisms.development import SPREAD, development_months, months_of_mode
from diffusion_sim.mechanisms.evaluation import is_stopped, lengthened
from diffusion_sim.mechanisms.funding_cliff import PERMANENT, POOL, PROJECT, PROJECT_MONTHS
from diffusion_sim.mechanisms.implementation import AT_ONCE, completion_hazard, failure_hazard
from diffusion_sim.mechanisms.operation import line_value, realised_benefit, realised_fit
from diffusion_sim.mechanisms.sharing import cost_left
from diffusion_sim.mechanisms.stigma import recognition_faded
from diffusion_sim.mechanisms.trials import ends_early, is_checked, months_to_check
from diffusion_sim.model.ending import close
from diffusion_sim.model.grant_money import month_of_change, owned, set_grant, settle_grant
from diffusion_sim.model.hazards import months_to_strike, threshold_of
from diffusion_sim.model.joint_work import cost_left_of, is_joint, months_of_pilot, note_pilot, wait_for_partners
from diffusion_sim.model.ledger import EFFECTIVE, ENTRIES, FIRST_ADOPTED, LINES, MONTH, PERIOD, RECOGNISED
from diffusion_sim.model.memory import soon, whole
from diffusion_sim.model.outlook import begin_year, look_ahead_of
from diffusion_sim.model.problem_files import (
    ASKED,
    count_stage,
    end_of_batch,
    file_of,
    friction_at,
    note_due,
    wait_for_work,
)
from diffusion_sim.model.purse import kept_of_benefit, set_aside
from diffusion_sim.model.records import ABANDONED, ADAPT, APPLYING, COPY, DEVELOPING, IMPLEMENTING, NONE, UNDRAWN
from diffusion_sim.model.setting_rows import (
    appraisal_of,
    evaluation_of,
    funding_of,
    implementation_of,
    recognition_of,
    sharing_of,
    sparring_of,
    traits_of,
    trials_of,
    work_of,
)
from diffusion_sim.model.use import aim_use, bring_into_use, case_in_use, run_on, set_use_hazards, settle_use

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def begin_implementation(run: State, d: int) -> None:
    """Start the clocks towards use and towards giving up, in this month."""
    file = run.files[d]
    file["done"], file["failure"], file["work_since"] = 0.0, 0.0, run.counts[MONTH]
    set_work_hazards(run, d)


@kernel
def set_work_hazards(run: State, d: int) -> None:
    """Work out the hazards of implementation under the present settings."""
    file, c = run.files[d], run.files[d]["under_way"]
    row = run.settings[run.counts[PERIOD], run.cases[c]["row"]]
    how = implementation_of(row)
    file["done_hazard"] = completion_hazard(delayed_months(how.mean_months, friction_at(run, d)))
    file["failure_hazard"] = failure_hazard(how, owned(run, c)) if how.failure_per_month > 0.0 else 0.0
    if 0.0 < file["done_hazard"] < AT_ONCE and file["done_threshold"] == UNDRAWN:
        file["done_threshold"] = threshold_of(run, c, IMPLEMENTATION_DONE)
    if file["failure_hazard"] > 0.0 and file["failure_threshold"] == UNDRAWN:
        file["failure_threshold"] = threshold_of(run, c, IMPLEMENTATION_FAILURE)


@kernel
def settle_work(run: State, d: int) -> None:
    """Add up the hazards of implementation to the end of the month at hand."""
    file, now = run.files[d], run.counts[EFFECTIVE]
    months = now - file["work_since"]
    file["done"] += file["done_hazard"] * months
    file["failure"] += file["failure_hazard"] * months
    file["work_since"] = now


@kernel
def aim_work(run: State, d: int) -> None:
    """Work out when something next happens to work that is settled."""
    file, now = run.files[d], run.counts[EFFECTIVE]
    case = run.cases[file["under_way"]]
    if case["stage"] == IMPLEMENTING:
        done = months_to_strike(file["done"], file["done_hazard"], file["done_threshold"])
        failure = months_to_strike(file["failure"], file["failure_hazard"], file["failure_threshold"])
        due = now - 1 + min(done, failure)
    else:
        due = whole(file["development_ends"])
        if now <= file["check"] < due:
            due = whole(file["check"])
    if case["granted"] != PERMANENT:
        lost = months_to_strike(file["cliff"], file["cliff_hazard"], file["cliff_threshold"])
        due = min(due, now - 1 + lost, month_of_change(run, whole(file["under_way"]), 0))
    wait_for_work(run, d, due)


@kernel
def retune_work(run: State) -> None:
    """Set all clocks of work and use to new settings."""
    for m in range(run.places.shape[0]):
        retune_work_of(run, m)


@kernel
def retune_work_of(run: State, m: int) -> None:
    """Set one municipality's clocks of work and use to new settings."""
    problems = run.fields.shape[0]
    for d in range(m * problems, (m + 1) * problems):
        soon(run.cases, case_in_use(run, d))
    for d in range(m * problems, (m + 1) * problems):
        c = run.files[d]["under_way"]
        if c >= 0 and run.cases[c]["stage"] != APPLYING:
            _retune_unfinished(run, d)
        if case_in_use(run, d) >= 0:
            settle_use(run, d, run.counts[EFFECTIVE])
            set_use_hazards(run, d)
            aim_use(run, d)


@kernel
def _retune_unfinished(run: State, d: int) -> None:
    case = run.cases[run.files[d]["under_way"]]
    if case["stage"] == IMPLEMENTING:
        settle_work(run, d)
        set_work_hazards(run, d)
    if case["granted"] != PERMANENT:
        settle_grant(run, d, run.counts[EFFECTIVE])
        set_grant(run, d)
    aim_work(run, d)


GAVE_UP, ENDED_EARLY = int(End.GAVE_UP), int(End.ENDED_EARLY)
BELOW_ZERO = int(End.BELOW_ZERO)
LOST_UNFINISHED = int(End.FUNDING_ENDED_UNFINISHED)


@kernel
def begin(run: State, c: int, granted: int) -> None:
    """Start development, with a grant of the pool or without."""
    case, d = run.cases[c], file_of(run, c)
    is_under_way = run.files[d]["under_way"] == c
    if case["stage"] == APPLYING:
        count_stage(run, c, -1.0)
    row, file = run.settings[run.counts[PERIOD], case["row"]], run.files[d]
    case["joint"] = is_joint(run, c)
    months = months_of_development(run, c)
    file["development_ends"] = run.counts[MONTH] + months
    checked = is_checked(trials_of(row), evaluation_of(row))
    file["check"] = run.counts[MONTH] + months_to_check(months) if checked else NONE
    source = source_of_money(run, c) if granted == PERMANENT else granted
    case["stage"], case["adopted"], case["granted"] = DEVELOPING, run.counts[MONTH], source
    if run.facts.money_matters == 1:
        begin_year(run, case["row"])
        set_aside(run, c)
        look_ahead_of(run, case["row"])
    if source != PERMANENT:
        paid = funding_of(row).grant_months if source == POOL else PROJECT_MONTHS
        case["grant_ends"] = run.counts[MONTH] + paid
        file["cliff"], file["cliff_threshold"] = 0.0, threshold_of(run, c, FUNDING_ENDED_UNFINISHED)
        file["cliff_hazard"], file["cliff_since"] = 0.0, run.counts[MONTH]
    file["done_threshold"], file["failure_threshold"] = UNDRAWN, UNDRAWN
    run.now[FIRST_ADOPTED + case["mode"] - COPY] += 1.0
    if is_under_way:
        count_stage(run, c, 1.0)
        first = min(file["development_ends"], file["check"]) if file["check"] >= 0 else file["development_ends"]
        wait_for_work(run, d, run.counts[MONTH] if source != PERMANENT else first)
    note_pilot(run, c)
    if run.facts.prizes_matter == 1 and run.facts.eligible_when_adopted == 1:
        run.entries[run.counts[ENTRIES]] = c
        run.counts[ENTRIES] += 1


@kernel
def source_of_money(run: State, c: int) -> int:
    """Return what a project without a grant runs on: internal project money, which ends, or permanent money (R10)."""
    case = run.cases[c]
    share = funding_of(run.settings[run.counts[PERIOD], case["row"]]).project_share
    if share == 0.0:
        return PERMANENT
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return PROJECT if uniform(run.key[0], identity, code, PROJECT_MONEY, 0) < share else PERMANENT


@kernel
def months_of_development(run: State, c: int) -> int:
    """Return the months that development will take."""
    case = run.cases[c]
    solution, row = run.solutions[case["solution"]], run.settings[run.counts[PERIOD], case["row"]]
    usual = months_of_mode(work_of(row), whole(case["mode"]))
    months = 0
    if usual != 0.0:
        how = implementation_of(row)
        z = normal(run.key[0], solution["identity"], run.places[case["row"]]["code"], WORK_MONTHS, 0)
        usual *= cost_left(sparring_of(row)) * lengthened(evaluation_of(row))
        if case["mode"] <= ADAPT:
            usual *= cost_left_of(run, c)
        elif solution["documented"] == 1:
            usual += sharing_of(row).documenting_months
        months = development_months(usual, solution["complexity"], SPREAD * z, months_added(how))
    months = max(months, months_of_pilot(run, c))
    return months + wait_for_partners(run, c)


@kernel
def do_work(run: State) -> None:
    """Do the month's work wherever something happens: to unfinished work first, then to what was in use."""
    number = note_due(run, run.event, run.event_bounds, run.counts[MONTH])
    for first in range(0, number, ASKED):
        last = end_of_batch(run, first, number)
        _ask_for_cases(run, first, last)
        for i in range(first, last):
            _work_on(run, run.noted[i])


@kernel
def do_work_of(run: State, m: int) -> None:
    """Do the month's work of one municipality."""
    for d in range(m * run.fields.shape[0], (m + 1) * run.fields.shape[0]):
        if run.event[d] <= run.counts[MONTH]:
            _work_on(run, d)


@kernel
def fade_recognition(run: State) -> None:
    """Let what prizes have done to stigma fade."""
    if run.counts[RECOGNISED] == 1:
        for m in range(run.places.shape[0]):
            fade = recognition_of(run.settings[run.counts[PERIOD], m]).fade_per_month
            run.agents[m]["recognition"] = recognition_faded(run.agents[m]["recognition"], fade)


@kernel
def _ask_for_cases(run: State, first: int, last: int) -> None:
    """Ask for the cases on which something happens."""
    for i in range(first, last):
        d = run.noted[i]
        is_work = run.files[d]["work_due"] == run.counts[MONTH]
        soon(run.cases, run.files[d]["under_way"] if is_work else case_in_use(run, d))


@kernel
def _work_on(run: State, d: int) -> None:
    if run.files[d]["work_due"] == run.counts[MONTH]:
        advance(run, run.files[d]["under_way"])
    if run.files[d]["use_due"] == run.counts[MONTH]:
        run_on(run, case_in_use(run, d))


@kernel
def advance(run: State, c: int) -> None:
    """Bring unfinished work up to the end of this month."""
    case, d = run.cases[c], file_of(run, c)
    file = run.files[d]
    if run.counts[MONTH] == file["check"] and is_ended_early(run, c):
        close(run, c, ABANDONED, ENDED_EARLY)
        return
    if case["stage"] == DEVELOPING and run.counts[MONTH] >= file["development_ends"]:
        case["developed"] = run.counts[MONTH]
        if is_stopped_at_gate(run, c):
            close(run, c, ABANDONED, BELOW_ZERO)
            return
        count_stage(run, c, -1.0)
        case["stage"] = IMPLEMENTING
        count_stage(run, c, 1.0)
        begin_implementation(run, d)
    if case["stage"] == IMPLEMENTING:
        settle_work(run, d)
        if file["done_hazard"] > 0.0 and file["done"] >= file["done_threshold"]:
            bring_into_use(run, c)
            return
        if file["failure_hazard"] > 0.0 and file["failure"] >= file["failure_threshold"]:
            close(run, c, ABANDONED, GAVE_UP)
            return
    if case["granted"] != PERMANENT:
        settle_grant(run, d, run.counts[MONTH])
        set_grant(run, d)
        settle_grant(run, d, run.counts[EFFECTIVE])
        if file["cliff_hazard"] > 0.0 and file["cliff"] >= file["cliff_threshold"]:
            close(run, c, ABANDONED, LOST_UNFINISHED)
            return
    aim_work(run, d)


@kernel
def is_ended_early(run: State, c: int) -> bool:
    """Tell whether a project is seen to be weak at its check, and ended (R17)."""
    case = run.cases[c]
    solution, row = run.solutions[case["solution"]], run.settings[run.counts[PERIOD], case["row"]]
    net = benefit_in_use(run, c) - solution["drawback"]
    draw = uniform(run.key[0], solution["identity"], run.places[case["row"]]["code"], EARLY_CHECK, 0)
    return ends_early(trials_of(row), evaluation_of(row), traits_of(row).error_tolerance, net, draw)


@kernel
def is_stopped_at_gate(run: State, c: int) -> bool:
    """Tell whether the no-minus gate stops a project that is developed (R26)."""
    case = run.cases[c]
    s, how = case["solution"], evaluation_of(run.settings[run.counts[PERIOD], case["row"]])
    if how.gate_share == 0.0:
        return False
    gross = benefit_in_use(run, c)
    lowest = line_value(gross, run.shares[s, 0], run.drawbacks[s, 0])
    for line in range(1, LINES):
        lowest = min(lowest, line_value(gross, run.shares[s, line], run.drawbacks[s, line]))
    draw = uniform(run.key[0], run.solutions[s]["identity"], run.places[case["row"]]["code"], NO_MINUS_GATE, 0)
    return is_stopped(how, lowest, draw)


@kernel
def benefit_in_use(run: State, c: int) -> float:
    """Return the gross benefit that an unfinished project will have in use."""
    case = run.cases[c]
    row = run.settings[run.counts[PERIOD], case["row"]]
    how, gain = implementation_of(row), appraisal_of(row).adaptation_gain
    fit = realised_fit(whole(case["mode"]), case["fit"], gain, how)
    return realised_benefit(run.solutions[case["solution"]]["benefit"], fit, how) * kept_of_benefit(run, c)
