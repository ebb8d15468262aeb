"""What a wrong operator in a rule costs: the tests of the rules fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.rare
def test_every_changed_operator_of_a_rule_is_caught_or_explained() -> None:
    hunt = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "mutants.py")], capture_output=True, text=True, check=False
    )
    assert hunt.returncode == 0, hunt.stdout
    caught, total = [int(word) for word in hunt.stdout.splitlines()[-1].split() if word.isdecimal()][:2]
    assert total > 900
    assert caught >= 0.95 * total
