"""What changes around municipalities: settings, eras that end, answers that arrive from outside, the scenario's own innovations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import EXTERNAL_SOURCES, End, Heard, Stage
from diffusion_sim.draws import months_until, normal, solution_identity, threshold, uniform
from diffusion_sim.draws.streams import ERA as ERA_STREAM
from diffusion_sim.draws.streams import EXTERNAL, FIRST_ADOPTERS, SALIENCE, SOLUTION, TRAIT, WHOLE_PROJECTS
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.municipal_size import whole_projects
from diffusion_sim.mechanisms.nature import drawn_log_benefit
from diffusion_sim.mechanisms.outside_sources import ARRIVAL_MONTHS, PUSH_MONTHS
from diffusion_sim.mechanisms.problem_agenda import SALIENCE_SPREAD
from diffusion_sim.mechanisms.traits import spread_factor, within
from diffusion_sim.model.committing import add_solution
from diffusion_sim.model.ending import close
from diffusion_sim.model.hearing import drop, hear, no_longer_known
from diffusion_sim.model.hearing_clocks import announce, touch_at
from diffusion_sim.model.ledger import ARRIVALS, ARRIVED, ERAS, LINES, MONTH, take
from diffusion_sim.model.many_draws import draw_uniforms
from diffusion_sim.model.problem_files import open_file
from diffusion_sim.model.projects import begin
from diffusion_sim.model.records import ABANDONED, COPY, NONE
from diffusion_sim.model.setting_rows import COLUMNS, external_of, portal_of, prize_of, problems_of
from diffusion_sim.model.sorting import find_smallest, sort_by_key
from diffusion_sim.model.use import bring_into_use, write_down
from diffusion_sim.setup.latent import EXTERNAL_SLOTS, MONTHS_PER_YEAR

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


SOURCES = len(EXTERNAL_SOURCES)
PROJECTS = COLUMNS.index("capacity.projects_per_field")


@kernel
def draw_latent(run: State) -> None:
    """Draw what happens in a replication whatever anybody does."""
    for problem in range(run.facts.drawn_problems):
        run.first_era[problem] = run.counts[ERAS]
        _draw_eras(run, problem)
    run.first_era[run.facts.drawn_problems] = run.counts[ERAS]
    arrivals = run.counts[ARRIVALS]
    for at in range(arrivals):
        run.keys[at] = run.arrivals[at]["month"]
    sort_by_key(run.keys, run.order, run.scratch, arrivals)
    for at in range(arrivals):
        run.arrival_order[at] = run.order[at]


@kernel
def _draw_eras(run: State, problem: int) -> None:
    """Draw the eras of a problem; the first has begun before the burn-in (exponential lengths have no memory)."""
    nature, months = problems_of(run.policy[0, 0]), run.months.shape[0]
    rate, entity = nature.era_end_per_year / MONTHS_PER_YEAR, np.uint64(problem)
    start, number = 0, 0
    while start < max(months, 1):
        at = take(run, ERAS, run.eras.shape[0], 1)
        if at < 0:
            return
        end = months
        if rate > 0.0:
            end = start + months_until(threshold(run.key[0], entity, 0, ERA_STREAM, number), 1.0 / rate)
        z = normal(run.key[0], entity, 0, SALIENCE, number)
        run.eras[at]["salience"], run.eras[at]["end"] = spread_factor(SALIENCE_SPREAD, z), end
        if end > run.facts.settling_from:
            _draw_arrivals(run, problem, number, start, end)
        else:
            run.eras[at]["salience"] = 0.0
        start, number = end, number + 1


@kernel
def _draw_arrivals(run: State, problem: int, era: int, start: int, end: int) -> None:
    """Draw the external solutions of one era; each of four slots is filled with equal chance."""
    outside = external_of(run.policy[0, 0])
    for slot in range(EXTERNAL_SLOTS):
        identity = np.uint64(solution_identity(0, problem, era, slot, np.uint64(0)))
        if uniform(run.key[0], identity, 0, EXTERNAL, 0) >= outside.per_era / EXTERNAL_SLOTS:
            continue
        month = start + months_until(threshold(run.key[0], identity, 0, EXTERNAL, 1), ARRIVAL_MONTHS) - 1
        if month >= end:
            continue
        at = take(run, ARRIVALS, run.arrivals.shape[0], 1)
        if at < 0:
            return
        arrival = run.arrivals[at]
        arrival["identity"], arrival["month"], arrival["problem"], arrival["ordinal"] = identity, month, problem, slot
        arrival["source"] = int(uniform(run.key[0], identity, 0, EXTERNAL, 2) * SOURCES)


@kernel
def draw_settings(run: State, first: int) -> None:
    """Give each municipality its own settings: the policy's, times its factors, from a policy period on."""
    policy_periods, n, columns = run.policy.shape
    for period in range(first, policy_periods):
        for m in range(n):
            for column in range(columns):
                run.settings[period, m, column] = run.policy[period, m, column]
            _draw_whole_projects(run, period, m)
    for at in range(run.varying.shape[0]):
        what = run.varying[at]
        column, spread = what["column"], run.policy[0, 0, what["spread_column"]]
        for m in range(n):
            factor = spread_factor(spread, normal(run.key[0], what["entity"], run.places[m]["code"], TRAIT, 0))
            for period in range(first, policy_periods):
                value = run.policy[period, m, column] * factor
                run.settings[period, m, column] = within(value, what["low"], what["high"])
    for period in range(policy_periods):
        _note_sources(run, period)


