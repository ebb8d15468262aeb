"""Replications on the Mesa engine, in one process or several; the results do not depend on how many."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from diffusion_sim.model import DiffusionModel, Municipality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.world import World


def run_on_mesa(
    world: World,
    seed: int,
    replications: Sequence[int],
    workers: int,
    municipality: type[Municipality] | None = None,
) -> Iterator[RunRecord]:
    """Yield the record of each replication as it finishes; a class of the user's own runs in this process.

    Another process could not be sent a class that was written in a notebook.
    """
    kind = Municipality if municipality is None else municipality
    if workers == 1 or len(replications) == 1 or kind is not Municipality:
        for replication in replications:
            yield DiffusionModel(world, seed, replication, municipality=kind).run().record()
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_take_world, initargs=(world, seed))
    try:
        with _script_not_run_again():
            tasks = [pool.submit(_run, replication) for replication in replications]
        for task in as_completed(tasks):
            yield task.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


_given: tuple[World, int]


def _take_world(world: World, seed: int) -> None:
    global _given  # noqa: PLW0603 - a worker process serves one run; this spares sending the world with each task
    _given = (world, seed)


def _run(replication: int) -> RunRecord:
    return DiffusionModel(*_given, replication).run().record()
