"""The address of a Dask scheduler, tried before a client is made: one whose start fails complains long afterwards."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from diffusion_sim.errors import InputError

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
