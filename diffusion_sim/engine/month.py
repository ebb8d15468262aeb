"""A run, month by month: everybody decides on the state at the end of the last month, then all is carried out.

Months in which nothing can happen are passed over; their rows are those before them without flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.acquaintance import begin_ties
from diffusion_sim.engine.agenda import retune_agenda
from diffusion_sim.engine.broadcasting import rebroadcast_touched, retune
from diffusion_sim.engine.changing import arrive, end_eras, introduce
from diffusion_sim.engine.columns import (
    DKK_PORTAL,
    DKK_PRIZES,
    EDITION,
    EFFECTIVE,
    FIRST_FLOW,
    FIRST_KRONER,
    FULL,
    LAST_FLOW,
    MONTH,
    PORTAL_IS_ON,
    PRIZES,
    ROWS,
    RUNNING,
    STRETCH,
    WIDTH,
    YEAR,
)  # fmt: skip
from diffusion_sim.engine.committing import commit_all
from diffusion_sim.engine.deciding import consider_all
from diffusion_sim.engine.grants import decide_grants
from diffusion_sim.engine.hearing import listen
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.outlook import look_ahead
from diffusion_sim.engine.pace import retune_work
from diffusion_sim.engine.people import move_people, note_policy
from diffusion_sim.engine.pilots import hear_from_partners
from diffusion_sim.engine.prize import award_prize
from diffusion_sim.engine.quiet import next_month
from diffusion_sim.engine.resetting import reset
from diffusion_sim.engine.settings import costs_of, portal_of, prize_of
from diffusion_sim.engine.working import do_work
from diffusion_sim.rules.costs import month_cost

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def simulate(run: State) -> int:
    """Simulate all months of one replication; return 0, or 1 when a pool of the workspace was too small."""
    reset(run)
    month = 0
    while month < run.months.shape[0] and run.counts[FULL] == 0:
        simulate_month(run, month)
        month = next_month(run, month + 1)
    return run.counts[FULL]


@kernel
def simulate_month(run: State, month: int) -> None:
    """Simulate one month; the order is the Mesa model's."""
    run.counts[MONTH], run.counts[EFFECTIVE], run.counts[YEAR] = month, month, run.months[month]["year"]
    for column in range(FIRST_FLOW, LAST_FLOW + 1):
        run.now[column] = 0.0
    begin_month(run)
    hear_from_partners(run)
    listen(run)
    run.counts[EFFECTIVE] = month + 1
    consider_all(run)
    if run.months[month]["decides_grants"] == 1:
        decide_grants(run)
    commit_all(run)
    do_work(run)
    if run.months[month]["awards_prize"] == 1 and run.facts.prizes_matter == 1:
        award_prize(run)
        look_ahead(run)
    end_month(run)


@kernel
def begin_month(run: State) -> None:
    """Turn the calendar: new parameters, eras that end, answers from outside, the scenario's innovations."""
    month = run.counts[MONTH]
    stretch = run.months[month]["stretch"]
    if month == 0 or stretch != run.counts[STRETCH]:
        run.counts[STRETCH], run.counts[PORTAL_IS_ON] = stretch, run.portals[stretch]
        run.counts[EDITION] += 1
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
    national = run.settings[run.counts[STRETCH], 0]
    rates = costs_of(national)
    for kind in range(RUNNING + 1):
        run.now[FIRST_KRONER + kind] = month_cost(rates[kind], run.effort[kind])
    run.now[DKK_PORTAL] = portal_of(national).running_dkk_per_month if run.counts[PORTAL_IS_ON] == 1 else 0.0
    run.now[DKK_PRIZES] = prize_of(national).amount_dkk * run.now[PRIZES]
    row = run.counts[ROWS]
    run.row_months[row], run.counts[ROWS] = run.counts[MONTH], row + 1
    for column in range(WIDTH):
        run.rows[row, column] = run.now[column]
