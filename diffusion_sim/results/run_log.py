"""When, how and where a run was made: told beside the answer, never part of it."""

from __future__ import annotations

import os
import platform
from typing import Any, NamedTuple


class RunLog(NamedTuple):
    """What differs between two runs of the same scenario and seed."""

    started: str
    """ISO 8601, with offset."""
    duration_seconds: float
    engine: str
    workers: int


def describe_log(log: RunLog | None) -> dict[str, Any]:
    """Return the log and the machine as plain data."""
    machine = {
        "system": platform.platform(),
        "processor": platform.machine(),
        "logical_cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    return (log._asdict() if log else {}) | {"machine": machine}
