"""What the engine's speed rests on: no counting of references, memory asked for ahead, one compilation of each kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest

COMPILE = """
from test_two_drivers import setup, simulate_records
from diffusion_sim.model.driver import perform
simulate_records(setup(), 1, [0], 1)
for code in perform.inspect_asm().values():
    assert "NRT_" not in code
    assert "prefetch" in code or "prfm" in code
    print(perform.__name__, len(code))
"""


@pytest.mark.slow
@pytest.mark.rare
@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_no_kernel_counts_references(tmp_path: Path) -> None:
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent.parent)])
    environment = {**os.environ, "PYTHONPATH": path, "DIFFUSION_SIM_CACHE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", COMPILE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "perform" in done.stdout
