"""How rules are compiled: one decorator, with a cache that is never older than any rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba

from diffusion_sim.compiled.folder import cache_folder
from diffusion_sim.compiled.keeping import kept

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

__all__ = ["cache_folder", "kept", "rule"]


def rule(function: F) -> F:
    """Compile a scalar function when it is first called; with NUMBA_DISABLE_JIT=1 it stays plain Python.

    Arithmetic is IEEE double without reassociation or fused operations, so both give the same bits.
    """
    return cast("F", kept(numba.njit(function)))
