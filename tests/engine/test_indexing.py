"""Kernels count from the front; an index below 0 is an error where bounds are checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import sys
import numpy as np
from diffusion_sim.engine.kernel import entry, kernel

@kernel
def look(numbers, at):
    return numbers[at]

@entry
def look_from_python(numbers, at):
    return look(numbers, at)

print(look_from_python(np.arange(5), int(sys.argv[1])))
"""


def looked(at: int, folder: Path) -> subprocess.CompletedProcess[str]:
    script = folder / "look.py"
    script.write_text(LOOK, encoding="utf-8")
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "DIFFUSION_SIM_CACHE": str(folder)}
    command = [sys.executable, str(script), str(at)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_index_inside_is_read(tmp_path: Path) -> None:
    assert looked(4, tmp_path).stdout.strip() == "4"


@pytest.mark.parametrize("at", [-1, -5, 5])
def test_an_index_outside_is_refused(at: int, tmp_path: Path) -> None:
    assert "IndexError" in looked(at, tmp_path).stderr
