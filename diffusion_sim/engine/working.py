"""Work on a case: development, implementation and operation, and the cliff where a grant ends (R7, R10, R12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import (
    CLIFF_UNFINISHED,
    EARLY_CHECK,
    NO_MINUS_GATE,
    WORK_MONTHS,
)  # fmt: skip
from diffusion_sim.engine.ahead import soon
from diffusion_sim.engine.columns import (
    EFFECTIVE,
    ENTRIES,
    FIRST_STARTED,
    LINES,
    MONTH,
    RECOGNISED,
    STRETCH,
)  # fmt: skip
from diffusion_sim.engine.desk import APPLYING, IMPLEMENTING, count_stage, dossier_of
from diffusion_sim.engine.ending import COPY, close
from diffusion_sim.engine.granted import set_grant, settle_grant
from diffusion_sim.engine.joint import ADAPT, cost_left_of, is_joint, months_of_pilot, note_pilot
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import normal, uniform
from diffusion_sim.engine.pace import (
    aim_use,
    aim_work,
    begin_implementation,
    in_operation,
    resistance_of,
    set_use_hazards,
    settle_use,
    settle_work,
)
from diffusion_sim.engine.partners import wait_for_partners
from diffusion_sim.engine.records import NONE, UNDRAWN
from diffusion_sim.engine.settings import (
    appraisal_of,
    evaluation_of,
    funding_of,
    implementation_of,
    recognition_of,
    sparring_of,
    traits_of,
    trials_of,
    work_of,
)  # fmt: skip
from diffusion_sim.engine.using import put_to_use
from diffusion_sim.engine.waiting import ASKED, end_of_batch, note_due, wait_for_work
from diffusion_sim.rules.codes import End, Stage
from diffusion_sim.rules.evaluation import is_stopped, lengthened
from diffusion_sim.rules.operation import line_value, realised_benefit, realised_fit
from diffusion_sim.rules.sparring import cost_left
from diffusion_sim.rules.stigma import recognition_faded
from diffusion_sim.rules.trial import ends_early, is_checked, months_to_check
from diffusion_sim.rules.work import development_months, months_of_mode

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

DEVELOPING = int(Stage.DEVELOPING)
ABANDONED, DISCONTINUED = int(Stage.ABANDONED), int(Stage.DISCONTINUED)
GAVE_UP, STOPPED, ENDED_EARLY = int(End.GAVE_UP), int(End.STOPPED), int(End.ENDED_EARLY)
BELOW_ZERO = int(End.BELOW_ZERO)
LOST_UNFINISHED, LOST_IN_OPERATION = int(End.CLIFF_UNFINISHED), int(End.CLIFF_OPERATION)


@kernel
def begin(run: State, c: int, granted: int) -> None:
    """Start development, on permanent money (0) or on a grant (1)."""
    case, d = run.cases[c], dossier_of(run, c)
    on_desk = run.dossiers[d]["under_way"] == c
    if case["stage"] == APPLYING:
        count_stage(run, c, -1.0)
    row, dossier = run.settings[run.counts[STRETCH], case["row"]], run.dossiers[d]
    case["joint"] = is_joint(run, c)
    months = months_of_development(run, c)
    dossier["development_ends"] = run.counts[MONTH] + months
    trials, checked = trials_of(row), is_checked(trials_of(row), evaluation_of(row))
    dossier["check"] = run.counts[MONTH] + months_to_check(trials, months) if checked else NONE
    case["stage"], case["started"], case["granted"] = DEVELOPING, run.counts[MONTH], granted
    if granted == 1:
        case["grant_ends"] = run.counts[MONTH] + funding_of(row).grant_months
        dossier["cliff"], dossier["cliff_resistance"] = 0.0, resistance_of(run, c, CLIFF_UNFINISHED)
        dossier["cliff_hazard"], dossier["cliff_since"] = 0.0, run.counts[MONTH]
    dossier["done_resistance"], dossier["failure_resistance"] = UNDRAWN, UNDRAWN
    run.now[FIRST_STARTED + case["mode"] - COPY] += 1.0
    if on_desk:
        count_stage(run, c, 1.0)
        first = (
            min(dossier["development_ends"], dossier["check"]) if dossier["check"] >= 0 else dossier["development_ends"]
        )
        wait_for_work(run, d, run.counts[MONTH] if granted == 1 else first)
    note_pilot(run, c)
    if run.facts.prizes_matter == 1 and run.facts.eligible_when_started == 1:
        run.entries[run.counts[ENTRIES]] = c
        run.counts[ENTRIES] += 1


@kernel
def months_of_development(run: State, c: int) -> int:
    """Return the months that development will take."""
    case = run.cases[c]
    solution, row = run.solutions[case["solution"]], run.settings[run.counts[STRETCH], case["row"]]
    plan = work_of(row)
    usual = months_of_mode(plan, whole(case["mode"]))
    months = 0
    if usual != 0.0:
        how, z = implementation_of(row), 0.0
        if plan.spread != 0.0:
            z = normal(run.key, solution["identity"], run.places[case["row"]]["code"], WORK_MONTHS, 0)
        usual *= cost_left(sparring_of(row)) * lengthened(evaluation_of(row))
        if case["mode"] <= ADAPT:
            usual *= cost_left_of(run, c)
        extra = how.user_involvement * how.involvement_months
        months = development_months(usual, solution["complexity"], plan.spread * z, extra)
    months = max(months, months_of_pilot(run, c))
    return months + wait_for_partners(run, c)


@kernel
def do_work(run: State) -> None:
    """Do the month's work wherever something happens: to unfinished work first, then to what was in operation."""
    number = note_due(run, run.event, run.event_bounds, run.counts[MONTH])
    for first in range(0, number, ASKED):
        last = end_of_batch(run, first, number)
        _ask_for_cases(run, first, last)
        for i in range(first, last):
            _work_on(run, run.noted[i])
    if run.counts[RECOGNISED] == 1:
        for m in range(run.places.shape[0]):
            fade = recognition_of(run.settings[run.counts[STRETCH], m]).fade_per_month
            run.agents[m]["recognition"] = recognition_faded(run.agents[m]["recognition"], fade)


