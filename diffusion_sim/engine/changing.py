"""The world changes: eras end, answers arrive from outside, the scenario brings in its innovations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import FIRST_ADOPTERS, SOLUTION
from diffusion_sim.engine.batches import draw_uniforms
from diffusion_sim.engine.broadcasting import announce
from diffusion_sim.engine.columns import ARRIVALS, ARRIVED, LINES, MONTH
from diffusion_sim.engine.desk import open_dossier
from diffusion_sim.engine.ending import COPY, close
from diffusion_sim.engine.hearing import hear
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import normal
from diffusion_sim.engine.making import add_solution
from diffusion_sim.engine.offers import drop, no_longer_known
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.sorting import find_smallest
from diffusion_sim.engine.space import touch_at
from diffusion_sim.engine.using import put_to_use, write_down
from diffusion_sim.engine.working import ABANDONED, begin
from diffusion_sim.rules.codes import End, Heard, Stage
from diffusion_sim.rules.value import drawn_log_benefit

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

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
        _close_dossier(run, m * problems + problem)
    run.users[problem] = 0


@kernel
def _close_dossier(run: State, d: int) -> None:
    dossier = run.dossiers[d]
    at = dossier["known"]
    while at >= 0:
        case, after = run.cases[run.offers[at]["case"]], run.offers[at]["next"]
        case["stage"], case["end"], case["ended"] = LAPSED, PROBLEM_CHANGED, run.counts[MONTH]
        drop(run, at)
        at = after
    if dossier["under_way"] >= 0:
        close(run, dossier["under_way"], ABANDONED, PROBLEM_CHANGED)
    if dossier["in_use"] >= 0:
        write_down(run, d)
    open_dossier(run, d)


@kernel
def arrive(run: State) -> None:
    """Bring in the external solutions of this month."""
    while run.counts[ARRIVED] < run.counts[ARRIVALS]:
        arrival = run.arrivals[run.arrival_order[run.counts[ARRIVED]]]
        if arrival["month"] > run.counts[MONTH]:
            return
        run.counts[ARRIVED] += 1
        z = normal(run.key, arrival["identity"], 0, SOLUTION, 0)
        log_benefit = drawn_log_benefit(run.facts.benefit_sd, run.facts.benefit_advantage, z)
        s = add_solution(run, arrival["identity"], arrival["problem"], log_benefit)
        if s < 0:
            return
        solution = run.solutions[s]
        solution["documented"], solution["source"], solution["ordinal"] = 1, arrival["source"], arrival["ordinal"]
        solution["push_until"] = run.counts[MONTH] + run.facts.push_months
        touch_at(run, run.counts[MONTH], s)
        touch_at(run, run.counts[MONTH] + run.facts.push_months, s)
        announce(run, s)


@kernel
def introduce(run: State) -> None:
    """Bring in the scenario's own innovations of this month, with their first adopters."""
    for index in range(run.innovations.shape[0]):
        innovation = run.innovations[index]
        if innovation["month"] == run.counts[MONTH]:
            s = add_solution(run, innovation["identity"], run.facts.drawn_problems + index, innovation["log_benefit"])
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
    unfinished = run.dossiers[m * run.fields.shape[0] + run.solutions[s]["problem"]]["under_way"]
    if unfinished >= 0:
        close(run, unfinished, ABANDONED, SUPERSEDED)
    c = hear(run, s, m, SEED, 0, NONE)
    if c >= 0:
        no_longer_known(run, c)
        run.cases[c]["mode"], run.cases[c]["decided"] = COPY, run.counts[MONTH]
        begin(run, c, 0)
        put_to_use(run, c)
