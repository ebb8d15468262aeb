"""Who runs the points: this machine's threads, or the workers of a Dask cluster; the outcomes are the same.

The address of a scheduler is tried before a client is made: one whose start fails complains long afterwards.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from itertools import islice
from typing import TYPE_CHECKING, Any

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.sweeps.tasks import Finished, Task, failed, run_task
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Runner = Callable[[Iterable[Task]], Iterator[Finished]]


FORM = re.compile(r"[a-z]\w*://[^\s/]+:\d+/?|inproc://\S+")
"""The second is what Dask calls a scheduler in this very process."""
VALID = "valid: the address that dask scheduler prints, as tcp://host:8786"


def check_form(address: str) -> None:
    """Refuse what is not scheme://host:port; none at all is this machine.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if address and not FORM.fullmatch(address):
        raise InputError("--scheduler", f"found {address!r}", VALID)


def check_answer(address: str, seconds: float) -> None:
    """Connect to a scheduler and leave again, in a thread of its own: a notebook's already runs a loop.

    Raises
    ------
    InputError
        If none answers, or Dask has no certificates for it.
    """
    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _connect(address, seconds)).result()
    except (OSError, ValueError, TimeoutError):
        raise no_answer(address) from None
    except TypeError:
        found = f"needs certificates for {address!r}"
        raise InputError("--scheduler", found, "name them in Dask's configuration, distributed.comm.tls") from None


def no_answer(address: str) -> InputError:
    """Return what to raise when no scheduler is there."""
    return InputError("--scheduler", f"no scheduler answers at {address!r}", VALID)


async def _connect(address: str, seconds: float) -> None:
    import distributed  # noqa: PLC0415 - an extra

    dask: Any = distributed  # its functions are not typed
    arguments = dask.Security().get_connection_args("client")
    connection = await dask.comm.connect(address, timeout=seconds, **arguments)
    await connection.close()


CONNECT_SECONDS = 10
WAITING_PER_WORKER = 3
"""Tasks handed out for each thread of the cluster, so that none waits and few are lost."""
KILLED = "the workers of the cluster that ran it died, one after the other"


@contextmanager
def runner_at(scheduler: str) -> Iterator[Runner]:
    """Hand out who runs points: this machine, each point on all threads, or the cluster at an address."""
    if not scheduler:
        yield partial(map, run_task)
        return
    with _client(scheduler) as client:
        _refuse_other_versions(client)
        yield partial(_while_it_answers, client)


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
    mine = version()
    for worker, other in client.run(metadata.version, "diffusion-sim", on_error="return").items():
        if other != mine:
            found = f"the worker at {worker} has diffusion-sim {other}, here it is {mine}"
            raise InputError("--scheduler", found, "install the same version on all of them")


def _while_it_answers(client: Any, tasks: Iterable[Task]) -> Iterator[Finished]:  # noqa: ANN401 - as above
    try:
        yield from _on_cluster(client, tasks)
    except OSError as error:  # of its connections
        raise RunError(f"the cluster is gone ({type(error).__name__}: {error})") from error


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
            future = client.submit(run_task, task, pure=False)
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
        alone = client.submit(run_task, task, pure=False)
        yield _finished(alone, dask.KilledWorker) or failed(task, KILLED)


def _finished(future: Any, killed: type[Exception]) -> Finished | None:  # noqa: ANN401 - as above
    """Return what came back, or None when workers died over it."""
    try:
        finished: Finished = future.result()
    except killed:
        return None
    except Exception as error:
        raise RunError(f"the cluster is gone ({type(error).__name__}: {error})") from error
    return finished
