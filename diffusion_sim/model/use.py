"""Answers in use: what one is worth here, what it replaces, who can hear of it, and when it is stopped or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import End
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import EMBEDDED, EVALUATED, FOUND_TO_STOP, FUNDING_ENDED_IN_USE, STOP
from diffusion_sim.exact import value_grid
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import RUNNING, rate_of
from diffusion_sim.mechanisms.funding_cliff import AT_RISK_MONTHS, PERMANENT, threshold_at_cliff
from diffusion_sim.mechanisms.ideas import finding_hazard, is_worth_running
from diffusion_sim.mechanisms.operation import (
    OUTDATED_STOP_FACTOR,
    OUTDATED_VALUE_SHARE,
    line_value,
    realised_benefit,
    realised_fit,
    stop_hazard,
)
from diffusion_sim.model.ending import add_net_benefit, add_value, close, note_end_of_use
from diffusion_sim.model.grant_money import hazard_at_cliff, money_ends, month_of_change
from diffusion_sim.model.hazards import months_to_strike, threshold_of
from diffusion_sim.model.hearing_clocks import push_centrally, shift_exposure, touch_at
from diffusion_sim.model.ledger import (
    EFFECTIVE,
    ENTRIES,
    FIRST_IMPLEMENTED,
    FIRST_IN_USE,
    LINES,
    MONTH,
    NEW_USERS,
    OUTDATED,
    PERIOD,
    VERSION,
)
from diffusion_sim.model.memory import whole
from diffusion_sim.model.norm import note_for_norm
from diffusion_sim.model.problem_files import bring_forward, close_work, file_of, wait_for_use
from diffusion_sim.model.prospects import MADE, REUSED
from diffusion_sim.model.purse import kept_of_benefit
from diffusion_sim.model.records import ADAPT, COPY, DISCONTINUED, IN_USE, INSPIRED, NONE, UNDRAWN
from diffusion_sim.model.setting_rows import (
    appraisal_of,
    cliff_of,
    costs_of,
    evaluation_of,
    ideas_of,
    implementation_of,
    operation_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def case_in_use(run: State, d: int) -> int:
    """Return the case in use for a problem, up to date or not; NONE if there is none."""
    in_use = run.files[d]["in_use"]
    return in_use if in_use >= 0 else run.files[d]["outdated"]


@kernel
def settle_use(run: State, d: int, month: int) -> None:
    """Add up the hazards of what is in use to the beginning of a month."""
    file = run.files[d]
    months = month - file["use_since"]
    file["stop"] += file["stop_hazard"] * months
    file["ending"] += file["ending_hazard"] * months
    file["found"] += file["found_hazard"] * months
    file["use_since"] = month


@kernel
def set_use_hazards(run: State, d: int) -> None:
    """Work out the hazards of what is in use in the month at hand."""
    file, c = run.files[d], case_in_use(run, d)
    case = run.cases[c]
    row = run.settings[run.counts[PERIOD], case["row"]]
    usual, edge = operation_of(row), cliff_of(row)
    factor = OUTDATED_STOP_FACTOR if case["outdated"] >= 0 else 1.0
    file["stop_hazard"], file["ending_hazard"] = stop_hazard(usual.stop_per_year, factor), 0.0
    if file["stop_hazard"] > 0.0 and file["stop_threshold"] == UNDRAWN:
        file["stop_threshold"] = threshold_of(run, whole(c), STOP)
    if case["granted"] != PERMANENT and run.counts[MONTH] - money_ends(run, c) < AT_RISK_MONTHS:
        file["ending_hazard"] = hazard_at_cliff(run, c, edge.operation_per_month)
    file["found_hazard"] = _finding(run, c)
    if file["found_hazard"] > 0.0 and file["found_threshold"] == UNDRAWN:
        file["found_threshold"] = threshold_of(run, whole(c), FOUND_TO_STOP)


@kernel
def _finding(run: State, c: int) -> float:
    """Return the hazard that employees find what is in use to be no longer worth running (R19)."""
    case = run.cases[c]
    ideas = ideas_of(run.settings[run.counts[PERIOD], case["row"]])
    if ideas.per_problem == 1.0:
        return 0.0
    rate = rate_of(costs_of(run.settings[run.counts[PERIOD], 0]), RUNNING)
    running = rate * run.solutions[case["solution"]]["complexity"]
    return 0.0 if is_worth_running(case["net_benefit"], running) else finding_hazard(ideas)


@kernel
def aim_use(run: State, d: int) -> None:
    """Work out when something next happens to a case in use that is settled."""
    file, now, c = run.files[d], run.counts[EFFECTIVE], case_in_use(run, d)
    stopped = months_to_strike(file["stop"], file["stop_hazard"], file["stop_threshold"])
    found = months_to_strike(file["found"], file["found_hazard"], file["found_threshold"])
    due = now - 1 + min(stopped, found)
    if run.cases[c]["granted"] != PERMANENT:
        lost = months_to_strike(file["ending"], file["ending_hazard"], file["ending_threshold"])
        due = min(due, now - 1 + lost, month_of_change(run, c, AT_RISK_MONTHS))
    wait_for_use(run, d, due)


REPLACED, STOPPED = int(End.REPLACED), int(End.DISCONTINUED)
LOST_IN_USE, ON_PURPOSE = int(End.FUNDING_ENDED_IN_USE), int(End.STOPPED_ON_PURPOSE)


@kernel
def bring_into_use(run: State, c: int) -> None:
    """Bring a case into use; what it replaces ends."""
    case, d = run.cases[c], file_of(run, c)
    file, s = run.files[d], case["solution"]
    for old in (file["in_use"], file["outdated"]):
        if old >= 0:
            close(run, old, DISCONTINUED, REPLACED)
    if file["under_way"] == c:
        close_work(run, d)
    run.freed[case["row"], run.fields[case["problem"]]] = run.counts[EFFECTIVE]
    case["stage"], case["implemented"] = IN_USE, run.counts[MONTH]
    realise(run, c)
    file["stop"], file["ending"], file["use_since"] = 0.0, 0.0, run.counts[EFFECTIVE]
    file["stop_threshold"], file["found"], file["found_threshold"] = UNDRAWN, 0.0, UNDRAWN
    if case["granted"] != PERMANENT:
        file["ending_threshold"] = _threshold_to_ending(run, c)
    file["in_use"], run.answers[d] = c, s
    note_evaluation(run, c)
    set_use_hazards(run, d)
    aim_use(run, d)
    note_use(run, c)
    shift_exposure(run, case["row"], s, 1.0)


@kernel
def _threshold_to_ending(run: State, c: int) -> float:
    """Draw how much a case in use resists the end of its grant (R10)."""
    case = run.cases[c]
    share = cliff_of(run.settings[run.counts[PERIOD], case["row"]]).embedding_share
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    draw = uniform(run.key[0], identity, code, EMBEDDED, 0) if share > 0.0 else 1.0
    return threshold_at_cliff(threshold_of(run, c, FUNDING_ENDED_IN_USE), share, draw)


@kernel
def note_evaluation(run: State, c: int) -> None:
    """Note whether effects are documented, so that others know what a solution is worth (R26)."""
    case = run.cases[c]
    share = evaluation_of(run.settings[run.counts[PERIOD], case["row"]]).evaluated_share
    if share > 0.0:
        solution, code = run.solutions[case["solution"]], run.places[case["row"]]["code"]
        if uniform(run.key[0], solution["identity"], code, EVALUATED, 0) < share:
            solution["evaluated"] = 1
            run.counts[VERSION] += 1


@kernel
def realise(run: State, c: int) -> None:
    """Work out what a case is worth from now on, on each bottom line."""
    case, d = run.cases[c], file_of(run, c)
    s, row = case["solution"], run.settings[run.counts[PERIOD], case["row"]]
    how, gain = implementation_of(row), appraisal_of(row).adaptation_gain
    case["fit"] = realised_fit(whole(case["mode"]), case["fit"], gain, how)
    gross = realised_benefit(run.solutions[s]["benefit"], case["fit"], how) * kept_of_benefit(run, c)
    net_benefit = 0.0
    for line in range(LINES):
        value = line_value(gross, run.shares[s, line], run.drawbacks[s, line])
        run.lines[d, line] = value
        net_benefit += value
    case["net_benefit"] = net_benefit


@kernel
def note_experience(run: State, m: int, mode: int) -> None:
    """Keep whether it was made or reused here, which moves Not Invented Here (R5)."""
    run.memories[m, REUSED if mode <= ADAPT else MADE] += 1.0
    if appraisal_of(run.settings[run.counts[PERIOD], m]).nih_experience > 0.0:
        run.agents[m]["experience"] += 1


@kernel
def note_use(run: State, c: int) -> None:
    """Count a case that was implemented, and let others hear of it."""
    case = run.cases[c]
    s, mode = case["solution"], case["mode"]
    solution = run.solutions[s]
    run.now[FIRST_IMPLEMENTED + mode - COPY] += 1.0
    run.now[FIRST_IN_USE + mode - COPY] += 1.0
    run.users[case["problem"]] += 1
    solution["users"] += 1
    is_municipal = solution["origin"] >= 0
    if is_municipal and solution["users"] == run.facts.promoting_users and solution["promoted"] < 0:
        push_centrally(run, s)
    if solution["first_use"] < 0:
        solution["first_use"] = run.counts[MONTH]
        touch_at(run, run.counts[EFFECTIVE], s)
    note_experience(run, case["row"], mode)
    note_for_norm(run, case["row"], mode)
    copied = solution["parent"] if mode == INSPIRED else s
    if copied >= 0:
        origin = run.solutions[copied]["origin"]
        if origin >= 0 and origin != case["row"]:
            run.agents[origin]["times_reused"] += 1
    add_value(run, c, 1.0)
    add_net_benefit(run, c, 1.0)
    run.effort[RUNNING] += solution["complexity"]
    run.new_users[run.counts[NEW_USERS]] = c
    run.counts[NEW_USERS] += 1
    if run.facts.prizes_matter == 1 and run.facts.eligible_when_adopted == 0:
        run.entries[run.counts[ENTRIES]] = c
        run.counts[ENTRIES] += 1


@kernel
def write_down(run: State, d: int) -> None:
    """Keep in use what answers a problem's old form; it is worth less, and nobody hears of it."""
    file = run.files[d]
    c = file["in_use"]
    case = run.cases[c]
    note_end_of_use(run, c)
    case["net_benefit"], case["outdated"] = 0.0, run.counts[MONTH]
    for line in range(LINES):
        run.lines[d, line] = value_grid(run.lines[d, line] * OUTDATED_VALUE_SHARE)
        case["net_benefit"] += run.lines[d, line]
    add_value(run, c, 1.0)
    run.effort[RUNNING] += run.solutions[case["solution"]]["complexity"]
    run.now[FIRST_IN_USE + case["mode"] - COPY] -= 1.0
    run.now[OUTDATED] += 1.0
    file["in_use"], file["outdated"], run.answers[d] = NONE, c, NONE
    settle_use(run, d, run.counts[EFFECTIVE])
    set_use_hazards(run, d)
    aim_use(run, d)


@kernel
def run_on(run: State, c: int) -> None:
    """Bring a case in use up to the end of this month."""
    d = file_of(run, c)
    file = run.files[d]
    settle_use(run, d, run.counts[MONTH])
    set_use_hazards(run, d)
    settle_use(run, d, run.counts[EFFECTIVE])
    if file["ending_hazard"] > 0.0 and file["ending"] >= file["ending_threshold"]:
        close(run, c, DISCONTINUED, LOST_IN_USE)
        return
    if file["found_hazard"] > 0.0 and file["found"] >= file["found_threshold"]:
        close(run, c, DISCONTINUED, ON_PURPOSE)
        bring_forward(run, d)
        return
    if file["stop_hazard"] > 0.0 and file["stop"] >= file["stop_threshold"]:
        close(run, c, DISCONTINUED, STOPPED)
        return
    aim_use(run, d)
