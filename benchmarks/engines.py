"""The compiled driver against the Mesa model, which goes through the same phases step by step: same bytes, one core each."""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import Crew, simulate_records
from diffusion_sim.setup import Setup, build_setup
from diffusion_sim.simulation import Together

if TYPE_CHECKING:
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario

SEED = 1
TABLES = ("monthly", "cases", "solutions")


class Timing(NamedTuple):
    """Seconds a replication, and how many times slower Mesa is."""

    scenario: str
    simulated_months: int
    mesa_seconds: float
    compiled_seconds: float
    ratio: float


def against_mesa(scenario: Scenario, mesa_replications: int, compiled_replications: int) -> Timing:
    """Run some replications on both engines, and stop when a byte differs."""
    setup = build_setup(scenario)
    list(simulate_records(setup, SEED, [0], 1))  # compiled code is loaded
    mesa_seconds, slow = _timed_mesa(setup, mesa_replications)
    adopted = time.process_time()
    fast = list(simulate_records(setup, SEED, range(compiled_replications), 1))
    compiled_seconds = (time.process_time() - adopted) / compiled_replications
    for a, b in zip(fast, slow, strict=False):
        assert all(getattr(a, table).tobytes() == getattr(b, table).tobytes() for table in TABLES), "results differ"
    months = setup.calendar.total_months
    return Timing(scenario.name, months, mesa_seconds, compiled_seconds, mesa_seconds / compiled_seconds)


def _timed_mesa(setup: Setup, replications: int) -> tuple[float, list[RunRecord]]:
    adopted = time.process_time()
    records = [DiffusionModel(setup, SEED, number).run().record() for number in range(replications)]
    return (time.process_time() - adopted) / replications, records


class Threads(NamedTuple):
    """Wall-clock seconds for the same replications on one thread and on two."""

    replications: int
    one_seconds: float
    two_seconds: float
    ratio: float


def two_threads(scenario: Scenario, replications: int) -> Threads:
    """Run the same replications on one thread and on two."""
    setup = build_setup(scenario)
    list(simulate_records(setup, SEED, [0], 1))
    seconds = []
    for threads in (1, 2):
        adopted = time.perf_counter()
        for _ in simulate_records(setup, SEED, range(replications), threads):
            pass
        seconds.append(time.perf_counter() - adopted)
    return Threads(replications, *seconds, seconds[0] / seconds[1])


class Sharing(NamedTuple):
    """Processor seconds of policies that begin with the first reported year, each alone and after a past that they share."""

    scenario: str
    policies: int
    alone_seconds: float
    together_seconds: float
    ratio: float


def shared_past(scenario: Scenario, policies: int, replications: int) -> Sharing:
    """Simulate a scenario and so many prizes in the same replications, each alone, then together."""
    prizes = [scenario.with_changes({"prize.winners_per_year": number}) for number in range(policies + 1)]
    Together(prizes[:1], SEED, workers=1).bring_to(1)
    seconds = []
    for groups in ([[one] for one in prizes], [prizes]):
        adopted = time.process_time()
        for group in groups:
            Together(group, SEED, workers=1).bring_to(replications)
        seconds.append(time.process_time() - adopted)
    return Sharing(scenario.name, policies, *seconds, seconds[1] / seconds[0])


class Burden(NamedTuple):
    """CPU seconds of one replication on the compiled engine, and the same for each case that came about."""

    scenario: str
    compiled_seconds: float
    cases: int
    times_the_first: float
    times_the_first_per_case: float


def burden_of_mechanisms(scenarios: list[Scenario], replications: int, rounds: int) -> list[Burden]:
    """Time scenarios on one core, by turns: what mechanisms cost that are at work.

    As in any run of many replications, a thread's workspace is made, and has grown, once; that is not timed. Of several
    rounds the quickest counts for each replication, since what else runs can only slow it down.
    """
    crews = [Crew(build_setup(scenario), SEED) for scenario in scenarios]
    numbers, least = range(replications), np.full((len(crews), replications), np.inf)
    cases = np.zeros_like(least)
    for _ in range(rounds):
        for at, number in product(range(len(crews)), numbers):
            adopted = time.process_time()
            record = crews[at].record(number)
            least[at, number] = min(least[at, number], time.process_time() - adopted)
            cases[at, number] = record.cases.size
    seconds, met = least.mean(axis=1), cases.mean(axis=1)
    ratio = seconds / seconds[0]
    facts = zip(scenarios, seconds, met, ratio, ratio * met[0] / met, strict=True)
    return [Burden(s.name, float(t), int(n), float(r), float(each)) for s, t, n, r, each in facts]
