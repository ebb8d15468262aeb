"""Simulate one scenario many times."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.model.driver import simulate_records
from diffusion_sim.results.context import Context, ProblemName, RunLog
from diffusion_sim.results.result import Result
from diffusion_sim.setup import Setup, build_setup
from diffusion_sim.simulation.arguments import EngineName, check_arguments, check_kinds, check_scenario, warn_of_country
from diffusion_sim.simulation.changed import refuse_changed, refuse_replaced_rules
from diffusion_sim.simulation.drawn import run_drawn
from diffusion_sim.simulation.interrupted import Failure, Interrupted, ReplicationError
from diffusion_sim.simulation.precision import until_precise
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.model.agents import Municipality
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.precision import Precision

    Progress = Callable[[int, int], None]
    """Called with replications done and replications asked for."""

ENOUGH_FAILURES = 3
"""After which nothing more is run, when no replication has come to its end."""


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
    """Simulate a scenario in several replications.

    Parameters
    ----------
    scenario
        What to simulate.
    replications
        Number of replications; replication r of a seed is the same under every policy.
    seed
        Names the replications, 0 to 2**64 - 1.
    engine
        ``compiled``, or ``mesa`` for the Mesa model, which keeps every appraisal and runs what subclasses override: the
        same results, slower.
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
    ReplicationError
        If your own code fails in some replications; it carries the others.
    Interrupted
        When stopped from the keyboard; it carries the finished replications.
    """
    check_scenario(scenario)
    check_kinds(precision, posterior, municipality)
    asked = check_arguments(replications, seed, workers, engine)
    run = _Run(build_setup(scenario), asked.seed, engine, asked.workers, municipality, posterior)
    warn_of_country(run.setup.notes)
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
    run = _Run(build_setup(context.scenario), context.seed, engine, workers, municipality, context.posterior)
    return _finished(run, result.records, replications, progress)


class _Run(NamedTuple):
    """What all replications have in common, and what runs them."""

    setup: Setup
    seed: int
    engine: EngineName
    workers: int | None
    municipality: type[Municipality] | None = None
    posterior: Posterior | None = None

    def records(self, replications: Sequence[int], workers: int) -> Iterator[RunRecord | Failure]:
        """Yield the record of each replication as it finishes, in any order.

        Raises
        ------
        InputError
            If the engine cannot run what the user has changed in Python.
        """
        if self.engine == "mesa":
            refuse_replaced_rules()
        else:
            refuse_changed(self.municipality)
        if self.posterior is None:
            return self._of_replication(self.setup, replications, workers)
        return run_drawn(self.setup.scenario, self.posterior, self.seed, replications, self._of_replication, workers)

    def _of_replication(self, setup: Setup, replications: Sequence[int], workers: int) -> Iterator[RunRecord | Failure]:
        if self.engine == "mesa":
            from diffusion_sim.simulation.mesa_engine import run_on_mesa  # noqa: PLC0415 - Mesa is slow to import

            return run_on_mesa(setup, self.seed, replications, workers, self.municipality)
        return simulate_records(setup, self.seed, replications, workers)


def _finished(run: _Run, before: Sequence[RunRecord], replications: int, progress: Progress | None) -> Result:
    """Run the replications that come after those finished before."""
    crew = run.workers or os.cpu_count() or 1
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    records, failures = list(before), list[Failure]()

    def result() -> Result | None:
        log = RunLog(started, time.perf_counter() - clock, run.engine, crew)
        return _result(run, replications, records, log) if records else None

    try:
        for record in run.records(range(len(before), replications), crew):
            if isinstance(record, Failure):
                failures.append(record)
                if len(failures) == ENOUGH_FAILURES and not records:
                    break
            else:
                records.append(record)
                if progress is not None:
                    progress(len(records), replications)
    except KeyboardInterrupt:
        raise Interrupted(result()) from None
    except Exception as error:
        if not records:
            raise
        failures.append(Failure(None, error))
    whole = result()
    if failures or whole is None:
        raise ReplicationError(failures, whole) from failures[0].error
    return whole


def _result(run: _Run, asked: int, records: list[RunRecord], log: RunLog) -> Result:
    context = context_of(run.setup, run.seed, asked)
    return Result(
        replace(context, posterior=run.posterior, municipality=_name_of(run.municipality)), tuple(records), log
    )


def _name_of(municipality: type[Municipality] | None) -> str:
    if municipality is None or municipality.__module__.startswith("diffusion_sim."):
        return ""
    return f"{municipality.__module__}.{municipality.__qualname__}"


def context_of(setup: Setup, seed: int, replications: int) -> Context:
    """Return what a result must know of its replication."""
    scenario, fields = setup.scenario, setup.scenario.problems.fields
    numbers = range(1, scenario.problems.per_field + 1)
    drawn = [ProblemName(f"{field} {number}", field) for field in fields for number in numbers]
    given = [ProblemName(i.name, i.name) for i in scenario.innovations]
    return Context(
        scenario=scenario,
        seed=seed,
        replications=replications,
        version=version(),
        places=setup.places,
        layer_names=setup.contact.layer_names,
        problems=(*drawn, *given),
        innovations=tuple(i.name for i in scenario.innovations),
        data_checksums=tuple(sorted(setup.country.checksums.items())),
    )
