"""How tests run here: property tests with the same examples every time and no deadline; the engine is compiled once.

They draw 50 examples, and 500 with FUZZ=1; in plain Python, where everything takes fifty times as long, 20: compiled or
not the bits are the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from fuzzing import inputs
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=inputs(500))
settings.register_profile("repeatable in plain Python", derandomize=True, deadline=None, max_examples=20)
PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}
settings.load_profile("repeatable in plain Python" if PLAIN else "repeatable")
COMPILE = "import diffusion_sim as ds; ds.simulate(ds.Scenario().with_changes({'time.months': 1, 'time.burn_in_months': 0}), 1)"


COMPILING = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile once for several workers, while they read the tests: each would do it for itself at the same time."""
    option = session.config.option
    starts_workers = getattr(option, "numprocesses", None) and not hasattr(session.config, "workerinput")
    if starts_workers and not option.collectonly and not PLAIN:
        session.config.stash[COMPILING] = subprocess.Popen([sys.executable, "-c", COMPILE])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    """Give no worker a test before the engine is compiled."""
    compiling = node.config.stash.get(COMPILING, None)
    if compiling is not None and compiling.wait() != 0:
        pytest.exit("the engine could not be compiled", returncode=1)
