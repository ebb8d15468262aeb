"""An unexpected failure, told in a line; with its traceback only for those who ask."""

from __future__ import annotations

import os
from traceback import format_exception

TRACEBACK = "DIFFUSION_SIM_TRACEBACK"
"""Environment variable that shows where an unexpected failure happened."""


def told_failure(error: BaseException) -> str:
    """Return kind and message of a failure, and how to see where it happened."""
    line = f"{type(error).__name__}: {error}"
    if os.environ.get(TRACEBACK):
        return f"{line}\n{''.join(format_exception(error))}"
    return f"{line}; {TRACEBACK}=1 shows where"
