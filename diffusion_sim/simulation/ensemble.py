"""Simulate one scenario many times."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.engine import simulate_records
from diffusion_sim.results.context import Context, ProblemName
from diffusion_sim.results.result import Result
from diffusion_sim.results.run_log import RunLog
from diffusion_sim.simulation.arguments import EngineName, check_arguments, check_kinds, check_scenario
from diffusion_sim.simulation.changed import refuse_changed
from diffusion_sim.simulation.drawn import run_drawn
from diffusion_sim.simulation.interrupted import Interrupted
from diffusion_sim.simulation.precision import until_precise
from diffusion_sim.world import World, build_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.model import Municipality
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.precision import Precision

    Progress = Callable[[int, int], None]
    """Called with replications done and replications asked for."""


def simulate(  # noqa: PLR0913 - what to run, and seven ways of running it
    scenario: Scenario,
    replications: int = 50,
    seed: int = 1,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    precision: Precision | None = None,
    municipality: type[Municipality] | None = None,
    posterior: Posterior | None = None,
) -> Result:
    """Simulate a scenario in several worlds.

    Parameters
    ----------
    scenario
        What to simulate.
    replications
        Number of worlds; world r of a seed is the same under every policy.
    seed
        Names the worlds, 0 to 2**64 - 1.
    engine
        ``compiled``, or ``mesa`` for the model in plain Python: the same results, much slower.
    workers
        Threads (compiled) or processes (Mesa); by default one for each processor. The result does not depend on it.
    progress
        Called after each finished replication with the number done and the number asked for.
    precision
        Add replications to these until the interval of a measure is as narrow.
    municipality
        Your own subclass of :class:`Municipality`, for ``engine="mesa"``; it runs in this process.
    posterior
        Draws of parameters, as from :func:`load_posterior`: each replication takes one, the same under every policy.

    Returns
    -------
    Result
        Tables, measures with intervals, stories and figures.

    Raises
    ------
    InputError
        If something in the scenario or the arguments cannot be used.
    Interrupted
        When stopped from the keyboard; it carries the finished replications.
    """
    check_scenario(scenario)
    check_kinds(precision, posterior, municipality)
    asked = check_arguments(replications, seed, workers, engine)
    run = _Run(build_world(scenario), asked.seed, engine, asked.workers, municipality, posterior)
    result = _finished(run, (), asked.replications, progress)
    if precision is None:
        return result
    (precise,) = until_precise(
        [result], precision, lambda start, wanted: _finished(run, start.records, wanted, progress)
    )
    return precise


def extended(
    result: Result,
    replications: int,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    municipality: type[Municipality] | None = None,
) -> Result:
    """Return a complete result with more replications: what :func:`simulate` gives for that many.

    Raises
    ------
    Interrupted
        When stopped from the keyboard; it carries the finished replications, old and new.
    """
    context = result.context
    run = _Run(build_world(context.scenario), context.seed, engine, workers, municipality, context.posterior)
    return _finished(run, result.records, replications, progress)


class _Run(NamedTuple):
    """What all replications have in common, and what runs them."""

    world: World
    seed: int
    engine: EngineName
    workers: int | None
    municipality: type[Municipality] | None = None
    posterior: Posterior | None = None

    def records(self, replications: Sequence[int], workers: int) -> Iterator[RunRecord]:
        """Yield the record of each replication as it finishes, in any order.

        Raises
        ------
        InputError
            If the engine cannot run what the user has changed in Python.
        """
        if self.engine != "mesa":
            refuse_changed(self.municipality)
        if self.posterior is None:
            return self._of_world(self.world, replications, workers)
        return run_drawn(self.world.scenario, self.posterior, self.seed, replications, self._of_world, workers)

    def _of_world(self, world: World, replications: Sequence[int], workers: int) -> Iterator[RunRecord]:
        if self.engine == "mesa":
            from diffusion_sim.simulation.mesa_engine import run_on_mesa  # noqa: PLC0415 - Mesa is slow to import

            return run_on_mesa(world, self.seed, replications, workers, self.municipality)
        return simulate_records(world, self.seed, replications, workers)


def _finished(run: _Run, before: Sequence[RunRecord], replications: int, progress: Progress | None) -> Result:
    """Run the replications that come after those finished before."""
    crew = run.workers or os.cpu_count() or 1
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    records = list(before)
    try:
        for record in run.records(range(len(before), replications), crew):
            records.append(record)
            if progress is not None:
                progress(len(records), replications)
    except KeyboardInterrupt:
        log = RunLog(started, time.perf_counter() - clock, run.engine, crew)
        raise Interrupted(_result(run, replications, records, log) if records else None) from None
    log = RunLog(started, time.perf_counter() - clock, run.engine, crew)
    return _result(run, replications, records, log)


def _result(run: _Run, asked: int, records: list[RunRecord], log: RunLog) -> Result:
    context = context_of(run.world, run.seed, asked)
    return Result(
        replace(context, posterior=run.posterior, municipality=_name_of(run.municipality)), tuple(records), log
    )


def _name_of(municipality: type[Municipality] | None) -> str:
    if municipality is None or municipality.__module__.startswith("diffusion_sim."):
        return ""
    return f"{municipality.__module__}.{municipality.__qualname__}"


def context_of(world: World, seed: int, replications: int) -> Context:
    """Return what a result must know of its world."""
    scenario, fields = world.scenario, world.scenario.problems.fields
    numbers = range(1, scenario.problems.per_field + 1)
    drawn = [ProblemName(f"{field} {number}", field) for field in fields for number in numbers]
    given = [ProblemName(i.name, i.name) for i in scenario.innovations]
    return Context(
        scenario=scenario,
        seed=seed,
        replications=replications,
        version=version("diffusion-sim"),
        places=world.places,
        layer_names=world.contact.layer_names,
        problems=(*drawn, *given),
        innovations=tuple(i.name for i in scenario.innovations),
        data_checksums=tuple(sorted(world.country.checksums.items())),
    )
