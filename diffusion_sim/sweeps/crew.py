"""Who runs the points: this machine's threads, or the workers of a Dask cluster; the outcomes are the same."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.sweeps.point import Outcome, Task, run_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONNECT_SECONDS = 10
WAITING_PER_WORKER = 3
"""Tasks handed out for each thread of the cluster, so that none waits and few are lost."""


def on_this_machine(tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Run one point after the other, each on all threads."""
    return map(run_point, tasks)


def on_cluster(tasks: Iterable[Task], address: str) -> Iterator[Outcome]:
    """Run points on a Dask cluster, each on one thread; a point of a worker that died is run by another.

    Raises
    ------
    InputError
        If Dask is not installed, or no scheduler answers.
    RunError
        If a point brought down several workers.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        found = "needs Dask, which is not installed"
        raise InputError("--scheduler", found, "pip install 'diffusion-sim[cluster]'") from None
    dask: Any = distributed  # its functions are not typed
    try:
        client = dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        found = f"no scheduler answers at {address!r}"
        raise InputError(
            "--scheduler", found, "valid: the address that dask scheduler prints, as tcp://host:8786"
        ) from None
    with client:
        rest = iter(tasks)
        places = WAITING_PER_WORKER * max(1, sum(client.nthreads().values()))
        first = [client.submit(run_point, task, pure=False) for task in islice(rest, places)]
        waiting = dask.as_completed(first, loop=client.loop)
        for future in waiting:
            yield _outcome(future)
            for task in islice(rest, 1):
                waiting.add(client.submit(run_point, task, pure=False))


def _outcome(future: Any) -> Outcome:  # noqa: ANN401 - Dask ships no types
    try:
        outcome: Outcome = future.result()
    except Exception as error:
        raise RunError(f"the cluster lost a point for good ({type(error).__name__}: {error})") from error
    return outcome
