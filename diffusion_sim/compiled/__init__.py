"""How rules are compiled: one decorator, with a cache that is never older than any rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba

from diffusion_sim.compiled.folder import cache_folder
from diffusion_sim.compiled.keeping import kept

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

__all__ = ["cache_folder", "is_long", "kept", "long_rule", "rule"]

_long: set[object] = set()


def rule(function: F) -> F:
    """Compile a scalar function when it is first called; with NUMBA_DISABLE_JIT=1 it stays plain Python.

    Arithmetic is IEEE double without reassociation or fused operations, so both give the same bits.
    """
    return cast("F", kept(numba.njit(function)))


def long_rule(function: F) -> F:
    """Compile a rule of many steps: the engine calls it, where it would hold a copy of a short one."""
    compiled = rule(function)
    _long.add(compiled)
    return compiled


def is_long(compiled: object) -> bool:
    """Tell whether a rule was declared to have many steps."""
    return compiled in _long
