"""The draws that make up a replication before anybody decides: eras of problems, their salience, answers from outside."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.codes import EXTERNAL_SOURCES
from diffusion_sim.draws import months_until, normal, solution_identity, threshold, uniform
from diffusion_sim.draws.streams import ERA, EXTERNAL, SALIENCE, SOLUTION
from diffusion_sim.mechanisms.nature import drawn_log_benefit, drawn_nature
from diffusion_sim.mechanisms.outside_sources import ARRIVAL_MONTHS
from diffusion_sim.mechanisms.problem_agenda import SALIENCE_SPREAD
from diffusion_sim.mechanisms.traits import spread_factor

if TYPE_CHECKING:
    from diffusion_sim.draws.address import Entity, Key
    from diffusion_sim.mechanisms.nature import Nature
    from diffusion_sim.scenario import Scenario

EXTERNAL_SLOTS = 4
MONTHS_PER_YEAR = 12.0
SETTLING_MONTHS = 144
"""What problems are like in the last twelve years of the burn-in tells on the reported years; what was over before does not."""


class Era(NamedTuple):
    """One period in which a problem keeps its answers."""

    problem: int
    number: int
    start: int
    end: int
    """First month of the next era (or of nothing)."""
    salience: float
    """0 for an era that is over before the burn-in's last twelve years: nobody takes it up, and nothing comes from outside."""


class Arrival(NamedTuple):
    """A solution that comes from outside the municipalities."""

    month: int
    identity: Entity
    problem: int
    era: int
    ordinal: int
    source: int
    """Index into EXTERNAL_SOURCES."""


def innovation_identity(name: str) -> Entity:
    """Return the identity of a scenario's own innovation: it depends on nothing but its name."""
    return np.uint64(solution_identity(0, 0, 0, 0, np.uint64(zlib.crc32(name.encode()) + 2**40)))


def draw_eras(scenario: Scenario, key: Key, problem: int, total_months: int) -> tuple[Era, ...]:
    """Return the eras of a problem; the first has begun before the burn-in (exponential lengths have no memory)."""
    rate = scenario.problems.era_end_per_year / MONTHS_PER_YEAR
    eras, start, number, settling = [], 0, 0, settling_from(scenario.time.burn_in_months)
    while start < max(total_months, 1):
        wait = threshold(key, np.uint64(problem), 0, ERA, number)
        end = start + months_until(wait, 1.0 / rate) if rate > 0.0 else total_months
        salience = _salience(key, problem, number) if end > settling else 0.0
        eras.append(Era(problem, number, start, end, salience))
        start, number = end, number + 1
    return tuple(eras)


def settling_from(burn_in_months: int) -> int:
    """Return the first of the burn-in's last twelve years; eras that are over by then are passed over.

    What is left of them at the first reported month is nothing, as the answers to an era die with it. So a burn-in of 40 years, after
    which eras are as old as they would be after any time, costs about as many months of work as one of 20.
    """
    return max(0, burn_in_months - SETTLING_MONTHS)


def _salience(key: Key, problem: int, era: int) -> float:
    return spread_factor(SALIENCE_SPREAD, normal(key, np.uint64(problem), 0, SALIENCE, era))


def draw_arrivals(scenario: Scenario, key: Key, era: Era) -> tuple[Arrival, ...]:
    """Return the external solutions of one era; each of four slots is filled with equal chance."""
    arrivals: list[Arrival] = []
    if era.salience == 0.0:
        return ()
    for slot in range(EXTERNAL_SLOTS):
        identity = np.uint64(solution_identity(0, era.problem, era.number, slot, np.uint64(0)))
        if uniform(key, identity, 0, EXTERNAL, 0) >= scenario.external.per_era / EXTERNAL_SLOTS:
            continue
        wait = threshold(key, identity, 0, EXTERNAL, 1)
        month = era.start + months_until(wait, ARRIVAL_MONTHS) - 1
        source = int(uniform(key, identity, 0, EXTERNAL, 2) * len(EXTERNAL_SOURCES))
        if month < era.end:
            arrivals.append(Arrival(month, identity, era.problem, era.number, slot, source))
    return tuple(arrivals)


def draw_nature(scenario: Scenario, key: Key, identity: Entity, log_benefit: float) -> Nature:
    """Return what a solution is; its log benefit depends on who made it and is worked out before."""
    s = scenario.solutions
    return drawn_nature(key, identity, log_benefit, s.drawback_mean, scenario.sharing.documented_share)


def draw_log_benefit(scenario: Scenario, key: Key, identity: Entity, advantage: float) -> float:
    """Return the log gross benefit of a solution made from nothing."""
    return drawn_log_benefit(scenario.solutions.benefit_sd, advantage, normal(key, identity, 0, SOLUTION, 0))
