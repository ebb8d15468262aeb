"""The common task on every system that is installed, in one run; see ``peers/task.py``."""

from __future__ import annotations

import importlib
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

sys.path.insert(0, str(Path(__file__).with_name("peers")))

OURS, PLAIN, BASE = "with_diffusion_sim", "with_plain_c", "with_ndlib"
PEERS = (
    OURS, PLAIN, "with_cynetdiff", "with_numpy", "with_eon", BASE, "with_mesa", "with_agentpy", "with_starsim",
)  # fmt: skip
FORMS = ("si", "cascade", "threshold")
SIZES = (100, 1000, 10_000)
LONGEST_SECONDS, ENOUGH_SECONDS, MOST_ROUNDS = 30.0, 0.5, 15
"""A size that would take longer than the first is left out; short ones are repeated for up to the second."""
TIMES_NDLIB, TIMES_PLAIN = 1000.0, 2.5
WHAT = """
Three kinds of contagion on one graph of 98 nodes, 100 steps, five random first adopters (`peers/task.py`). Time is
processor time for each replication, the best of some rounds, with the draw of first adopters; graphs, models of
CyNetDiff and our replication are prepared once. Of ours and of plain C the curve and the source of each adoption are kept, as
arrays; ours are the scenarios of `scenarios/`, run by the engine as any other. The plain kernel draws at the engine's
addresses: a test holds that the same nodes adopt in the same steps from the same neighbours. Two threads are one thread
times the speed-up that the clock on the wall shows; plain C is compared thread by thread.
""".strip()


class Speed(NamedTuple):
    """One system on one task."""

    task: str
    system: str
    keeps: str
    replications: int
    microseconds_each: float
    replications_per_second: float
    mean_adopters: float


def common_task() -> dict[str, Any]:
    """Return the speed of each system on each task, the systems that are not installed, and what was aimed at."""
    modules = {peer: importlib.import_module(peer) for peer in PEERS}
    there = {peer: module for peer, module in modules.items() if is_installed(module)}
    speeds = [speed for form in FORMS for module in there.values() for speed in speeds_of(form, module)]
    return {
        "what": WHAT.splitlines(),
        "speeds": [speed._asdict() for speed in speeds],
        "absent": [module.NAME for peer, module in modules.items() if peer not in there],
        "targets": [row for form in FORMS for row in targets(form, speeds, modules)],
    }


def is_installed(module: Any) -> bool:  # noqa: ANN401 - a module
    """Tell whether a system is there."""
    return module.PACKAGE is not None and find_spec(module.PACKAGE) is not None


def speeds_of(form: str, module: Any) -> list[Speed]:  # noqa: ANN401 - a module
    """Return how quick one system is at one task, for few and for many replications."""
    if form not in module.TASKS:
        return []
    run, found = module.TASKS[form], []
    run(1)  # imports, and compiled code is loaded
    for size in SIZES:
        if found and found[-1].microseconds_each * size > 1e6 * LONGEST_SECONDS:
            continue
        seconds, finals = best_of(run, size, time.process_time)
        each, mean = seconds / size, float(finals.mean())
        found.append(Speed(form, module.NAME, module.KEEPS, size, 1e6 * each, 1.0 / each, mean))
    return found


def best_of(run: Callable[[int], np.ndarray], size: int, clock: Callable[[], float]) -> tuple[float, np.ndarray]:
    """Return the time of the best of some rounds, more of them where they are short; and the last result."""
    rounds: list[float] = []
    while not rounds or (sum(rounds) < ENOUGH_SECONDS and len(rounds) < MOST_ROUNDS):
        adopted = clock()
        result = run(size)
        rounds.append(clock() - adopted)
    return min(rounds), result


def targets(form: str, speeds: list[Speed], modules: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was aimed at and what was found: NDlib, the quickest of the others, and plain C."""
    each: dict[str, float] = {}
    for speed in speeds:
        if speed.task == form:  # each system at the number of replications that suits it best
            each[speed.system] = min(speed.microseconds_each, each.get(speed.system, speed.microseconds_each))
    ours, plain, base = (modules[peer].NAME for peer in (OURS, PLAIN, BASE))
    speed_up = _speed_up(modules[OURS], form)
    others = {name: time_each for name, time_each in each.items() if name not in (ours, plain)}
    quickest = min(others, key=others.__getitem__)
    rows = [_row(form, f"times as quick as {quickest}", others[quickest] / each[ours], speed_up, 1.0)]
    if base in each:
        rows.insert(0, _row(form, "times as quick as NDlib", each[base] / each[ours], speed_up, TIMES_NDLIB))
    if plain in each:
        rows.append(_row(form, "time as a multiple of plain C", each[ours] / each[plain], 1.0, TIMES_PLAIN))
    return rows


def _speed_up(module: Any, form: str) -> float:  # noqa: ANN401 - a module
    """Return how many times as quick two threads are as one, by the clock on the wall."""
    one, two = (best_of(runs[form], SIZES[-1], time.perf_counter)[0] for runs in (module.TASKS, module.ON_TWO_THREADS))
    return one / two


def _row(form: str, what: str, one: float, speed_up: float, wanted: float) -> dict[str, Any]:
    limit, power = ("most", -1) if what.startswith("time ") else ("least", 1)
    found = {"one": one, "two": one * speed_up}
    return {
        "task": form,
        "target": what,
        "wanted": f"at {limit} {wanted:g}",
        "one thread": found["one"],
        "two threads": found["two"],
        **{
            f"met on {threads}": "yes" if (value / wanted) ** power >= 1.0 else "no" for threads, value in found.items()
        },
    }
