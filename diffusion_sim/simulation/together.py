"""Scenarios in the same replications, in which the months before their policies differ are simulated once."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.model.driver import simulate_records
from diffusion_sim.model.past import Pasts
from diffusion_sim.results.context import Context, ProblemName, RunLog
from diffusion_sim.results.result import Result
from diffusion_sim.setup import Setup, build_setup
from diffusion_sim.simulation.changed import refuse_changed, refuse_replaced_rules
from diffusion_sim.simulation.interrupted import Failure, Interrupted, ReplicationError
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.model.agents import Municipality
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.arguments import EngineName
    from diffusion_sim.simulation.precision import Precision

    Progress = Callable[[int, int], None]
    """Called with replications done and replications asked for."""

ENOUGH_FAILURES = 3
"""After which nothing more is run, when no replication has come to its end."""
ROUND, MOST_IN_ROUND = 4, 16
"""Replications for each worker that are simulated under every scenario before the next, and of all workers: the pasts of so many of
all Denmark find room (``MOST_BYTES`` of ``Pasts``). Fewer take less memory, which the system is slow to give."""


class Together:
    """Scenarios that are simulated in the same replications; ``results`` holds what has finished at any time.

    Parameters
    ----------
    scenarios
        One or more; the first is what others are compared with.
    seed, engine, workers, municipality, posterior
        As for :func:`diffusion_sim.simulate`, already checked.
    pasts
        Burn-ins shared with what was run before, or is run later; several scenarios share theirs in any case.
    """

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        seed: int,
        engine: EngineName = "compiled",
        workers: int | None = None,
        municipality: type[Municipality] | None = None,
        posterior: Posterior | None = None,
        pasts: Pasts | None = None,
    ) -> None:
        setups = map(build_setup, scenarios)
        self._runs = [_Run(setup, seed, engine, workers, municipality, posterior, pasts) for setup in setups]
        self.results: list[Result] = []
        """One for each scenario that has begun."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the results should know of the countries, each sentence once."""
        return tuple(dict.fromkeys(note for run in self._runs for note in run.setup.notes))

    def bring_to(self, replications: int, progress: Progress | None = None) -> None:
        """Simulate what is missing of so many replications of every scenario.

        Raises
        ------
        ReplicationError
            If the user's code fails in some replications; the others are in ``results``.
        Interrupted
            When stopped from the keyboard; it carries what had finished of the scenario at hand, as ``results`` do.
        """
        shares_pasts = len(self._runs) > 1 and self._runs[0].engine == "compiled"
        at_once = min(ROUND * (self._runs[0].workers or os.cpu_count() or 1), MOST_IN_ROUND)
        done, pasts = min((len(one.records) for one in self.results), default=0), Pasts()
        while done < replications or len(self.results) < len(self._runs):
            done = min(done + at_once, replications) if shares_pasts else replications
            self._round(done, replications, pasts if shares_pasts else None, progress)
            pasts.empty()

    def narrow(self, precision: Precision | None, progress: Progress | None = None) -> None:
        """Add replications until an interval is as narrow as asked for."""
        while precision is not None and (wanted := precision.next_count(self.results)) is not None:
            self.bring_to(wanted, progress)

    def _round(self, count: int, asked: int, pasts: Pasts | None, progress: Progress | None) -> None:
        """Bring all scenarios to so many replications of those asked for."""
        failures: list[Failure] = []
        for at, run in enumerate(self._runs):
            before = self.results[at] if at < len(self.results) else None
            sharing = run if pasts is None else run._replace(pasts=pasts)
            try:
                self._put(at, _finished(sharing, before, count, asked, self._counted(at, asked, progress)))
            except Interrupted as stop:
                self._put(at, stop.result or before)
                raise
            except ReplicationError as failed:
                if not isinstance(failed.result, Result):
                    raise
                self._put(at, failed.result)
                failures += failed.failures
        if failures:
            raise ReplicationError(failures, self.results[0]) from failures[0].error

    def _put(self, at: int, result: Result | None) -> None:
        if result is not None:
            self.results[at:] = [result, *self.results[at + 1 :]]

    def _counted(self, at: int, asked: int, progress: Progress | None) -> Progress | None:
        """Count over all scenarios."""
        if progress is None:
            return None
        others = sum(len(one.records) for number, one in enumerate(self.results) if number != at)
        return lambda done, _: progress(others + done, len(self._runs) * asked)


class _Run(NamedTuple):
    """What all replications have in common, and what runs them."""

    setup: Setup
    seed: int
    engine: EngineName
    workers: int | None
    municipality: type[Municipality] | None = None
    posterior: Posterior | None = None
    pasts: Pasts | None = None

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
        return self._drawn_from(self.posterior, replications, workers)

    def _drawn_from(
        self, posterior: Posterior, replications: Sequence[int], workers: int
    ) -> Iterator[RunRecord | Failure]:
        """Yield the record of each replication in its own country, in order.

        Which draw a replication takes depends on the seed and its number alone, so that two policies meet the same one.
        """
        scenario = self.setup.scenario

        def record(replication: int) -> RunRecord | Failure:
            drawn = posterior.drawn_for(scenario, self.seed, replication)
            setup = build_setup(scenario.with_changes(drawn, f"draw for replication {replication}"))
            return next(iter(self._of_replication(setup, (replication,), 1)))

        pool = ThreadPoolExecutor(min(workers, max(1, len(replications))))
        try:
            yield from pool.map(record, replications)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _of_replication(self, setup: Setup, replications: Sequence[int], workers: int) -> Iterator[RunRecord | Failure]:
        if self.engine == "mesa":
            from diffusion_sim.simulation.mesa_engine import run_on_mesa  # noqa: PLC0415 - Mesa is slow to import

            return run_on_mesa(setup, self.seed, replications, workers, self.municipality)
        return simulate_records(setup, self.seed, replications, workers, self.pasts)


def _finished(run: _Run, before: Result | None, count: int, asked: int, progress: Progress | None) -> Result:
    """Run the replications that come after those finished before, up to so many of those asked for."""
    crew, earlier = run.workers or os.cpu_count() or 1, before.run_log if before else None
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    started, clock = (earlier.adopted, clock - earlier.duration_seconds) if earlier else (started, clock)
    records, failures = list(before.records) if before else [], list[Failure]()

    def result() -> Result | None:
        log = RunLog(started, time.perf_counter() - clock, run.engine, crew)
        return _result(run, asked, records, log) if records else None

    try:
        for record in run.records(range(len(records), count), crew):
            if isinstance(record, Failure):
                failures.append(record)
                if len(failures) == ENOUGH_FAILURES and not records:
                    break
            else:
                records.append(record)
                if progress is not None:
                    progress(len(records), asked)
        whole = result()
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
