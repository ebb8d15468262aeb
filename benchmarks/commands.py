"""What a user waits for: whole commands in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "diffusion_sim"]


def seconds_of(arguments: list[str], **environment: str) -> float:
    """Run a command in an empty folder and return wall-clock seconds; it has to succeed."""
    with tempfile.TemporaryDirectory() as folder:
        adopted = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True, cwd=folder, env={**os.environ, **environment})
        return time.perf_counter() - adopted


def waiting_times(baseline: Path, replications: int) -> dict[str, float]:
    """Return seconds by what was done; code is compiled before all but the first."""
    ten_years = [*COMMAND, "run", str(baseline), "--months", "120", "--replications"]
    without_burn_in = ["--set", "time.burn_in_months=0"]
    with tempfile.TemporaryDirectory() as cache:
        first = seconds_of([*ten_years, "1"], DIFFUSION_SIM_CACHE=cache)
        second = seconds_of([*ten_years, "1"], DIFFUSION_SIM_CACHE=cache)
        many = seconds_of([*ten_years, str(replications)], DIFFUSION_SIM_CACHE=cache)
        bare = seconds_of([*ten_years, str(replications), *without_burn_in], DIFFUSION_SIM_CACHE=cache)
    return {
        "run, 1 replication, nothing compiled yet": first,
        "run, 1 replication": second,
        f"run, {replications} replications of ten years after twelve of burn-in": many,
        f"run, {replications} replications of ten years, no burn-in": bare,
        "--help": seconds_of([*COMMAND, "--help"]),
        "import diffusion_sim": seconds_of([sys.executable, "-c", "import diffusion_sim"]),
    }
