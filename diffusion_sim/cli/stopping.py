"""Ctrl-C: the first one is heard, and what has finished is written before another can disturb it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from diffusion_sim.cli.output import note


def stop_once() -> None:
    """Say that the command stops, and let further stops pass."""
    note("Stopping: what has finished is written; this takes some seconds.")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def stops_restored() -> Iterator[None]:
    """Take Ctrl-C as before once a command is over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
