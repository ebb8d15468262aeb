"""The benchmark script runs, and finds both engines equal; how fast they are is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "run.py"


def test_the_quick_benchmark_compares_the_engines(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--quick", "--out", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (engines,) = json.loads((tmp_path / "results.json").read_text())["engines"]
    assert engines["simulated_months"] == 12
    assert engines["ratio"] > 0
    assert "same bytes" in (tmp_path / "RESULTS.md").read_text()
