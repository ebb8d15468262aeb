"""How the engine is compiled: without reference counting, outside of Python's lock, kept from one run to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
import numpy as np
from numba.core import types

from diffusion_sim.compiled import kept

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

_PLAIN: dict[str, Any] = {"nogil": True, "_nrt": False}
"""Kernels take arrays but count no references to them; so none can make an array either."""
_INNER: dict[str, Any] = {**_PLAIN, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def kernel(function: F) -> F:
    """Compile a function that only other kernels call; with NUMBA_DISABLE_JIT=1 it stays Python.

    Counting references to each array at each call would cost ten times the work of the model itself.
    """
    return cast("F", _with_plain_numbers(numba.njit(**_INNER)(function)))


def inlined(function: F) -> F:
    """Compile a small function into each place that calls it."""
    return cast("F", _with_plain_numbers(numba.njit(forceinline=True, **_INNER)(function)))


def unchecked(function: F) -> F:
    """Compile a small function into loops: without the test for a divisor of 0, it can be done for many numbers at once."""
    return cast("F", _with_plain_numbers(numba.njit(forceinline=True, error_model="numpy", **_INNER)(function)))


def entry(function: F) -> F:
    """Compile a kernel that Python calls; its machine code holds all kernels below it and is kept with them."""
    return cast("F", kept(numba.njit(**_PLAIN)(function)))


def _with_plain_numbers(dispatcher: Any) -> Any:  # noqa: ANN401 - numba's dispatcher
    """Have whole numbers passed as int64, whatever width they are kept in.

    Numba would compile a kernel anew for each constant and each width that it is called with.
    """
    resolve = getattr(dispatcher, "get_call_template", None)
    if resolve is not None:
        dispatcher.get_call_template = lambda args, kws: resolve(tuple(map(_plain, args)), kws)
    return dispatcher


def _plain(kind: types.Type) -> types.Type:
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


@inlined
def whole(value: Any) -> int:  # noqa: ANN401 - a field of any width
    """Return a whole number as wide as rules and kernels take it."""
    return np.int64(value)  # type: ignore[return-value]
