"""Replications on the Mesa model, in one process or several; the results do not depend on how many."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from diffusion_sim.errors import DiffusionSimError, RunError
from diffusion_sim.model.agents import DiffusionModel, Municipality
from diffusion_sim.simulation.changed import changes
from diffusion_sim.simulation.interrupted import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.setup import Setup


def run_on_mesa(
    setup: Setup,
    seed: int,
    replications: Sequence[int],
    workers: int,
    municipality: type[Municipality] | None = None,
) -> Iterator[RunRecord | Failure]:
    """Yield the record of each replication as it finishes; what the user has changed runs in this process.

    Another process could not be sent a class that was written in a notebook, and would not know a rule that was
    replaced.

    Raises
    ------
    RunError
        If a worker process was ended from outside.
    """
    kind = Municipality if municipality is None else municipality
    if workers == 1 or len(replications) == 1 or kind is not Municipality or changes(None):
        for replication in replications:
            yield _caught(replication, partial(_simulated, setup, seed, replication, kind))
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_take_setup, initargs=(setup, seed))
    try:
        with _script_not_run_again():
            tasks = {pool.submit(_run, replication): replication for replication in replications}
        for task in as_completed(tasks):
            yield _caught(tasks[task], task.result)
    except BrokenProcessPool as error:
        raise RunError("a worker process was ended from outside, perhaps for want of memory") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _caught(replication: int, outcome: Callable[[], RunRecord]) -> RunRecord | Failure:
    """Return an error of the user's code as a failure of one replication: the others go on."""
    try:
        return outcome()
    except (DiffusionSimError, BrokenProcessPool):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a user's method does
        return Failure(replication, error)


def _simulated(setup: Setup, seed: int, replication: int, kind: type[Municipality]) -> RunRecord:
    return DiffusionModel(setup, seed, replication, municipality=kind).run().record()


@contextmanager
def _script_not_run_again() -> Iterator[None]:
    """Start workers without importing the user's script in each: nothing of it is needed there.

    Otherwise a script of three lines without ``if __name__ == "__main__"`` would start itself over and over.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


_given: tuple[Setup, int]


def _take_setup(setup: Setup, seed: int) -> None:
    global _given  # noqa: PLW0603 - a worker process serves one run; this spares sending the replication with each task
    _given = (setup, seed)


def _run(replication: int) -> RunRecord:
    return _simulated(*_given, replication, Municipality)
