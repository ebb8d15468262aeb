"""What the engine's speed rests on: no counting of references, one compilation of each kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest

COMPILE = """
from test_equality import simulate_records, world
from diffusion_sim.engine.month import simulate
from diffusion_sim.engine.recording import write_cases
simulate_records(world(), 1, [0], 1)
for entry in (simulate, write_cases):
    for code in entry.inspect_asm().values():
        assert "NRT_" not in code, entry
        print(entry.__name__, len(code))
"""


@pytest.mark.slow
@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_no_kernel_counts_references(tmp_path: Path) -> None:
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent.parent)])
    environment = {**os.environ, "PYTHONPATH": path, "DIFFUSION_SIM_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", COMPILE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "simulate" in done.stdout
