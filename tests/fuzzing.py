"""How many inputs a fuzz test draws: FUZZ=1 before a release for those that docs/reliability.md counts, a tenth else."""

from __future__ import annotations

import os

FACTOR = float(os.environ.get("FUZZ", "0.1"))
SAME_EACH_TIME = FACTOR <= 1.0
"""More than what is counted is drawn anew each time."""


def inputs(counted: int) -> int:
    return max(1, round(counted * FACTOR))
