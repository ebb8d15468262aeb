"""A run, month by month: everybody decides on the state at the end of the last month, then all is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import TRAIT
from diffusion_sim.engine.acquaintance import begin_ties
from diffusion_sim.engine.agenda import retune_agenda
from diffusion_sim.engine.broadcasting import look_for_portal, rebroadcast_touched, retune
from diffusion_sim.engine.changing import arrive, end_eras, introduce
from diffusion_sim.engine.columns import (
    DKK_GRANTS,
    DKK_PORTAL,
    DKK_PRIZES,
    EFFECTIVE,
    FIRST_FLOW,
    FIRST_KRONER,
    FULL,
    LAST_FLOW,
    MONTH,
    PORTAL_IS_ON,
    PRIZES,
    RUNNING,
    STRETCH,
    WIDTH,
    YEAR,
)  # fmt: skip
from diffusion_sim.engine.committing import commit_all
from diffusion_sim.engine.deciding import consider_all
from diffusion_sim.engine.desk import open_dossier
from diffusion_sim.engine.grants import decide_grants
from diffusion_sim.engine.hearing import listen
from diffusion_sim.engine.kernel import entry, kernel
from diffusion_sim.engine.luck import normal
from diffusion_sim.engine.outlook import look_ahead
from diffusion_sim.engine.pace import retune_work
from diffusion_sim.engine.pairs import forget_all
from diffusion_sim.engine.people import move_people, note_policy
from diffusion_sim.engine.pilots import hear_from_partners
from diffusion_sim.engine.prize import award_prize
from diffusion_sim.engine.records import FAR, NONE
from diffusion_sim.engine.reference import refer
from diffusion_sim.engine.rules import month_cost, spread_factor, within
from diffusion_sim.engine.settings import costs_of, portal_of, prize_of
from diffusion_sim.engine.working import do_work

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@entry
def simulate(state: State) -> int:
    """Simulate all months of one replication; return 0, or 1 when a pool of the workspace was too small."""
    run = refer(state)
    run.counts[:] = 0
    draw_settings(run)
    reset(run)
    for month in range(run.months.shape[0]):
        simulate_month(run, month)
        if run.counts[FULL] == 1:
            return 1
    return 0


@kernel
def draw_settings(run: State) -> None:
    """Give each municipality its own settings: the policy's, times its factors."""
    stretches, n, columns = run.policy.shape
    for stretch in range(stretches):
        for m in range(n):
            for column in range(columns):
                run.settings[stretch, m, column] = run.policy[stretch, m, column]
    for at in range(run.varying.shape[0]):
        what = run.varying[at]
        column, spread = what["column"], run.policy[0, 0, what["spread_column"]]
        for m in range(n):
            factor = spread_factor(spread, normal(run.key, what["entity"], run.places[m]["code"], TRAIT, 0))
            for stretch in range(stretches):
                value = run.policy[stretch, m, column] * factor
                run.settings[stretch, m, column] = within(value, what["low"], what["high"])


@kernel
def reset(run: State) -> None:
    """Empty the workspace."""
    run.now[:] = 0.0
    run.effort[:] = 0.0
    run.busy[:] = 0
    run.freed[:] = NONE
    run.present_era[:] = 0
    run.users[:] = 0
    forget_all(run)
    run.due[:] = NONE
    run.touched[:] = NONE
    for m in range(run.agents.shape[0]):
        run.agents[m]["recognition"], run.agents[m]["times_reused"], run.agents[m]["failures"] = 0.0, 0, 0
        run.agents[m]["whole_contact"] = run.places[m]["whole_contact"]
        run.agents[m]["log_skill"], run.agents[m]["frustration"] = 0.0, 0.0
    for d in range(run.dossiers.shape[0]):
        run.dossiers[d]["outdated"], run.use_due[d] = NONE, FAR
        open_dossier(run, d)


@kernel
def simulate_month(run: State, month: int) -> None:
    """Simulate one month; the order is the Mesa model's."""
    run.counts[MONTH], run.counts[EFFECTIVE], run.counts[YEAR] = month, month, run.months[month]["year"]
    for column in range(FIRST_FLOW, LAST_FLOW + 1):
        run.now[column] = 0.0
    run.now[DKK_GRANTS] = 0.0
    begin_month(run)
    hear_from_partners(run)
    listen(run)
    run.counts[EFFECTIVE] = month + 1
    consider_all(run)
    if run.months[month]["decides_grants"] == 1:
        decide_grants(run)
    commit_all(run)
    do_work(run)
    if run.months[month]["awards_prize"] == 1:
        award_prize(run)
        look_ahead(run)
    end_month(run)


@kernel
def begin_month(run: State) -> None:
    """Turn the calendar: new parameters, eras that end, answers from outside, the scenario's innovations."""
    month = run.counts[MONTH]
    stretch = run.months[month]["stretch"]
    if month == 0 or stretch != run.counts[STRETCH]:
        run.counts[STRETCH] = stretch
        look_for_portal(run)
        look_ahead(run)
        begin_ties(run)
        retune(run)
        retune_agenda(run)
        retune_work(run)
        note_policy(run)
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
    for column in range(WIDTH):
        run.monthly[run.counts[MONTH], column] = run.now[column]
