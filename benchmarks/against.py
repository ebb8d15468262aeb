"""One checkout against another, such as the first version, in turns on the same machine: time per replication as a ratio.

    git worktree add ../first 9b247b0
    python benchmarks/against.py ../first

Both are run by this Python, each in a process of its own with its own cache of compiled code. A ratio above 1 means that this
checkout is slower. Only ratios of one run mean anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCENARIOS = (
    "configs/baseline.toml",
    "configs/scenarios/knowledge_portal.toml",
    "configs/scenarios/all_mechanisms.toml",
)
TURNS, REPLICATIONS = 5, 8
TIMED = """
import sys, time
import diffusion_sim as ds
scenario = ds.load_scenario(sys.argv[1])
ds.simulate(scenario, 1, 1, workers=1)
begun = time.process_time()
ds.simulate(scenario, int(sys.argv[2]), 1, workers=1)
print((time.process_time() - begun) / int(sys.argv[2]))
"""


def seconds(tree: Path, scenario: str) -> float:
    """Return the processor time of a replication in one checkout."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-c", TIMED, str(tree / scenario), str(REPLICATIONS)]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def ratios(other: Path, scenario: str) -> list[float]:
    """Return this checkout's time over the other's, turn by turn."""
    return [seconds(ROOT, scenario) / seconds(other, scenario) for _ in range(TURNS)]


if __name__ == "__main__":
    for scenario in SCENARIOS:
        found = ratios(Path(sys.argv[1]).resolve(), scenario)
        print(
            f"{Path(scenario).stem:20} {statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f})",
            flush=True,
        )
