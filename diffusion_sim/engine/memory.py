"""Memory for what fills up during a run: room is taken up only where it is used."""

from __future__ import annotations

import mmap
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=np.generic)

LINE = 64
"""Bytes that come from memory together."""

LARGE = 2**25
"""Bytes from which on memory comes in the system's usual pages.

Numpy asks for pages of 2 MB, which the processor finds its way in more quickly. But a virtual machine that gives memory
that is free back to its host has to ask for each of them anew, which takes several times as long.
"""

_OF_ONE_PROCESS = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if hasattr(mmap, "MAP_PRIVATE") else {}


def on_lines(number: int, kind: np.dtype[T]) -> npt.NDArray[T]:
    """Return room for records, the first of which begins a line; Numpy aligns arrays to less."""
    size = number * kind.itemsize
    if size >= LARGE:
        return np.frombuffer(_pages(size), dtype=kind)
    room = np.empty(size + LINE, dtype=np.uint8)
    first = -room.ctypes.data % LINE
    return room[first : first + size].view(kind)


def _pages(size: int) -> mmap.mmap:
    try:
        return mmap.mmap(-1, size, **_OF_ONE_PROCESS)
    except OSError as error:
        raise MemoryError(f"{size / 2**20:.0f} MB of memory are not available") from error
