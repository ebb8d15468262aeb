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
from diffusion_sim.jit import entry, kernel

@kernel
def look(numbers, at):
    return numbers[at]

@entry
def look_from_python(numbers, at):
    return look(numbers, at)

print(look_from_python(np.arange(5), int(sys.argv[1])))
"""


AFTER_A_KERNEL = """
import numpy as np
from diffusion_sim.jit import entry, kernel
from diffusion_sim.mechanisms.nature import drawn_nature

@kernel
def complexity(numbers, at):
    return drawn_nature(np.uint64(5), np.uint64(5), numbers[at], 0.2, 0.5).complexity

@entry
def complexity_from_python(numbers):
    return complexity(numbers, 0)

compiled = complexity_from_python(np.zeros(1))
print(drawn_nature(np.uint64(5), np.uint64(5), 0.0, 0.2, 0.5).complexity == compiled)
"""


def finished(script: str, folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script from a file, since compiled code is kept per file."""
    file = folder / "script.py"
    file.write_text(script, encoding="utf-8")
    settings = {**os.environ, **environment, "DIFFUSION_SIM_CACHE": str(folder)}
    return subprocess.run(
        [sys.executable, str(file), *words], env=settings, capture_output=True, text=True, check=False
    )


def looked(at: int, folder: Path) -> subprocess.CompletedProcess[str]:
    return finished(LOOK, folder, str(at), NUMBA_BOUNDSCHECK="1")


def test_an_index_inside_is_read(tmp_path: Path) -> None:
    assert looked(4, tmp_path).stdout.strip() == "4"


@pytest.mark.slow
@pytest.mark.parametrize("at", [-1, -5, 5])
def test_an_index_outside_is_refused(at: int, tmp_path: Path) -> None:
    assert "IndexError" in looked(at, tmp_path).stderr


@pytest.mark.slow
def test_a_rule_that_a_kernel_holds_is_called_from_python_too(tmp_path: Path) -> None:
    """Code loaded later once took the kernel's own copy of what the rule calls for the function itself."""
    done = finished(AFTER_A_KERNEL, tmp_path)
    assert done.stdout.strip() == "True", done.stderr
