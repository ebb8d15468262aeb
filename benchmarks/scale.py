"""Larger countries at equal activity per municipality: time and memory, each size in a process of its own; on Linux."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

MEASURE = """
import json, re, sys, time
from pathlib import Path
from diffusion_sim.model.driver import operations_of
from diffusion_sim.model.driver import Crew
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup
size, months = int(sys.argv[1]), int(sys.argv[2])
scenario = Scenario().with_changes({"network.kind": "watts_strogatz", "network.places": "synthetic",
    "network.size": size, "network.degree": 6, "network.isolated": "allow",
    "time.burn_in_months": 0, "time.months": months})
replication = build_setup(scenario)
Crew(build_setup(scenario.with_changes({"time.months": 2})), 1).record(0)
crew = Crew(replication, 1)
started = time.process_time()
record = crew.record(0)
seconds = time.process_time() - started
steps = operations_of(record, crew.idle[-1].counts)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 2**20
started = time.process_time()
crew.record(1)
following = time.process_time() - started
print(json.dumps({"municipalities": size, "seconds": seconds, "microseconds_each": 1e6 * seconds / size,
    "following_microseconds_each": 1e6 * following / size,
    **{f"{name}_each": count / size for name, count in steps._asdict().items()}, "peak_gigabytes": peak}))
"""


def measured(size: int, months: int) -> dict[str, Any]:
    """Return seconds, steps and peak memory of one replication, and the time of the next; or why there is none.

    The first one also takes up memory for the first time, which is where a large country loses most.
    """
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(size), str(months)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return {"municipalities": size, "failed": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    return dict(json.loads(done.stdout))
