"""Room for what fills up during a run, and asking for it before it is needed."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from diffusion_sim.jit import asked_for, inlined

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.model.state import Reals


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


soon = asked_for()
"""``soon(array, at)`` asks for the lines of memory of one record; it may be one that does not exist."""


@inlined
def soon_all(numbers: Reals) -> None:
    """Ask for all lines of a row of numbers."""
    for at in range(0, numbers.shape[0], LINE // 8):
        soon(numbers, at)


@inlined
def whole(value: Any) -> int:  # noqa: ANN401 - a field of any width
    """Return a whole number as wide as rules and kernels take it."""
    return np.int64(value)  # type: ignore[return-value]
