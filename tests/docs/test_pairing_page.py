"""The example of ``docs/pairing.md`` runs as it stands, and prints the numbers that stand beside it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "pairing.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.slow
def test_the_example_prints_what_is_told_beside_it() -> None:
    told = [float(number) for number in re.findall(r"^print\(.*: (\d\.\d+)$", EXAMPLE, re.MULTILINE)]
    done = subprocess.run(
        [sys.executable, "-c", EXAMPLE], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert len(told) == EXAMPLE.count("print(")
    assert [round(float(line), 3) for line in done.stdout.split()] == told