@kernel
def _ask_for_cases(run: State, first: int, last: int) -> None:
    """Ask for the cases on which something happens."""
    for i in range(first, last):
        d = run.noted[i]
        is_work = run.dossiers[d]["work_due"] == run.counts[MONTH]
        soon(run.cases, run.dossiers[d]["under_way"] if is_work else in_operation(run, d))


@kernel
def _work_on(run: State, d: int) -> None:
    if run.dossiers[d]["work_due"] == run.counts[MONTH]:
        advance(run, run.dossiers[d]["under_way"])
    if run.dossiers[d]["use_due"] == run.counts[MONTH]:
        run_on(run, in_operation(run, d))


@kernel
def advance(run: State, c: int) -> None:
    """Bring unfinished work up to the end of this month."""
    case, d = run.cases[c], dossier_of(run, c)
    dossier = run.dossiers[d]
    if run.counts[MONTH] == dossier["check"] and is_ended_early(run, c):
        close(run, c, ABANDONED, ENDED_EARLY)
        return
    if case["stage"] == DEVELOPING and run.counts[MONTH] >= dossier["development_ends"]:
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
        if dossier["done_hazard"] > 0.0 and dossier["done"] >= dossier["done_resistance"]:
            put_to_use(run, c)
            return
        if dossier["failure_hazard"] > 0.0 and dossier["failure"] >= dossier["failure_resistance"]:
            close(run, c, ABANDONED, GAVE_UP)
            return
    if case["granted"] == 1:
        settle_grant(run, d, run.counts[MONTH])
        set_grant(run, d)
        settle_grant(run, d, run.counts[EFFECTIVE])
        if dossier["cliff_hazard"] > 0.0 and dossier["cliff"] >= dossier["cliff_resistance"]:
            close(run, c, ABANDONED, LOST_UNFINISHED)
            return
    aim_work(run, d)


@kernel
def is_ended_early(run: State, c: int) -> bool:
    """Tell whether a project is seen to be weak at its check, and ended (R17)."""
    case = run.cases[c]
    solution, row = run.solutions[case["solution"]], run.settings[run.counts[STRETCH], case["row"]]
    net = benefit_in_use(run, c) - solution["drawback"]
    draw = uniform(run.key, solution["identity"], run.places[case["row"]]["code"], EARLY_CHECK, 0)
    return ends_early(trials_of(row), evaluation_of(row), traits_of(row).error_tolerance, net, draw)


@kernel
def is_stopped_at_gate(run: State, c: int) -> bool:
    """Tell whether the no-minus gate stops a project that is developed (R26)."""
    case = run.cases[c]
    s, how = case["solution"], evaluation_of(run.settings[run.counts[STRETCH], case["row"]])
    if how.gate_share == 0.0:
        return False
    gross = benefit_in_use(run, c)
    lowest = line_value(gross, run.shares[s, 0], run.drawbacks[s, 0])
    for line in range(1, LINES):
        lowest = min(lowest, line_value(gross, run.shares[s, line], run.drawbacks[s, line]))
    draw = uniform(run.key, run.solutions[s]["identity"], run.places[case["row"]]["code"], NO_MINUS_GATE, 0)
    return is_stopped(how, lowest, draw)


@kernel
def benefit_in_use(run: State, c: int) -> float:
    """Return the gross benefit that an unfinished project will have in use."""
    case = run.cases[c]
    row = run.settings[run.counts[STRETCH], case["row"]]
    how, gain = implementation_of(row), appraisal_of(row).adaptation_gain
    fit = realised_fit(whole(case["mode"]), case["fit"], gain, how)
    return realised_benefit(run.solutions[case["solution"]]["benefit"], fit, how)


@kernel
def run_on(run: State, c: int) -> None:
    """Bring a case in operation up to the end of this month."""
    d = dossier_of(run, c)
    dossier = run.dossiers[d]
    settle_use(run, d, run.counts[MONTH])
    set_use_hazards(run, d)
    settle_use(run, d, run.counts[EFFECTIVE])
    if dossier["ending_hazard"] > 0.0 and dossier["ending"] >= dossier["ending_resistance"]:
        close(run, c, DISCONTINUED, LOST_IN_OPERATION)
        return
    if dossier["stop_hazard"] > 0.0 and dossier["stop"] >= dossier["stop_resistance"]:
        close(run, c, DISCONTINUED, STOPPED)
        return
    aim_use(run, d)