@kernel
def _draw_whole_projects(run: State, period: int, m: int) -> None:
    """Make a whole number of a capacity that size has made a fraction."""
    projects = run.settings[period, m, PROJECTS]
    if projects != math.floor(projects):
        u = uniform(run.key[0], np.uint64(0), run.places[m]["code"], WHOLE_PROJECTS, 0)
        run.settings[period, m, PROJECTS] = whole_projects(projects, u)


@kernel
def _note_sources(run: State, period: int) -> None:
    """Note whether anybody can use a portal, or hear of anything without ties, in a policy period."""
    run.portals[period], run.broadcasts[period] = 0, 0
    for m in range(run.places.shape[0]):
        row = run.settings[period, m]
        if portal_of(row).hearing_per_month > 0.0:
            run.portals[period], run.broadcasts[period] = 1, 1
        if external_of(row).push_per_month > 0.0 or prize_of(row).visibility_per_month > 0.0:
            run.broadcasts[period] = 1


SEED, LAPSED = int(Heard.SEED), int(Stage.LAPSED)
PROBLEM_CHANGED, SUPERSEDED = int(End.PROBLEM_CHANGED), int(End.SUPERSEDED)


@kernel
def end_eras(run: State) -> None:
    """Begin a new era of each problem whose era has ended."""
    for problem in range(run.facts.drawn_problems):
        if run.counts[MONTH] >= run.eras[run.first_era[problem] + run.present_era[problem]]["end"]:
            begin_era(run, problem)


@kernel
def begin_era(run: State, problem: int) -> None:
    """Let the answers to a problem die, and every file on it be closed."""
    problems = run.fields.shape[0]
    s = run.newest[problem]
    while s >= 0:
        run.solutions[s]["live"] = 0
        s = run.solutions[s]["next"]
    run.newest[problem] = NONE
    run.present_era[problem] += 1
    for m in range(run.places.shape[0]):
        _close_file(run, m * problems + problem)
    run.users[problem] = 0


@kernel
def _close_file(run: State, d: int) -> None:
    file = run.files[d]
    at = file["known"]
    while at >= 0:
        case, after = run.cases[run.offers[at]["case"]], run.offers[at]["next"]
        case["stage"], case["end"], case["ended"] = LAPSED, PROBLEM_CHANGED, run.counts[MONTH]
        drop(run, at)
        at = after
    if file["under_way"] >= 0:
        close(run, file["under_way"], ABANDONED, PROBLEM_CHANGED)
    if file["in_use"] >= 0:
        write_down(run, d)
    open_file(run, d)


@kernel
def arrive(run: State) -> None:
    """Bring in the external solutions of this month."""
    while run.counts[ARRIVED] < run.counts[ARRIVALS]:
        arrival = run.arrivals[run.arrival_order[run.counts[ARRIVED]]]
        if arrival["month"] > run.counts[MONTH]:
            return
        run.counts[ARRIVED] += 1
        z = normal(run.key[0], arrival["identity"], 0, SOLUTION, 0)
        log_benefit = drawn_log_benefit(run.facts.benefit_sd, run.facts.benefit_advantage, z)
        s = add_solution(run, arrival["identity"], arrival["problem"], log_benefit, 1.0)
        if s < 0:
            return
        solution = run.solutions[s]
        solution["source"], solution["ordinal"] = arrival["source"], arrival["ordinal"]
        solution["push_until"] = run.counts[MONTH] + PUSH_MONTHS
        touch_at(run, run.counts[MONTH], s)
        touch_at(run, run.counts[MONTH] + PUSH_MONTHS, s)
        announce(run, s)


@kernel
def introduce(run: State) -> None:
    """Bring in the scenario's own innovations of this month, with their first adopters."""
    for index in range(run.innovations.shape[0]):
        innovation = run.innovations[index]
        if innovation["month"] == run.counts[MONTH]:
            problem = run.facts.drawn_problems + index
            s = add_solution(run, innovation["identity"], problem, innovation["log_benefit"], 1.0)
            if s < 0:
                return
            _as_given(run, s, index)
            _seed(run, s, index)
            announce(run, s)


@kernel
def _as_given(run: State, s: int, index: int) -> None:
    solution, months = run.solutions[s], run.months.shape[0]
    solution["complexity"], solution["drawback"] = run.innovations[index]["complexity"], 0.0
    solution["documented"], solution["innovation"], solution["source"] = 1, index, 0
    solution["push_until"] = months
    for line in range(LINES):
        run.drawbacks[s, line] = 0.0
    touch_at(run, run.counts[MONTH], s)


@kernel
def _seed(run: State, s: int, index: int) -> None:
    """Let the first adopters run it: those named, and so many drawn."""
    n, innovation = run.places.shape[0], run.innovations[index]
    number = min(n, innovation["random"])
    if number > 0:
        draw_uniforms(run, innovation["identity"], FIRST_ADOPTERS)
        find_smallest(run.drawn, run.order, run.scratch, n, number)
    for m in range(n):
        run.scratch[m] = 0
    for i in range(number):
        run.scratch[run.order[i]] = 1
    for i in range(innovation["first_named"], innovation["last_named"]):
        run.scratch[run.adopters[i]] = 1
    for m in range(n):
        if run.scratch[m] == 1:
            _adopt_first(run, s, m)


@kernel
def _adopt_first(run: State, s: int, m: int) -> None:
    unfinished = run.files[m * run.fields.shape[0] + run.solutions[s]["problem"]]["under_way"]
    if unfinished >= 0:
        close(run, unfinished, ABANDONED, SUPERSEDED)
    c = hear(run, s, m, SEED, 0, NONE)
    if c >= 0:
        no_longer_known(run, c)
        run.cases[c]["mode"], run.cases[c]["decided"] = COPY, run.counts[MONTH]
        begin(run, c, 0)
        bring_into_use(run, c)
