"""The command as it was typed, to be printed when it can be run again."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence

_typed: list[str] = []


def remember(arguments: Sequence[str]) -> None:
    """Keep what was typed behind ``diffusion-sim``."""
    _typed[:] = arguments


def typed_command() -> str:
    """Return the whole command, quoted for this system's shell."""
    words = ["diffusion-sim", *_typed]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
