"""How code of the engine is compiled: without reference counting, outside of Python's lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
from numba.core import types

from diffusion_sim.compiled import kept
from diffusion_sim.engine.pipelines import EntryCompiler, PieceCompiler

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

_PLAIN: dict[str, Any] = {"nogil": True, "_nrt": False}
"""Kernels take arrays but count no references to them; so none can make an array either."""
_INNER: dict[str, Any] = {
    **_PLAIN,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "pipeline_class": PieceCompiler,
}


def once(function: F) -> F:
    """Compile a function that only compiled code calls."""
    return cast("F", _with_plain_numbers(numba.njit(**_INNER)(function)))


def everywhere(function: F) -> F:
    """Compile a function into each place that calls it."""
    return cast("F", _with_plain_numbers(numba.njit(forceinline=True, **_INNER)(function)))


def unchecked(function: F) -> F:
    """Compile a function into loops: without the test for a divisor of 0, it can be done for many numbers at once."""
    return cast("F", _with_plain_numbers(numba.njit(forceinline=True, error_model="numpy", **_INNER)(function)))


def for_python(function: F) -> F:
    """Compile a function that Python calls, and keep it with all that it holds."""
    return cast("F", kept(numba.njit(**_PLAIN, pipeline_class=EntryCompiler)(function)))


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
