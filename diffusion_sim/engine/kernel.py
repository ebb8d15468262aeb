"""How the engine is compiled: without reference counting, outside of Python's lock, kept from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numba

from diffusion_sim.compiled import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


def kernel(function: F) -> F:
    """Compile a function that only other kernels call.

    Kernels take tuples of arrays; counting references to each array at each call would cost ten times the work. So
    none is counted (``_nrt``), which also forbids a kernel to make an array. With NUMBA_DISABLE_JIT=1 it stays Python.
    """
    options = {"nogil": True, "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return numba.njit(**options)(function)  # type: ignore[no-any-return]


def entry(function: F) -> F:
    """Compile a kernel that Python calls; its machine code holds all kernels below it and is cached with them."""
    folder = cache_folder()
    if folder is None:
        return numba.njit(nogil=True, _nrt=False)(function)  # type: ignore[no-any-return]
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        return numba.njit(nogil=True, _nrt=False, cache=True)(function)  # type: ignore[no-any-return]
    finally:
        numba.config.CACHE_DIR = before
