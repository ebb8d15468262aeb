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


def typed_for(names: Sequence[str]) -> str:
    """Return what was typed for an option, by any of its names; nothing where it was not."""
    for word, following in zip(_typed, [*_typed[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name in names:
            return value if equals else following
    return ""
