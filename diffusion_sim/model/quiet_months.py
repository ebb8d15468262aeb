"""Months in which nothing can happen, so that a run can pass them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.model.hearing_clocks import ONE_SHOT
from diffusion_sim.model.ledger import APPLICATIONS, ARRIVALS, ARRIVED, BEGUN, KNOWN, NEW_USERS, RECOGNISED
from diffusion_sim.model.problem_files import earliest

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def next_month(run: State, month: int) -> int:
    """Return the first month from this one on in which anything can happen, or the number of months."""
    if moves_by_itself(run) or (run.facts.form == ONE_SHOT and run.counts[NEW_USERS] > 0):
        return month
    if month < run.months.shape[0] and not is_quiet(run, month):
        return month
    last = min(next_from_outside(run), earliest(run.look, run.look_bounds), earliest(run.event, run.event_bounds))
    while month < last and is_quiet(run, month):
        month += 1
    return month


@kernel
def moves_by_itself(run: State) -> bool:
    """Tell whether every month changes something: people come and go, recognition fades, pilots are heard of."""
    people = run.facts.innovation_leaders_move == 1 or run.facts.skills_move == 1 or run.facts.every_month_moves == 1
    return people or run.counts[RECOGNISED] == 1 or run.counts[BEGUN] > 0


@kernel
def next_from_outside(run: State) -> int:
    """Return the month in which the next era begins or the next answer comes from outside."""
    month = run.months.shape[0]
    for problem in range(run.facts.drawn_problems):
        month = min(month, run.eras[run.first_era[problem] + run.present_era[problem]]["end"])
    if run.counts[ARRIVED] < run.counts[ARRIVALS]:
        month = min(month, run.arrivals[run.arrival_order[run.counts[ARRIVED]]]["month"])
    return month


@kernel
def is_quiet(run: State, month: int) -> bool:
    """Tell whether a month brings nothing: nobody hears, no broadcast changes, nothing begins or is decided."""
    of = run.months[month]
    if run.due[month] >= 0 or run.touched[month] >= 0 or of["begins_something"] == 1:
        return False
    if of["is_after_election"] == 1 and run.now[KNOWN] > 0.0:
        return False
    if of["decides_grants"] == 1 and run.counts[APPLICATIONS] > 0:
        return False
    return of["awards_prize"] == 0 or run.facts.prizes_matter == 0
