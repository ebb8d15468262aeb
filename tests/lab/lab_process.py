"""The lab as a process of its own, that starts and ends within a time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Thread

import pytest

START_SECONDS, END_SECONDS = 120, 30
"""On a busy machine."""


@contextmanager
def lab_process(arguments: Sequence[str], program: Sequence[str] = ("-m", "diffusion_sim")) -> Iterator[str]:
    """Start the lab on a free port; give its address; end it, by force where it does not end itself."""
    command = [sys.executable, *program, "lab", *arguments, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield address_of(process)
            process.terminate()
            process.wait(END_SECONDS)
        finally:
            process.kill()


def address_of(process: subprocess.Popen[str]) -> str:
    """Return the address that the process tells; a thread reads, since reading itself has no end."""
    told: Queue[str] = Queue()
    Thread(target=lambda: told.put(process.stdout.readline()), daemon=True).start()
    try:
        found = re.search(r"http://[0-9.:]+", told.get(timeout=START_SECONDS))
    except Empty:
        found = None
    if found is None:
        pytest.fail("the lab does not tell its address")
    return found[0]
