"""The month: everybody decides on the state at the end of the last, then all is carried out. Months without events are skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import RUNNING, month_cost, rate_of
from diffusion_sim.model.committing import commit_all
from diffusion_sim.model.considering import consider_all
from diffusion_sim.model.environment import arrive, draw_settings, end_eras, introduce
from diffusion_sim.model.hearing import end_listening, listen, rest_ears
from diffusion_sim.model.hearing_clocks import ONE_SHOT, begin_ties, rebroadcast_touched, retune
from diffusion_sim.model.institutions import award_prize, decide_grants
from diffusion_sim.model.ledger import (
    APPLICATIONS,
    ARRIVALS,
    ARRIVED,
    BEGUN,
    DKK_PORTAL,
    DKK_PRIZES,
    EFFECTIVE,
    FIRST_FLOW,
    FIRST_KRONER,
    FULL,
    KNOWN,
    LAST_FLOW,
    MONTH,
    NEW_USERS,
    PERIOD,
    PORTAL_IS_ON,
    PRIZES,
    RECOGNISED,
    ROWS,
    VERSION,
    WIDTH,
    YEAR,
)
from diffusion_sim.model.norm import feel_norm
from diffusion_sim.model.outlook import look_ahead
from diffusion_sim.model.pairs import enter_blocks_anew
from diffusion_sim.model.people import move_people, note_policy
from diffusion_sim.model.problem_files import earliest, retune_agenda
from diffusion_sim.model.projects import do_work, fade_recognition, retune_work
from diffusion_sim.model.setting_rows import costs_of, portal_of, prize_of
from diffusion_sim.model.workspace import reset

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


EVERYBODY = -1


@kernel
def simulate(run: State) -> int:
    """Simulate all months of one replication; return 0, or 1 when a pool of the workspace was too small."""
    return simulate_past(run, run.months.shape[0])


@kernel
def simulate_past(run: State, last: int) -> int:
    """Simulate the months before ``last``; return as :func:`simulate`."""
    reset(run)
    return _simulate_months(run, 0, last)


@kernel
def simulate_future(run: State, first: int) -> int:
    """Go on from a past that ended before month ``first``, perhaps under another policy; return as :func:`simulate`."""
    enter_blocks_anew(run)
    draw_settings(run, run.counts[PERIOD] + 1)
    return _simulate_months(run, next_month(run, first), run.months.shape[0])


@kernel
def _simulate_months(run: State, month: int, last: int) -> int:
    while month < last and run.counts[FULL] == 0:
        simulate_month(run, month)
        month = next_month(run, month + 1)
    return run.counts[FULL]


@kernel
def next_month(run: State, month: int) -> int:
    """Return the first month from this one on in which anything can happen, or the number of months."""
    if _moves_by_itself(run) or (run.facts.form == ONE_SHOT and run.counts[NEW_USERS] > 0):
        return month
    if month < run.months.shape[0] and not _is_quiet(run, month):
        return month
    last = min(_next_from_outside(run), earliest(run.look, run.look_bounds), earliest(run.event, run.event_bounds))
    while month < last and _is_quiet(run, month):
        month += 1
    return month


@kernel
def _moves_by_itself(run: State) -> bool:
    """Tell whether every month changes something: people come and go, recognition fades, pilots are heard of."""
    people = run.facts.innovation_leaders_move == 1 or run.facts.skills_move == 1 or run.facts.every_month_moves == 1
    return people or run.counts[RECOGNISED] == 1 or run.counts[BEGUN] > 0


@kernel
def _next_from_outside(run: State) -> int:
    """Return the month in which the next era begins or the next answer comes from outside."""
    month = run.months.shape[0]
    for problem in range(run.facts.drawn_problems):
        month = min(month, run.eras[run.first_era[problem] + run.present_era[problem]]["end"])
    if run.counts[ARRIVED] < run.counts[ARRIVALS]:
        month = min(month, run.arrivals[run.arrival_order[run.counts[ARRIVED]]]["month"])
    return month


@kernel
def _is_quiet(run: State, month: int) -> bool:
    """Tell whether a month brings nothing: nobody hears, no broadcast changes, nothing begins or is decided."""
    of = run.months[month]
    if run.due[month] >= 0 or run.touched[month] >= 0 or of["begins_something"] == 1:
        return False
    if of["is_after_election"] == 1 and run.now[KNOWN] > 0.0:
        return False
    if of["decides_grants"] == 1 and run.counts[APPLICATIONS] > 0:
        return False
    return of["awards_prize"] == 0 or run.facts.prizes_matter == 0


@kernel
def simulate_month(run: State, month: int) -> None:
    """Simulate one month: everybody decides on the state at the end of the last, then all is carried out."""
    begin_month(run, month)
    listen(run, EVERYBODY)
    end_listening(run)
    consider_all(run)
    decide_grants(run)
    commit_all(run, EVERYBODY)
    do_work(run)
    wear(run)
    award_prize(run)
    end_month(run)


@kernel
def wear(run: State) -> None:
    """Let a month pass over people: what lasts and what fades."""
    fade_recognition(run)
    feel_norm(run)
    rest_ears(run)


@kernel
def begin_month(run: State, month: int) -> None:
    """Turn the calendar: new parameters, eras that end, answers from outside, the scenario's innovations."""
    run.counts[MONTH], run.counts[EFFECTIVE], run.counts[YEAR] = month, month, run.months[month]["year"]
    for column in range(FIRST_FLOW, LAST_FLOW + 1):
        run.now[column] = 0.0
    period = run.months[month]["period"]
    if month == 0 or period != run.counts[PERIOD]:
        run.counts[PERIOD], run.counts[PORTAL_IS_ON] = period, run.portals[period]
        run.counts[VERSION] += 1
        look_ahead(run)
        note_policy(run)
        if month > 0:
            begin_ties(run)
            retune(run)
            retune_agenda(run)
            retune_work(run)
    move_people(run)
    end_eras(run)
    arrive(run)
    introduce(run)
    rebroadcast_touched(run)


@kernel
def end_month(run: State) -> None:
    """Write the month's row."""
    national = run.settings[run.counts[PERIOD], 0]
    rates = costs_of(national)
    for kind in range(RUNNING + 1):
        run.now[FIRST_KRONER + kind] = month_cost(rate_of(rates, kind), run.effort[kind])
    run.now[DKK_PORTAL] = portal_of(national).running_dkk_per_month if run.counts[PORTAL_IS_ON] == 1 else 0.0
    run.now[DKK_PRIZES] = prize_of(national).amount_dkk * run.now[PRIZES]
    row = run.counts[ROWS]
    run.row_months[row], run.counts[ROWS] = run.counts[MONTH], row + 1
    for column in range(WIDTH):
        run.rows[row, column] = run.now[column]
