"""Who runs the points: this machine's threads, or the workers of a Dask cluster; the outcomes are the same."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.sweeps.address import check_answer, check_form, no_answer
from diffusion_sim.sweeps.point import Finished, Task, failed, run_point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Crew = Callable[[Iterable[Task]], Iterator[Finished]]

CONNECT_SECONDS = 10
WAITING_PER_WORKER = 3
"""Tasks handed out for each thread of the cluster, so that none waits and few are lost."""
KILLED = "the workers of the cluster that ran it died, one after the other"


@contextmanager
def crew_at(scheduler: str) -> Iterator[Crew]:
    """Hand out who runs points: this machine, each point on all threads, or the cluster at an address."""
    if not scheduler:
        yield partial(map, run_point)
        return
    with _client(scheduler) as client:
        _refuse_other_versions(client)
        yield partial(_on_cluster, client)


def _client(address: str) -> Any:  # noqa: ANN401 - Dask ships no types
    """Connect to a scheduler.

    Raises
    ------
    InputError
        If it is no address, Dask is not installed, or no scheduler answers.
    """
    check_form(address)
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        found = "needs Dask, which is not installed"
        raise InputError("--scheduler", found, "pip install 'diffusion-sim[cluster]'") from None
    check_answer(address, CONNECT_SECONDS)
    dask: Any = distributed  # its functions are not typed
    try:
        return dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise no_answer(address) from None


def _refuse_other_versions(client: Any) -> None:  # noqa: ANN401 - as above
    """Refuse workers whose results could differ from this machine's."""
    mine = version("diffusion-sim")
    for worker, other in client.run(version, "diffusion-sim", on_error="return").items():
        if other != mine:
            found = f"the worker at {worker} has diffusion-sim {other}, here it is {mine}"
            raise InputError("--scheduler", found, "install the same version on all of them")


def _on_cluster(client: Any, tasks: Iterable[Task]) -> Iterator[Finished]:  # noqa: ANN401 - as above
    """Run points, each on one thread; a point of a worker that died is run by another.

    A point under suspicion of killing workers is run again alone at the end, since Dask suspects its neighbours too.

    Raises
    ------
    RunError
        If the scheduler is gone.
    """
    import distributed  # noqa: PLC0415 - an extra

    dask: Any = distributed
    rest = iter(tasks)
    handed_out: dict[str, Task] = {}
    suspects: list[Task] = []
    waiting = dask.as_completed(loop=client.loop)

    def hand_out(count: int) -> None:
        for task in islice(rest, count):
            future = client.submit(run_point, task, pure=False)
            handed_out[future.key] = task
            waiting.add(future)

    hand_out(WAITING_PER_WORKER * max(1, sum(client.nthreads().values())))
    for future in waiting:
        task = handed_out.pop(future.key)
        finished = _finished(future, dask.KilledWorker)
        if finished is None:
            suspects.append(task)
        else:
            yield finished
        hand_out(1)
    for task in suspects:
        alone = client.submit(run_point, task, pure=False)
        yield _finished(alone, dask.KilledWorker) or failed(task, KILLED)


def _finished(future: Any, killed: type[Exception]) -> Finished | None:  # noqa: ANN401 - as above
    """Return what came back, or None when workers died over it."""
    try:
        finished: Finished = future.result()
    except killed:
        return None
    except Exception as error:
        raise RunError(f"the cluster is gone ({type(error).__name__}: {error}); finished points are kept") from error
    return finished
